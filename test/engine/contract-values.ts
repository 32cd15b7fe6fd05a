import { describe, expect, it } from 'vitest';
import xxhash from 'xxhash-wasm';
import { dateTime64 } from '../../schema/clickhouse/tables.ts';
import type { Engine } from './contract.ts';
import { refusal } from './contract-operations.ts';

const AWKWARD = [
  `it's "quoted"`,
  'back\\slash \\n \\t \\0',
  'two\nlines\r\nand\ttabs',
  'nul\0inside',
  '{x:String}',
  `'; DROP TABLE mentions; --`,
  '\\N',
  '',
  'é 漢字 😀 👩‍👩‍👧 \u202e',
  '+ & = % # ?',
];
const BEYOND_DOUBLE = [9_007_199_254_740_993n, 18_446_744_073_709_551_615n] as const;
const WINDOW = 'SETTINGS non_replicated_deduplication_window = 1000';

export function describeValues(engine: () => Engine): void {
  describe('values', () => {
    it.each(AWKWARD.filter((text) => text !== '\\N'))(
      'binds %j as a value and never as text of the statement',
      async (text) => {
        const { store } = engine();
        expect(
          await store.query('SELECT {x:String} AS x, {xs:Array(String)} AS xs', {
            x: text,
            xs: [text, text],
          }),
        ).toEqual([{ x: text, xs: [text, text] }]);
      },
    );

    it('binds numbers, flags and instants', async () => {
      const { store } = engine();
      const [big] = await store.query<Record<string, unknown>>(
        `SELECT toString({n:UInt64}) AS n, {ns:Array(UInt64)}::Array(String) AS ns, {f:Float64} AS f, {yes:Bool} AS yes,
                toString({at:DateTime64(3, 'UTC')}) AS at`,
        { n: BEYOND_DOUBLE[1], ns: [...BEYOND_DOUBLE], f: -1.5e-7, yes: true, at: '2026-03-01 10:00:00.250' },
      );
      expect(big).toEqual({
        n: String(BEYOND_DOUBLE[1]),
        ns: BEYOND_DOUBLE.map(String),
        f: -1.5e-7,
        yes: true,
        at: '2026-03-01 10:00:00.250',
      });
    });

    it('binds an array of 20,000 values', async () => {
      const ids = Array.from({ length: 20_000 }, (_, n) => `id-${n}-'\\`);
      const answer = await engine().store.query(
        'SELECT length({ids:Array(String)}) AS n, {ids:Array(String)}[-1] AS last',
        { ids },
      );
      expect(answer).toEqual([{ n: 20_000, last: ids.at(-1) }]);
    });

    it('answers a UInt64 beyond 2^53 exactly only as a string', async () => {
      const [row] = await engine().store.query<{ number: number; text: string }>(
        'SELECT {n:UInt64} AS number, toString({n:UInt64}) AS text',
        { n: BEYOND_DOUBLE[0] },
      );
      expect(row?.text).toBe('9007199254740993');
      expect(row?.number).toBe(9_007_199_254_740_992);
    });

    it('stores text and reads it back unchanged, a NUL included', async () => {
      const { store } = engine();
      await store.command(
        `CREATE TABLE texts (n UInt32, text String) ENGINE = MergeTree ORDER BY n ${WINDOW}`,
      );
      await store.insert(
        'texts',
        AWKWARD.map((text, n) => ({ n, text })),
        'texts',
      );
      const rows = await store.query<{ text: string }>('SELECT text FROM texts ORDER BY n');
      expect(rows.map((row) => row.text)).toEqual(AWKWARD);
    });

    it('refuses a whole batch for one lone surrogate, with code 25, so texts are made well-formed before', async () => {
      const { store } = engine();
      await store.command(`CREATE TABLE surrogates (text String) ENGINE = MergeTree ORDER BY text ${WINDOW}`);
      for (const text of ['\ud800', 'a\ud800b', '\udc00\ud800'])
        expect(
          await refusal(store.insert('surrogates', [{ text: 'good' }, { text }], `lone-${text}`)),
        ).toMatchObject({
          kind: 'refused',
          code: 25,
        });
      expect(await store.query('SELECT text FROM surrogates')).toEqual([]);
      await store.insert('surrogates', [{ text: 'a\ud800b'.toWellFormed() }], 'well-formed');
      expect(await store.query('SELECT text FROM surrogates')).toEqual([{ text: 'a\ufffdb' }]);
    });

    it('binds a lone surrogate as U+FFFD', async () => {
      expect(await engine().store.query('SELECT {x:String} AS x', { x: 'a\ud800b' })).toEqual([
        { x: 'a\ufffdb' },
      ]);
    });

    it('hashes an identity in SQL as xxhash-wasm does in JavaScript', async () => {
      const { store } = engine();
      const hasher = await xxhash();
      const random = mulberry32(20_26);
      const pairs = Array.from({ length: 500 }, () => [randomText(random), randomText(random)] as const);
      const rows = await store.query<{ hash: string }>(
        `SELECT toString(xxHash64(concat(source, '\\0', id))) AS hash
         FROM (SELECT arrayJoin(arrayZip({sources:Array(String)}, {ids:Array(String)})) AS pair, pair.1 AS source, pair.2 AS id)`,
        { sources: pairs.map(([source]) => source), ids: pairs.map(([, id]) => id) },
      );
      expect(rows.map((row) => row.hash)).toEqual(
        pairs.map(([source, id]) => String(hasher.h64(`${source}\0${id}`))),
      );
    });

    it('stores an identity sent as a string of digits and finds it by a bigint', async () => {
      const { store } = engine();
      await store.command(
        `CREATE TABLE identities (identity UInt64) ENGINE = MergeTree ORDER BY identity ${WINDOW}`,
      );
      await store.insert(
        'identities',
        BEYOND_DOUBLE.map((identity) => ({ identity: String(identity) })),
        'identities',
      );
      const answer = await store.query(
        'SELECT count() AS n FROM identities WHERE identity IN {ids:Array(UInt64)}',
        {
          ids: [...BEYOND_DOUBLE],
        },
      );
      expect(answer).toEqual([{ n: 2 }]);
    });

    it('round-trips Array(UInt64)', async () => {
      const { store } = engine();
      await store.command(
        `CREATE TABLE arrays (n UInt8, ms Array(UInt64)) ENGINE = MergeTree ORDER BY n ${WINDOW}`,
      );
      const arrays = [[], [0], [1, 2, 86_400_000, Number.MAX_SAFE_INTEGER]];
      await store.insert(
        'arrays',
        arrays.map((ms, n) => ({ n, ms })),
        'arrays',
      );
      expect(
        (await store.query<{ ms: number[] }>('SELECT ms FROM arrays ORDER BY n')).map((row) => row.ms),
      ).toEqual(arrays);
    });

    it('reads the highest version with FINAL and with argMax, whatever the order of writing', async () => {
      const { store } = engine();
      await store.command(
        `CREATE TABLE versions (k String, v String, version UInt64) ENGINE = ReplacingMergeTree(version) ORDER BY k ${WINDOW}`,
      );
      for (const version of [2, 3, 1])
        await store.insert('versions', [{ k: 'a', v: `v${version}`, version }], `v-${version}`);
      expect(await store.query('SELECT v FROM versions FINAL')).toEqual([{ v: 'v3' }]);
      expect(await store.query('SELECT argMax(v, version) AS v FROM versions GROUP BY k')).toEqual([
        { v: 'v3' },
      ]);
    });

    it('stores and binds instants to the millisecond, and takes a bare number for milliseconds, not seconds', async () => {
      const { store } = engine();
      await store.command(
        `CREATE TABLE instants (at DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY at ${WINDOW}`,
      );
      const instants = [0, 1, 86_400_000, 999_999_999_999, 1_262_304_000_123, Date.UTC(2100, 0, 1)];
      const read = async () =>
        (
          await store.query<{ ms: number }>(
            'SELECT toUnixTimestamp64Milli(at) AS ms FROM instants ORDER BY at',
          )
        ).map((row) => row.ms);
      await store.insert(
        'instants',
        instants.map((at) => ({ at: dateTime64(at) })),
        'strings',
      );
      expect(await read()).toEqual(instants);
      expect(
        await store.query(
          `SELECT count() AS n FROM instants WHERE at IN (SELECT arrayJoin({ats:Array(DateTime64(3, 'UTC'))}))`,
          {
            ats: instants.map(dateTime64),
          },
        ),
      ).toEqual([{ n: instants.length }]);
      await store.command('TRUNCATE TABLE instants');
      await store.insert('instants', [{ at: 1_262_304_000 }], 'number');
      expect(await read()).toEqual([1_262_304_000]);
    });

    it('gives days of 23 and 25 hours in a zone that changes its clocks', async () => {
      const days = (from: string) =>
        engine().store.query<{ day: string; hours: number }>(
          `SELECT toString(toStartOfInterval(t, INTERVAL 1 DAY, 'Europe/Berlin')) AS day, count() AS hours
           FROM (SELECT toDateTime({from:String}, 'UTC') + number * 3600 AS t FROM numbers(71))
           GROUP BY day ORDER BY day`,
          { from },
        );
      const hours = async (from: string) => (await days(from)).map((row) => row.hours);
      // Midnight in Berlin is 23:00 UTC in winter and 22:00 UTC in summer; 71 and 73 hours are three such days.
      expect((await hours('2026-03-27 23:00:00')).slice(0, 2)).toEqual([24, 23]);
      expect((await hours('2026-10-23 22:00:00')).slice(0, 2)).toEqual([24, 25]);
    });

    it('deletes at once what a TTL past 2106 was meant to keep, because DateTime overflows', async () => {
      const { store } = engine();
      await store.command(
        `CREATE TABLE kept (at DateTime('UTC')) ENGINE = MergeTree ORDER BY at TTL at + INTERVAL 100 YEAR ${WINDOW}`,
      );
      await store.insert('kept', [{ at: '2026-01-01 00:00:00' }], 'kept');
      await store.command('OPTIMIZE TABLE kept FINAL');
      expect(await store.query('SELECT count() AS n FROM kept')).toEqual([{ n: 0 }]);
      expect(
        await store.query(
          `SELECT toYear(toDateTime('2026-01-01 00:00:00', 'UTC') + INTERVAL 100 YEAR) AS year`,
        ),
      ).toEqual([{ year: 1989 }]);
    });
  });
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Up to 40 code points from every plane, lone surrogates left out: they never reach the store. */
function randomText(random: () => number): string {
  const points = Array.from({ length: Math.floor(random() * 40) }, () =>
    Math.floor(random() * (random() < 0.5 ? 0x80 : 0x110000)),
  );
  return String.fromCodePoint(...points.filter((point) => point < 0xd800 || point > 0xdfff));
}
