import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { answer, ingestStub, type Script } from './ingest-stub.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MINI = join(ROOT, 'test/fixtures/twcs-mini.csv');
const folder = mkdtempSync(join(tmpdir(), 'brandwall-replay-'));
afterAll(() => rmSync(folder, { recursive: true }));

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function stub(script?: Script) {
  const server = await ingestStub(script);
  closing.push(server.close);
  return server;
}

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...args: string[]): Promise<Result> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/cli/replay.ts', ...args], { cwd: ROOT });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const line = (id: string, at: string | number = '2026-01-01T00:00:00Z') =>
  JSON.stringify({
    id,
    source: 's',
    channel: 'twitter',
    at,
    text: 'x',
    brand: 'b',
    inReplyTo: 'q',
    conversation: 'c',
  });
const ids = (lines: readonly string[]) => lines.map((text) => (JSON.parse(text) as { id: string }).id);

describe('replay --as-is', () => {
  it('posts the lines of the file as they are, in batches', async () => {
    const server = await stub();
    const lines = ['a', 'b', 'c', 'd', 'e'].map((id) => line(id));
    const path = file('five.ndjson', lines.join('\n'));
    const { code, out } = await run(path, '--as-is', '--batch', '2', '--url', server.url);
    expect(code).toBe(0);
    expect(server.posts.map((post) => post.lines)).toEqual([
      lines.slice(0, 2),
      lines.slice(2, 4),
      lines.slice(4),
    ]);
    expect(server.posts[0]).toMatchObject({ path: '/api/mentions', type: 'application/x-ndjson' });
    expect(out).toMatch(/^Sent 5 rows in .*: 5 accepted, 0 duplicates, 0 rejected\.\n$/);
  });

  it('copes with a byte order mark, CRLF, blank lines and U+2028, and lets the server refuse what is broken', async () => {
    const server = await stub();
    const odd = line('odd\u2028id');
    const path = file(
      'odd.ndjson',
      `\ufeff${line('a')}\r\n\r\n${odd}\n  \n{"id": broken\n${line('z').slice(0, 30)}`,
    );
    const { code, out } = await run(path, '--as-is', '--url', server.url);
    expect(code).toBe(0);
    expect(server.posts[0]!.lines).toEqual([line('a'), odd, '{"id": broken', line('z').slice(0, 30)]);
    expect(out).toContain('2 accepted, 0 duplicates, 2 rejected');
    expect(out).toContain('2 × malformed_json, such as line 5: This line is not JSON.');
  });

  it('sends a batch again byte for byte after 503 and after a cut connection', async () => {
    const times: number[] = [];
    const server = await stub((_, number, request, response) => {
      times.push(Date.now());
      if (number === 0) return answer(response, 503, { 'retry-after': '1' });
      if (number === 1) return Boolean(request.socket.resetAndDestroy());
      return false;
    });
    const path = file('again.ndjson', [line('a'), line('b')].join('\n'));
    const { code, out, err } = await run(path, '--as-is', '--url', server.url);
    expect(code).toBe(0);
    expect(server.posts).toHaveLength(3);
    expect(new Set(server.posts.map(({ body }) => body)).size).toBe(1);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(1_000);
    expect(err).toContain('the server answers 503: The stub says 503');
    expect(err).toContain('the connection was cut');
    expect(out).toContain('2 accepted, 0 duplicates, 0 rejected');
    expect(out).toContain('2 requests had to be repeated');
  });

  it('halves a batch that is too large for the server', async () => {
    const server = await stub((post, _, __, response) => post.lines.length > 2 && answer(response, 413));
    const path = file('large.ndjson', ['a', 'b', 'c', 'd'].map((id) => line(id)).join('\n'));
    const { code, out } = await run(path, '--as-is', '--url', server.url);
    expect(code).toBe(0);
    expect(server.posts.map(({ lines }) => lines.length)).toEqual([4, 2, 2]);
    expect(out).toContain('4 accepted');
  });

  it('stops at once when the server refuses for good', async () => {
    const server = await stub((_, __, ___, response) => answer(response, 401));
    const path = file('refused.ndjson', line('a'));
    const { code, err } = await run(path, '--as-is', '--url', server.url);
    expect(code).toBe(1);
    expect(server.posts).toHaveLength(1);
    expect(err).toContain(`${server.url}/api/mentions answers 401: The stub says 401.`);
  });

  it('gives up with a sentence when nothing listens', async () => {
    const server = await ingestStub();
    await server.close();
    const path = file('nobody.ndjson', line('a'));
    const { code, err } = await run(path, '--as-is', '--url', server.url, '--patience', '0.5');
    expect(code).toBe(1);
    expect(err).toContain(`Gave up after 0.5 s: nothing listens at ${server.url}.`);
  });

  it('counts a second time as duplicates, and shows it again under a name', async () => {
    const server = await stub();
    const first = await run(MINI, '--as-is', '--url', server.url);
    expect(first.out).toContain('16 accepted, 1 duplicates');
    const second = await run(MINI, '--as-is', '--url', server.url);
    expect(second.out).toContain('0 accepted, 17 duplicates');
    expect(second.out).toContain('--run NAME');
    const named = await run(MINI, '--as-is', '--url', server.url, '--run', 'two');
    expect(named.out).toContain('16 accepted, 1 duplicates');
    const reply = JSON.parse(server.posts.at(-1)!.lines[0]!) as object;
    expect(reply).toMatchObject({ id: '102~two', inReplyTo: '101~two', conversation: '101~two' });
  });
});

describe('replay as if it happened now', () => {
  it('sends in the order of time with times of now, distances divided by the speed', async () => {
    const server = await stub();
    const at = (seconds: number) => new Date(Date.UTC(2017, 0, 1) + seconds * 1_000).toISOString();
    const rows = [line('late', at(30)), line('first', at(0)), 'not json', line('far', Date.UTC(2019, 0, 1))];
    const path = file('now.ndjson', rows.join('\n'));
    const before = Date.now();
    const { code, out, err } = await run(path, '--speed', '60', '--max-gap', '0.7', '--url', server.url);
    expect(code).toBe(0);
    const sent = server.posts.flatMap(({ lines }) => lines);
    expect(sent.indexOf('not json')).toBe(1);
    const good = sent.filter((text) => text !== 'not json');
    expect(ids(good)).toEqual(['first', 'late', 'far']);
    const times = good.map((text) => (JSON.parse(text) as { at: number }).at);
    expect(times[0]).toBeGreaterThanOrEqual(before);
    expect(times.map((time) => time - times[0]!)).toEqual([0, 500, 1_200]);
    expect(err).toContain('what took an hour takes 1 min 00 s');
    expect(err).toContain('Silences cut to 0.7 s each (--max-gap): 1;');
    expect(out).toContain('3 accepted, 0 duplicates, 1 rejected');
  });

  it('replays a twcs file in the order of time', async () => {
    const server = await stub();
    const { code, out } = await run(MINI, '--speed', '100000', '--max-gap', '0.05', '--url', server.url);
    expect(code).toBe(0);
    expect(out).toContain('16 accepted, 1 duplicates');
    const sent = ids(server.posts.flatMap(({ lines }) => lines));
    expect(sent.indexOf('101')).toBeLessThan(sent.indexOf('102'));
  });
});

describe('the command line', () => {
  it('explains itself', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toContain('npm run replay -- FILE');
  });

  it.each([
    [['/nowhere/x.ndjson'], 1, 'Cannot read /nowhere/x.ndjson: there is no such file.'],
    [['/'], 1, 'Cannot read /: it is a folder.'],
    [[], 2, 'Which file?'],
    [['x', '--speed', 'fast'], 2, '--speed takes a number'],
    [['x', '--preset', 'xml'], 2, 'There is no preset "xml"'],
    [['x', '--url', 'localhost:8080'], 2, 'is not the address of a server'],
    [['x', '--sped', '3'], 2, "Unknown option '--sped'"],
  ])('answers %j with %i and a sentence', async (args, expected, sentence) => {
    const { code, err } = await run(...args);
    expect(code).toBe(expected);
    expect(err).toContain(sentence);
    expect(err).not.toContain('    at ');
  });

  it('says so when a csv is no twcs file, and when a file is empty', async () => {
    const csv = await run(file('other.csv', 'a,b\n1,2\n'), '--url', 'http://127.0.0.1:9');
    expect([csv.code, csv.err]).toEqual([1, expect.stringContaining('has no column "tweet_id"')]);
    const empty = await run(file('empty.ndjson', ''), '--url', 'http://127.0.0.1:9');
    expect([empty.code, empty.err]).toEqual([1, expect.stringContaining('has no rows')]);
  });
});
