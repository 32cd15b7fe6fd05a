import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { mention, mentions, valueOf } from '../helpers/api-client.ts';
import { startServer, type TestApp } from '../helpers/server.ts';

const NDJSON = { 'content-type': 'application/x-ndjson' };
const DAY_MS = 86_400_000;

let server: TestApp;
beforeAll(async () => {
  server = await startServer();
});
afterEach(async () => {
  expect((await server.get('/healthz')).status).toBe(200);
  expect((await server.post([mention()])).body).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
  expect(server.warnings).toEqual([]);
});
afterAll(() => server.stop());

const rejection = async (row: unknown) => {
  const { status, body } = await server.post(JSON.stringify([row]));
  expect(status).toBe(202);
  expect(body).toMatchObject({ accepted: 0, duplicates: 0 });
  const [found] = body.rejected;
  expect(found?.reason).toMatch(/^\S.+\.$/s);
  return found;
};

describe('a bad row costs nobody but itself', () => {
  it('stores 9,999 of 10,000 rows when one is bad', async () => {
    const rows: unknown[] = mentions(10_000, { source: 'ten-thousand', brand: 'ten-thousand' });
    rows[4_321] = { id: 'broken' };
    const { body } = await server.post(rows);
    expect(body).toMatchObject({
      accepted: 9_999,
      duplicates: 0,
      rejected: [{ index: 4_321, id: 'broken', code: 'missing_field' }],
    });
    expect(valueOf(await server.metrics('metric=volume&brand=ten-thousand'))).toBe(9_999);
  });

  it('stores the lines before one that was cut off', async () => {
    const whole = mentions(3).map((row) => JSON.stringify(row));
    const { body } = await server.post(
      `${whole.join('\n')}\n${JSON.stringify(mention()).slice(0, 30)}`,
      NDJSON,
    );
    expect(body).toMatchObject({ accepted: 3, rejected: [{ index: 3, code: 'malformed_json' }] });
  });

  it.each<[string, string, object]>([
    ['an id that is a number', 'id_not_a_string', { id: 7 }],
    ['an id past 2^53', 'id_not_a_string', { id: 2 ** 53 + 2 }],
    ['an empty id', 'invalid_field', { id: '' }],
    ['an id with a NUL', 'invalid_field', { id: 'a\u0000b' }],
    ['an id with half a surrogate pair', 'invalid_field', { id: 'a\ud83d' }],
    ['a text of 1 MB', 'text_too_long', { text: 'x'.repeat(1_000_000) }],
    ['a text that is an array 100,000 deep', 'invalid_field', { text: 'NESTED' }],
    ['an unknown channel', 'unknown_channel', { channel: 'myspace' }],
    ['a field that does not exist', 'unknown_field', { sentimnet: 'positive' }],
    ['a brand of no letters', 'invalid_field', { brand: '; DROP TABLE' }],
    ['a time in seconds', 'time_in_seconds', { at: Math.floor(Date.now() / 1_000) }],
    ['a time of 1970', 'time_too_old', { at: 0 }],
    ['a time of 1970 in words', 'time_too_old', { at: '1970-01-01T00:00:00Z' }],
    ['a time before all times', 'time_too_old', { at: -1e15 }],
    ['a time of 9999', 'time_in_future', { at: '9999-12-31T23:59:59Z' }],
    ['a time a day ahead', 'time_in_future', { at: Date.now() + DAY_MS }],
    ['a time past what dates can say', 'time_in_future', { at: 1e300 }],
    ['a time without a zone', 'invalid_time', { at: '2026-01-31T18:00:00' }],
    ['a 31 February', 'invalid_time', { at: '2026-02-31T18:00:00Z' }],
    ['a time that is no time', 'invalid_time', { at: 'yesterday' }],
    ['negative followers', 'invalid_field', { author: { followers: -1 } }],
    ['a rating out of range', 'invalid_field', { rating: 11 }],
  ])('%s: %s', async (_what, code, fields) => {
    const row = JSON.stringify({ ...mention(), ...fields }).replace(
      '"NESTED"',
      '['.repeat(100_000) + ']'.repeat(100_000),
    );
    const { status, body } = await server.post(`[${row}]`);
    expect(status).toBe(202);
    expect(body).toMatchObject({ accepted: 0, duplicates: 0, rejected: [{ index: 0, code }] });
    expect(body.rejected[0]?.reason).toMatch(/^\S.+\.$/s);
    expect(body.rejected[0]?.reason.length).toBeLessThan(600);
  });

  it.each([['null', null], ['a number', 5], ['a string', 'hello'], ['an array', [[]]]])('%s is no mention', async (_what, row) => {
    expect(await rejection(row)).toMatchObject({ code: 'not_an_object' });
  }); // prettier-ignore

  it('takes 100,000 nested brackets for one bad row', async () => {
    const { body } = await server.post(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(body).toMatchObject({ accepted: 0, rejected: [{ code: 'not_an_object' }] });
  });
});

describe('a strange row is stored as far as it is a mention', () => {
  const roundTrip = async (json: string) => {
    const { status, body } = await server.post(json);
    expect(status).toBe(202);
    return body;
  };
  const fields = '"source":"strange","channel":"twitter","brand":"acme","at":"2026-01-05T10:00:00Z"';

  it('refuses `__proto__` and `constructor` keys and lets nothing of them out', async () => {
    const rejected = await roundTrip(
      `[{"id":"p1",${fields},"text":"x","__proto__":{"direction":"outbound","polluted":true}},
        {"id":"p2",${fields},"text":"x","constructor":{"prototype":{"polluted":true}}},
        {"id":"p3",${fields},"text":"x","author":{"__proto__":{"polluted":true}}}]`,
    );
    expect(rejected.rejected.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('takes texts that name prototypes, or hold NUL, lone surrogates, or nothing', async () => {
    const texts = [
      'constructor __proto__ toString hasOwnProperty',
      'a\\u0000b',
      'half \\ud83d pair \\udc4d',
      '',
      '😀',
      '\\\\N',
      "'; DROP TABLE mentions; --",
    ];
    const rows = texts.map((text, index) => `{"id":"s${index}",${fields},"text":"${text}"}`);
    expect(await roundTrip(`[${rows.join(',')}]`)).toEqual({
      accepted: texts.length,
      duplicates: 0,
      rejected: [],
    });
  });

  it('takes the last of two keys of one name, as every JSON reader does', async () => {
    const row = `{"id":"first","id":"second",${fields},"text":"x"}`;
    expect((await roundTrip(`[${row}]`)).accepted).toBe(1);
    expect((await roundTrip(`[{"id":"second",${fields},"text":"x"}]`)).duplicates).toBe(1);
    expect((await roundTrip(`[{"id":"first",${fields},"text":"x"}]`)).accepted).toBe(1);
  });

  it('takes bytes that are no UTF-8 in a text for replacement characters', async () => {
    const body = Buffer.concat([
      Buffer.from(`[{"id":"latin",${fields},"text":"caf`),
      Buffer.from([0xe9, 0xff]),
      Buffer.from('"}]'),
    ]);
    expect((await server.post(body)).body.accepted).toBe(1);
  });
});
