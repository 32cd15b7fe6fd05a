import { describe, expect, it } from 'vitest';
import { migrate } from '../../schema/clickhouse/migrate.ts';
import { STREAM_TABLES, type StoredRow } from '../../schema/clickhouse/stream-tables.ts';
import { STREAMS, type StreamName } from '../../schema/contracts/streams.ts';
import { createStreamHistory } from '../../server/repositories/streams.ts';
import { eachStream, taken } from '../helpers/streams.ts';
import { NOON } from '../helpers/mentions.ts';
import type { Engine } from './contract.ts';

const HUGE = 18_446_744_073_709_551_615n;
const AWKWARD = `it's "quoted" \\N \\0 😀 '; DROP TABLE contacts; --`;

/** A row of each stream with the widest values there are. */
const WIDE: { readonly [S in StreamName]: Readonly<Record<string, unknown>> } = {
  contacts: { reason: AWKWARD, duration: 604_800, customer: 'k 😀 1' },
  'self-help': { article: AWKWARD },
  engagements: { views: Number.MAX_SAFE_INTEGER, likedByBrand: true },
  identities: { account: `@${AWKWARD}`, tier: 'high', enrolled: true },
  decisions: { by: AWKWARD },
};

export function describeStreams(engine: () => Engine): void {
  describe('the tables of the streams', () => {
    const row = <S extends StreamName>(stream: S, id: string, changes = {}): StoredRow<S> => ({
      ...taken(stream, { ...WIDE[stream], id, ...changes }),
      identity: HUGE,
      batch: 7,
      storedAt: NOON,
    });
    const insert = async <S extends StreamName>(stream: S, rows: readonly StoredRow<S>[], token: string) => {
      const { table, rowOf } = STREAM_TABLES[stream];
      await engine().store.insert(table, rows.map(rowOf), token);
    };

    it.each(eachStream)(
      'give %s back as they were stored, to the last digit and letter',
      async <S extends StreamName>(stream: S) => {
        const { store } = engine();
        await migrate(store);
        const { table, rowOf } = STREAM_TABLES[stream];
        const stored = row(stream, AWKWARD.slice(0, 40));
        await insert(stream, [stored], 'wide');
        const wide = await store.query(
          'SELECT * REPLACE (toString(identity) AS identity, toString(at) AS at, toString(stored_at) AS stored_at) FROM {table:Identifier}',
          { table },
        );
        expect(wide).toEqual([rowOf(stored)]);
      },
    );

    it.each(eachStream)('take a batch of %s once, however often it is sent', async (stream) => {
      const { table } = STREAM_TABLES[stream];
      const months = ['1995-01-01T00:00:00Z', '2011-06-05T00:00:00Z', '2026-03-04T11:00:00Z'];
      const rows = months.map((at, index) => row(stream, `month-${index}`, { at }));
      await insert(stream, rows, 'months');
      await insert(stream, rows, 'months');
      const [count] = await engine().store.query<{ rows: number }>(
        `SELECT count() AS rows FROM {table:Identifier} WHERE startsWith(id, 'month-')`,
        { table },
      );
      expect(count).toEqual({ rows: 3 });
    });

    it.each(eachStream)('fsync what they accept of %s, and know repeats by a token', async (stream) => {
      const [table] = await engine().store.query<{ sql: string; key: string }>(
        `SELECT create_table_query AS sql, sorting_key AS key FROM system.tables
         WHERE database = currentDatabase() AND name = {table:String}`,
        { table: STREAM_TABLES[stream].table },
      );
      expect(table?.sql).toMatch(/\bfsync_after_insert = 1\b/);
      expect(table?.sql).toMatch(/\bfsync_part_directory = 1\b/);
      expect(table?.sql).toMatch(/\bnon_replicated_deduplication_window = \d{3,}\b/);
      expect(table?.sql).toMatch(/INDEX identity_idx identity TYPE bloom_filter/);
      expect(table?.key).toBe(
        {
          contacts: 'brand, at, identity',
          'self-help': 'brand, at, identity',
          engagements: 'source, mention, at, identity',
          identities: 'brand, channel, account, at, identity',
          decisions: 'source, mention, at, identity',
        }[stream],
      );
    });

    it('tell by the identity what is stored, by source and id, and the last batch', async () => {
      const history = createStreamHistory(engine().store);
      for (const stream of STREAMS) {
        const { source } = row(stream, 'x');
        const known = await history.storedAmong(stream, [HUGE, 1n]);
        expect(known).toContain(`${source}\u0000month-0`);
        expect(known.size).toBe(4);
        expect(await history.storedAmong(stream, [1n])).toEqual(new Set());
        expect(await history.storedAmong(stream, [])).toEqual(new Set());
        expect(await history.lastBatch(stream)).toBe(7);
      }
      expect(await history.brandsHeard()).toEqual(['acme']);
    });
  });
}
