import { connect } from 'node:net';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Problem, Receipt } from '../../schema/contracts/receipt.ts';
import { mention, mentions, send, sleep, type Answer } from '../helpers/api-client.ts';
import { startServer, type TestApp } from '../helpers/server.ts';

const YAML = `
limits: { maxBodyBytes: 8388608, maxRowsPerRequest: 10000 }
allowedOrigins: ['https://wall.example']
`;
const NDJSON = { 'content-type': 'application/x-ndjson' };

let server: TestApp;
beforeAll(async () => {
  server = await startServer({ yaml: YAML });
});
afterEach(async () => {
  expect((await server.get('/healthz')).status).toBe(200);
  expect((await server.post([mention()])).body).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
  expect(server.warnings).toEqual([]);
});
afterAll(() => server.stop());

/** A refusal is a stable code and a sentence, and says nothing of the inside. */
function expectProblem(answer: Answer<unknown>, status: number, code: string): void {
  expect({ status: answer.status, body: answer.body }).toEqual({
    status,
    body: { code, message: expect.stringMatching(/^\S.+\.$/s) as string },
  });
  expect(answer.text).not.toMatch(/\bat \S+ \(|node_modules|\.ts:\d/);
}

describe('a body that cannot be read is refused whole', () => {
  it.each<[string, number, string, string | Uint8Array, Record<string, string>?]>([
    ['malformed JSON', 400, 'malformed_json', '[{"id": 1,]'],
    ['JSON that was cut off', 400, 'malformed_json', JSON.stringify(mentions(3)).slice(0, -9)],
    ['100,000 brackets that never close', 400, 'malformed_json', '['.repeat(100_000)],
    ['an empty body', 400, 'empty_batch', ''],
    ['an empty array', 400, 'empty_batch', '[]'],
    ['only blanks', 400, 'empty_batch', ' \n\t '],
    ['NDJSON of blank lines', 400, 'empty_batch', '\n \r\n\n', NDJSON],
    ['an unknown content encoding', 415, 'unsupported_encoding', '[]', { 'content-encoding': 'br' }],
    ['a made-up content encoding', 415, 'unsupported_encoding', '[]', { 'content-encoding': 'gzip, gzip' }],
    ['another content type', 415, 'unsupported_media_type', '<a/>', { 'content-type': 'text/xml' }],
    ['a form, which pages may post unasked', 415, 'unsupported_media_type', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text, which pages may post unasked', 415, 'unsupported_media_type', '[]', { 'content-type': 'text/plain' }],
    ['a content type that is none', 415, 'unsupported_media_type', '[]', { 'content-type': ';;' }],
    ['gzip that is no gzip', 400, 'malformed_gzip', 'not at all', { 'content-encoding': 'gzip' }],
    ['gzip that was cut off', 400, 'malformed_gzip', gzipSync(JSON.stringify(mentions(50))).subarray(0, 200), { 'content-encoding': 'gzip' }],
    ['a small bomb that unfolds beyond the limit', 413, 'body_too_large', gzipSync(Buffer.alloc(200_000_000, 0x20)), { 'content-encoding': 'gzip' }],
    ['more rows than allowed', 413, 'too_many_rows', JSON.stringify(Array(10_001).fill({}))],
    ['more lines than allowed', 413, 'too_many_rows', '{}\n'.repeat(20_000), NDJSON],
  ])('%s: %i %s', async (_what, status, code, body, headers = {}) => {
    expectProblem(await server.post(body, headers), status, code);
  }); // prettier-ignore

  it('no body and no type at all: 400 empty_batch', async () => {
    expectProblem(await send(`${server.url}/api/mentions`, { method: 'POST' }), 400, 'empty_batch');
  });

  it('100 MB, whether its length is announced or not: 413, and the sender gets to see it', async () => {
    expectProblem(await server.post(Buffer.alloc(100_000_000, 0x20)), 413, 'body_too_large');
    let sent = 0;
    const chunked = new ReadableStream({
      pull(controller) {
        controller.enqueue(Buffer.alloc(1_000_000, 0x20));
        sent += 1;
        if (sent === 100) controller.close();
      },
    });
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: chunked,
      duplex: 'half',
    };
    expectProblem(await send(`${server.url}/api/mentions`, init as RequestInit), 413, 'body_too_large');
  });

  it('is neither read into memory nor handed on beyond the limit', async () => {
    const before = process.memoryUsage().rss;
    const bomb = gzipSync(Buffer.alloc(500_000_000, 0x20));
    await Promise.all(
      Array.from({ length: 8 }, async () =>
        expectProblem(await server.post(bomb, { 'content-encoding': 'gzip' }), 413, 'body_too_large'),
      ),
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(700_000_000);
  });
});

describe('who may post', () => {
  const from = (headers: Record<string, string>): Promise<Answer<Problem | Receipt>> =>
    new Promise((resolve, reject) => {
      // fetch() does not let a program name another host or origin.
      const call = request(
        `${server.url}/api/mentions`,
        { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: new Headers(),
              text,
              body: JSON.parse(text) as Problem,
            }),
          );
        },
      );
      call.on('error', reject).end(JSON.stringify([mention()]));
    });

  it.each([
    ['a page of another origin', { origin: 'https://evil.example' }, 'foreign_origin'],
    ['a page of another port', { origin: 'http://127.0.0.1:1' }, 'foreign_origin'],
    ['a page without an origin of its own', { origin: 'null' }, 'foreign_origin'],
    ['a name that was rebound to this machine', { host: 'rebound.example' }, 'foreign_host'],
    ['a name that only looks like this machine', { host: '127.0.0.1.evil.example' }, 'foreign_host'],
  ])('not %s', async (_who, headers, code) => {
    expectProblem(await from(headers), 403, code);
  });

  it('a program that names no origin, its own page, and pages that the configuration allows', async () => {
    const { host } = new URL(server.url);
    for (const headers of [
      {},
      { origin: `http://${host}` },
      { origin: 'https://wall.example' },
      { host: `localhost:${new URL(server.url).port}` },
    ])
      expect((await from(headers)).status).toBe(202);
  });

  it('answers with a problem where there is nothing, and to what cannot be read', async () => {
    expectProblem(await server.get('/nowhere'), 404, 'not_found');
    expectProblem(await server.get('/%zz'), 400, 'bad_url');
    expectProblem(await send(`${server.url}/api/mentions`, { method: 'DELETE' }), 404, 'not_found');
  });
});

describe('senders that hang or crowd', () => {
  const half = (length: number) => {
    const { port, host } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST /api/mentions HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n[{"id":"half`,
    );
    return socket;
  };

  it('one that stops halfway keeps nobody else waiting, and one that hangs up leaves nothing behind', async () => {
    const hanging = Array.from({ length: 20 }, () => half(1_000));
    await sleep(50);
    const startedAt = performance.now();
    expect((await server.post(mentions(100))).body.accepted).toBe(100);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    for (const socket of hanging) socket.destroy();
  });
});
