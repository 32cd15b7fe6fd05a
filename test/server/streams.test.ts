import { rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import { STREAM_TABLES } from '../../schema/clickhouse/stream-tables.ts';
import type { StreamsAnswer } from '../../schema/contracts/doors.ts';
import type { Problem } from '../../schema/contracts/receipt.ts';
import { STREAMS, type StreamName } from '../../schema/contracts/streams.ts';
import { mentions, send, type Answer } from '../helpers/api-client.ts';
import { startServer, temporaryDir, type TestApp } from '../helpers/server.ts';
import { eachStream, postTo, rowOf } from '../helpers/streams.ts';

const YAML = `
brands: [{ id: acme, name: Acme }]
maxDiscoveredBrands: 2
limits: { maxBodyBytes: 1048576, maxRowsPerRequest: 1000 }
`;
const NDJSON = { 'content-type': 'application/x-ndjson' };
const GZIP = { 'content-encoding': 'gzip' };
const dataDir = temporaryDir();
let server: TestApp;
beforeAll(async () => {
  server = await startServer({ yaml: YAML, dataDir });
});
afterAll(async () => {
  await server.stop();
  expect(server.warnings).toEqual([]);
  rmSync(dataDir, { recursive: true, force: true });
});

/** What the engine itself has, read on a handle of its own. */
async function storedIds(stream: StreamName, prefix: string): Promise<string[]> {
  const store = await openStore({ kind: 'embedded', path: dataDir });
  const rows = await store.query<{ id: string }>(
    'SELECT id FROM {table:Identifier} WHERE startsWith(id, {prefix:String}) ORDER BY id',
    { table: STREAM_TABLES[stream].table, prefix },
  );
  await store.close();
  return rows.map(({ id }) => id);
}
const rows = (stream: StreamName, prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => rowOf(stream, { id: `${prefix}-${index}` }));
const lines = (list: readonly unknown[]) => list.map((row) => JSON.stringify(row)).join('\n');
const all = (accepted: number, duplicates = 0) => ({ accepted, duplicates, rejected: [] });

describe.each(eachStream)('posting %s', (stream) => {
  it.each([
    ['array', 'a JSON array', (list: unknown[]) => JSON.stringify(list), {}],
    ['ndjson', 'NDJSON', lines, NDJSON],
    ['gzip', 'a gzipped JSON array', (list: unknown[]) => gzipSync(JSON.stringify(list)), GZIP],
    ['zipped', 'gzipped NDJSON', (list: unknown[]) => gzipSync(lines(list)), { ...NDJSON, ...GZIP }],
  ] as const)('takes %s, which is %s, once, and has it on disk when it answers', async (prefix, _what, encode, headers) => {
    const list = rows(stream, prefix, 3);
    expect(await postTo(server.url, stream, encode(list), headers)).toMatchObject({ status: 202, body: all(3) });
    expect(await storedIds(stream, `${prefix}-`)).toEqual([0, 1, 2].map((index) => `${prefix}-${index}`));
    expect((await postTo(server.url, stream, encode(list), headers)).body).toEqual(all(0, 3));
    expect(await storedIds(stream, `${prefix}-`)).toHaveLength(3);
  }); // prettier-ignore

  it('takes a single JSON object', async () => {
    const body = JSON.stringify(rowOf(stream, { id: 'single' }));
    expect((await postTo(server.url, stream, body)).body).toEqual(all(1));
    expect(await storedIds(stream, 'single')).toEqual(['single']);
  });

  it('answers for each row: rows = accepted + duplicates + rejected', async () => {
    const [first, second] = rows(stream, 'sum', 2);
    await postTo(server.url, stream, [first]);
    const batch = [first, second, second, rowOf(stream, { id: 'sum-late', at: 'soon' }), 42, { id: 'x' }];
    const { body } = await postTo(server.url, stream, batch);
    expect(body).toMatchObject({
      accepted: 1,
      duplicates: 2,
      rejected: [
        { index: 3, id: 'sum-late', code: 'invalid_time' },
        { index: 4, code: 'not_an_object' },
        { index: 5, id: 'x', code: 'missing_field' },
      ],
    });
    expect(await storedIds(stream, 'sum')).toEqual(['sum-0', 'sum-1']);
  });

  it('stores a batch once that many senders post at the same time', async () => {
    const list = rows(stream, 'race', 30);
    const receipts = await Promise.all(
      Array.from({ length: 6 }, async () => (await postTo(server.url, stream, list)).body),
    );
    expect(receipts.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(30);
    expect(receipts.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(5 * 30);
    expect(await storedIds(stream, 'race')).toHaveLength(30);
  });

  it.each<[string, number, string, string | Uint8Array, Record<string, string>?]>([
    ['malformed JSON', 400, 'malformed_json', '[{"id": 1,]'],
    ['an empty body', 400, 'empty_batch', ''],
    ['an empty array', 400, 'empty_batch', '[]'],
    ['gzip that is no gzip', 400, 'malformed_gzip', 'not at all', GZIP],
    ['another content type', 415, 'unsupported_media_type', '<a/>', { 'content-type': 'text/xml' }],
    ['plain text, which pages may post unasked', 415, 'unsupported_media_type', '[]', { 'content-type': 'text/plain' }],
    ['an unknown content encoding', 415, 'unsupported_encoding', '[]', { 'content-encoding': 'br' }],
    ['a body beyond the limit', 413, 'body_too_large', ' '.repeat(1_048_577)],
    ['a small bomb that unfolds beyond it', 413, 'body_too_large', gzipSync(Buffer.alloc(50_000_000, 0x20)), GZIP],
    ['more rows than allowed', 413, 'too_many_rows', JSON.stringify(Array(1_001).fill({}))],
    ['more lines than allowed', 413, 'too_many_rows', '{}\n'.repeat(2_000), NDJSON],
  ])('refuses %s whole: %i %s', async (_what, status, code, body, headers) => {
    const answer: Answer<unknown> = await postTo(server.url, stream, body, headers);
    expect(answer).toMatchObject({ status, body: { code } });
    expect((answer.body as Problem).message).toMatch(/^\S.+\.$/s);
    expect((answer.body as Problem).message).not.toContain('mention;');
  }); // prettier-ignore

  it('is not open to pages of other origins, nor to other methods', async () => {
    const headers = { origin: 'https://evil.example' };
    expect(await postTo(server.url, stream, rows(stream, 'evil', 1), headers)).toMatchObject({ status: 403 });
    expect((await send(`${server.url}/api/${stream}`)).status).toBe(404);
    expect(await storedIds(stream, 'evil')).toEqual([]);
  });
});

describe('the streams side by side', () => {
  it('take the same source and id for as many rows as there are streams', async () => {
    for (const stream of STREAMS)
      expect((await postTo(server.url, stream, [rowOf(stream, { id: 'one', source: 'same' })])).body).toEqual(
        all(1),
      );
  });

  it('discover brands together with the mentions, up to the same limit', async () => {
    await postTo(server.url, 'contacts', [rowOf('contacts', { id: 'b1', brand: 'first' })]);
    await postTo(server.url, 'identities', [rowOf('identities', { id: 'b2', brand: 'second' })]);
    const row = rowOf('self-help', { id: 'b3', brand: 'third' });
    expect((await postTo(server.url, 'self-help', [row])).body.rejected).toMatchObject([
      { code: 'too_many_brands' },
    ]);
    expect((await server.post(mentions(1, { brand: 'third' }))).body.rejected).toMatchObject([
      { code: 'too_many_brands' },
    ]);
    expect((await server.post(mentions(1, { brand: 'first' }))).body).toEqual(all(1));
  });

  it('say what became of their rows since the start, mentions among them', async () => {
    const before = (await server.get<StreamsAnswer>('/api/streams')).body.streams;
    expect(Object.keys(before)).toEqual(['mentions', ...STREAMS]);
    await server.post(mentions(2, { brand: 'acme' }));
    const batch = [rowOf('decisions', { id: 'counted' }), rowOf('decisions', { id: 'counted' }), null];
    await postTo(server.url, 'decisions', batch);
    const { status, body } = await server.get<StreamsAnswer>('/api/streams');
    expect(status).toBe(200);
    const { mentions: said, decisions } = before;
    expect(body.streams).toEqual({
      ...before,
      mentions: { ...said, accepted: said.accepted + 2 },
      decisions: {
        ...decisions,
        accepted: decisions.accepted + 1,
        duplicates: decisions.duplicates + 1,
        rejected: decisions.rejected + 1,
      },
    });
  });

  it('are described for readers', async () => {
    const { body } = await server.get<{ paths: Record<string, { post?: object }> }>('/docs/json');
    for (const stream of STREAMS)
      expect(body.paths[`/api/${stream}`]?.post, stream).toMatchObject({
        summary: expect.stringContaining('Store') as string,
        requestBody: { content: { 'application/json': {}, 'application/x-ndjson': {} } },
        responses: { 202: {}, 400: {}, 413: {}, 415: {}, 429: {}, 503: {} },
      });
  });

  it('are as they were after a restart, and count from nought', async () => {
    const earlier = new Map<StreamName, object[]>();
    for (const stream of STREAMS) {
      const list = rows(stream, 'kept', 4);
      earlier.set(stream, list);
      await postTo(server.url, stream, list);
    }
    await server.stop();
    server = await startServer({ yaml: YAML, dataDir });
    const { streams } = (await server.get<StreamsAnswer>('/api/streams')).body;
    expect(streams.contacts).toEqual({ accepted: 0, duplicates: 0, rejected: 0, turnedAway: 0 });
    for (const stream of STREAMS) {
      const batch = [...(earlier.get(stream) ?? []), rowOf(stream, { id: 'kept-new' })];
      expect((await postTo(server.url, stream, batch)).body, stream).toEqual(all(1, 4));
      expect(await storedIds(stream, 'kept')).toHaveLength(5);
    }
    const known = rowOf('contacts', { id: 'b4', brand: 'second' });
    expect((await postTo(server.url, 'contacts', [known])).body, 'a brand it had discovered').toEqual(all(1));
  });
});
