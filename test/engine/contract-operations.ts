import { describe, expect, it } from 'vitest';
import type { Store } from '../../schema/clickhouse/store.ts';
import { readMigrations, migrate } from '../../schema/clickhouse/migrate.ts';
import type { Engine } from './contract.ts';

/** What the call is refused with, as the fields a caller decides by. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ name: string; kind: string; code: number; message: string }> {
  const error = await call.then(
    () => new Error('was not refused'),
    (thrown: unknown) => thrown as Error,
  );
  const { kind = '', code = -1 } = error as Partial<{ kind: string; code: number }>;
  return { name: error.name, kind, code, message: error.message };
}

export function describeOperations(engine: () => Engine): void {
  describe('statements', () => {
    it("answers an error with ClickHouse's number", async () => {
      const { store } = engine();
      const refused = { name: 'StoreError', kind: 'refused' };
      expect(await refusal(store.query('SELECT 1 FROM nowhere'))).toMatchObject({ ...refused, code: 60 });
      expect(await refusal(store.query('SELEC 1'))).toMatchObject({ ...refused, code: 62 });
      expect(await refusal(store.command('DROP TABLE nowhere'))).toMatchObject({ ...refused, code: 60 });
      expect(await refusal(store.insert('nowhere', [{ n: 1 }], 'x'))).toMatchObject({ ...refused, code: 60 });
      expect(await refusal(store.query('SELECT {n:UInt64} AS n'))).toMatchObject({ ...refused, code: 456 });
    });

    it('goes on answering after an error', async () => {
      await refusal(engine().store.query('SELECT 1 FROM nowhere'));
      expect(await engine().store.query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
    });

    it('changes rows in place at once, back and forth, among them those of before it kept their numbers', async () => {
      const { store } = engine();
      await store.command(
        `CREATE TABLE patched (n UInt64, word LowCardinality(String), list Array(String)) ENGINE = MergeTree ORDER BY n
         SETTINGS non_replicated_deduplication_window = 1000`,
      );
      await store.insert('patched', [{ n: 1 }, { n: 2 }], 'before');
      await store.command(
        'ALTER TABLE patched MODIFY SETTING enable_block_number_column = 1, enable_block_offset_column = 1',
      );
      await store.insert('patched', [{ n: 3 }], 'after');
      const words = async () =>
        (await store.query<{ word: string }>('SELECT word FROM patched ORDER BY n')).map(({ word }) => word);
      for (const word of ['a', 'b', 'a', 'b', 'a']) {
        const params = { ns: [1, 3], words: [word, `${word}'\n\\`] };
        await store.command(
          `UPDATE patched SET word = transform(n, {ns:Array(UInt64)}, {words:Array(String)}, word) WHERE n IN {ns:Array(UInt64)}`,
          params,
        );
        expect(await words()).toEqual([word, '', `${word}'\n\\`]);
      }
      await store.command('DELETE FROM patched WHERE n = 1');
      await store.command('OPTIMIZE TABLE patched FINAL');
      expect(await words()).toEqual(['', "a'\n\\"]);
    });

    it('takes an alias that equals a column name for the alias, in a view too; a qualified column is the column', async () => {
      const { store } = engine();
      await store.command(`CREATE TABLE aliased (at DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY at`);
      await store.command(
        `CREATE TABLE aliased_to (at DateTime('UTC'), ms Int64) ENGINE = MergeTree ORDER BY at`,
      );
      const view = (column: string) =>
        store.command(
          `CREATE MATERIALIZED VIEW aliased_mv TO aliased_to AS
           SELECT toDateTime(${column}) AS at, toUnixTimestamp64Milli(${column}) AS ms FROM aliased`,
        );
      expect(await refusal(view('at'))).toMatchObject({ kind: 'refused', code: 43 });
      await view('aliased.at');
      await store.insert('aliased', [{ at: '2026-03-01T10:00:00.250Z' }], 'aliased');
      expect(await store.query('SELECT ms FROM aliased_to')).toEqual([
        { ms: Date.UTC(2026, 2, 1, 10, 0, 0, 250) },
      ]);
    });

    it('keeps inserts quick while a slow query runs on the reader', async () => {
      const { store } = engine();
      await store.command(
        'CREATE TABLE beside (n UInt64) ENGINE = MergeTree ORDER BY n SETTINGS non_replicated_deduplication_window = 1000',
      );
      await store.insert('beside', [{ n: 0 }], 'warm');
      const startedAt = performance.now();
      let queryMs = Infinity;
      const slow = store.query('SELECT sum(sleepEachRow(0.1)) AS slept FROM numbers(25)').then(() => {
        queryMs = performance.now() - startedAt;
      });
      const took = await insertUntil(store, () => queryMs !== Infinity);
      await slow;
      const p99 = took.sort((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? Infinity;
      expect(queryMs).toBeGreaterThan(2_400);
      expect(took.length).toBeGreaterThan(10);
      expect(p99).toBeLessThan(queryMs / 4);
    });

    it('has the raw table fsync what it accepts', async () => {
      const { store } = engine();
      const [mentions] = readMigrations();
      if (mentions === undefined) throw new Error('There is no first migration.');
      await migrate(store);
      const tables = await store.query<{ name: string; sql: string }>(
        `SELECT name, create_table_query AS sql FROM system.tables WHERE database = currentDatabase() AND name = 'mentions'`,
      );
      expect(tables).toHaveLength(1);
      expect(tables[0]?.sql).toMatch(/\bfsync_after_insert = 1\b/);
      expect(tables[0]?.sql).toMatch(/\bfsync_part_directory = 1\b/);
      expect(tables[0]?.sql).toMatch(/\bnon_replicated_deduplication_window = \d{3,}\b/);
    });
  });
}

async function insertUntil(store: Store, done: () => boolean): Promise<number[]> {
  const took: number[] = [];
  while (!done()) {
    const n = took.length + 1;
    const before = performance.now();
    await store.insert('beside', [{ n }], `beside-${n}`);
    took.push(performance.now() - before);
  }
  // The last one may have seen the end of the query only.
  return took.slice(0, -1);
}
