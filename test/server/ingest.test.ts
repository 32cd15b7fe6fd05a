import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import { rmSync } from 'node:fs';
import { mention, mentions, valueOf, type Row } from '../helpers/api-client.ts';
import { startServer, temporaryDir, type TestApp } from '../helpers/server.ts';

const YAML = `
brands:
  - { id: acme, name: Acme, handles: [AcmeCare], hashtags: [acmefail], keywords: [acme, "acme air"] }
  - { id: globex, name: Globex, handles: [GlobexHelp], keywords: [globex] }
`;
const NDJSON = { 'content-type': 'application/x-ndjson' };
const GZIP = { 'content-encoding': 'gzip' };
const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const accepted = (count: number) => ({ accepted: count, duplicates: 0, rejected: [] });

describe('posting mentions', () => {
  const dataDir = temporaryDir();
  let server: TestApp;
  beforeAll(async () => {
    server = await startServer({ yaml: YAML, dataDir });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** What the engine itself has, read on a handle of its own. */
  async function stored(source: string): Promise<{ id: string; brands: string[]; direction: string }[]> {
    const connection = createChdbConnection({ path: dataDir });
    const client = createClient({ connection } as unknown as Parameters<typeof createClient>[0]);
    const answer = await client.query({
      query: 'SELECT id, brands, direction FROM mentions WHERE source = {source:String} ORDER BY id',
      query_params: { source },
      format: 'JSONEachRow',
    });
    const rows = await answer.json<{ id: string; brands: string[]; direction: string }>();
    await client.close();
    return rows;
  }
  const storedIds = async (source: string) => (await stored(source)).map(({ id }) => id);

  it.each([
    { body: 'a JSON array', source: 'array', encode: (rows: Row[]) => JSON.stringify(rows), headers: {} },
    { body: 'NDJSON', source: 'ndjson', encode: lines, headers: NDJSON },
    { body: 'NDJSON with blank lines and CRLF', source: 'crlf', encode: (rows: Row[]) => `\r\n${lines(rows).replaceAll('\n', '\r\n\r\n')}\r\n`, headers: NDJSON },
    { body: 'JSON with a byte order mark', source: 'bom', encode: (rows: Row[]) => `\ufeff${JSON.stringify(rows)}`, headers: {} },
    { body: 'a gzipped JSON array', source: 'gzip-array', encode: (rows: Row[]) => gzipSync(JSON.stringify(rows)), headers: GZIP },
    { body: 'gzipped NDJSON', source: 'gzip-ndjson', encode: (rows: Row[]) => gzipSync(lines(rows)), headers: { ...NDJSON, ...GZIP } },
    { body: 'gzip in two members', source: 'gzip-two', encode: (rows: Row[]) => Buffer.concat([gzipSync(`${lines(rows.slice(0, 1))}\n`), gzipSync(lines(rows.slice(1)))]), headers: { ...NDJSON, ...GZIP } },
    { body: 'JSON with a charset', source: 'charset', encode: (rows: Row[]) => JSON.stringify(rows), headers: { 'content-type': 'application/json; charset=utf-8' } },
  ])('takes $body and has it on disk when it answers', async ({ source, encode, headers }) => {
    const rows = mentions(3, { source });
    const { status, body } = await server.post(encode(rows), headers);
    expect({ status, body }).toEqual({ status: 202, body: accepted(3) });
    expect(await storedIds(source)).toEqual(rows.map(({ id }) => id).sort());
  }); // prettier-ignore

  it('takes a single JSON object, plain or gzipped', async () => {
    const [plain, zipped] = [mention({ source: 'single' }), mention({ source: 'single' })];
    expect((await server.post(JSON.stringify(plain))).body).toEqual(accepted(1));
    expect((await server.post(gzipSync(JSON.stringify(zipped)), GZIP)).body).toEqual(accepted(1));
    expect(await storedIds('single')).toEqual([plain.id, zipped.id].sort());
  });

  it('answers for each row: rows = accepted + duplicates + rejected', async () => {
    const [first, second] = [mention({ source: 'sum' }), mention({ source: 'sum' })];
    await server.post([first]);
    const rows = [
      first,
      second,
      second,
      mention({ source: 'sum', channel: 'carrier pigeon' }),
      42,
      { id: 'x' },
    ];
    const { body } = await server.post(rows);
    expect(body).toMatchObject({
      accepted: 1,
      duplicates: 2,
      rejected: [
        { index: 3, code: 'unknown_channel' },
        { index: 4, code: 'not_an_object' },
        { index: 5, id: 'x', code: 'missing_field' },
      ],
    });
    expect(body.accepted + body.duplicates + body.rejected.length).toBe(rows.length);
    expect(await storedIds('sum')).toEqual([first.id, second.id].sort());
  });

  it('finds only duplicates in a batch that was sent before', async () => {
    const rows = mentions(50, { source: 'again' });
    expect((await server.post(rows)).body).toEqual(accepted(50));
    expect((await server.post(rows)).body).toEqual({ accepted: 0, duplicates: 50, rejected: [] });
    expect((await server.post(lines(rows), NDJSON)).body.duplicates).toBe(50);
    expect(await storedIds('again')).toHaveLength(50);
  });

  it('counts a batch once that many senders post at the same time', async () => {
    const rows = mentions(40, { source: 'race' });
    const receipts = await Promise.all(Array.from({ length: 8 }, async () => (await server.post(rows)).body));
    expect(receipts.reduce((sum, receipt) => sum + receipt.accepted, 0)).toBe(40);
    expect(receipts.reduce((sum, receipt) => sum + receipt.duplicates, 0)).toBe(7 * 40);
    expect(await storedIds('race')).toHaveLength(40);
  });

  it('stores an id once that occurs twice in a batch, with what came first', async () => {
    const rows = [
      mention({ source: 'twice', id: 'same', brand: 'acme' }),
      mention({ source: 'twice', id: 'same', brand: 'globex' }),
    ];
    expect((await server.post(rows)).body).toEqual({ accepted: 1, duplicates: 1, rejected: [] });
    expect(await stored('twice')).toEqual([{ id: 'same', brands: ['acme'], direction: 'inbound' }]);
  });

  it('takes the same id from another source for another mention', async () => {
    const rows = [mention({ source: 'feed-a', id: '1' }), mention({ source: 'feed-b', id: '1' })];
    expect((await server.post(rows)).body).toEqual(accepted(2));
  });

  it('shows what it has answered for in the very next question', async () => {
    for (let count = 1; count <= 5; count += 1) {
      await server.post([mention({ source: 'readback', brand: 'readback' })]);
      expect(valueOf(await server.metrics('metric=volume&brand=readback'))).toBe(count);
    }
  });

  it('finds the brands a text names, by handle, hashtag or keyword, in the order of the configuration', async () => {
    const texts: [string, string[]][] = [
      ['@acmecare are you there?', ['acme']],
      ['what a day #AcmeFail', ['acme']],
      ['Flying ACME AIR tomorrow', ['acme']],
      ['globex or acme, which one?', ['acme', 'globex']],
      ['@GlobexHelp I am with acme now', ['acme', 'globex']],
    ];
    const rows = texts.map(([text], index) => ({
      ...mention({ source: 'match', id: `t${index}`, text }),
      brand: undefined,
    }));
    expect((await server.post(rows)).body).toEqual(accepted(texts.length));
    expect((await stored('match')).map(({ brands }) => brands)).toEqual(texts.map(([, brands]) => brands));
    const stranger = { ...mention({ text: 'acmeology is a science' }), brand: undefined };
    expect((await server.post([stranger])).body.rejected).toMatchObject([{ code: 'no_brand' }]);
  });

  it('takes what a brand’s own account writes for outbound and about that brand', async () => {
    const own = {
      ...mention({ source: 'own', text: 'Better than globex!', author: { handle: '@ACMECARE' } }),
      brand: undefined,
    };
    await server.post([own]);
    expect(await stored('own')).toEqual([{ id: own.id, brands: ['acme'], direction: 'outbound' }]);
  });

  it('counts a mention of several brands for each of them, and once for each', async () => {
    await server.post([mention({ source: 'several', brand: ['north', 'south', 'north'] })]);
    for (const brand of ['north', 'south'])
      expect(valueOf(await server.metrics(`metric=volume&brand=${brand}`))).toBe(1);
    expect(await stored('several')).toMatchObject([{ brands: ['north', 'south'] }]);
  });
});
