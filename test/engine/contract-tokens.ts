import { describe, expect, it } from 'vitest';
import type { Engine } from './contract.ts';

const WINDOW = 'SETTINGS non_replicated_deduplication_window = 1000';

export function describeTokens(engine: () => Engine): void {
  const count = async (table: string) => {
    const [row] = await engine().store.query<{ rows: number }>(
      'SELECT count() AS rows FROM {table:Identifier}',
      { table },
    );
    return row?.rows;
  };

  describe('dedup tokens', () => {
    it('makes a repeated insert with the same token a no-op, and not one with another token', async () => {
      const { store } = engine();
      await store.command(`CREATE TABLE tokens (n UInt64) ENGINE = MergeTree ORDER BY n ${WINDOW}`);
      await store.insert('tokens', [{ n: 1 }, { n: 2 }], 'first');
      await store.insert('tokens', [{ n: 1 }, { n: 2 }], 'first');
      expect(await count('tokens')).toBe(2);
      await store.insert('tokens', [{ n: 1 }, { n: 2 }], 'second');
      expect(await count('tokens')).toBe(4);
    });

    it('goes by the token alone: other rows under a used token are dropped', async () => {
      const { store } = engine();
      await store.command(`CREATE TABLE token_alone (n UInt64) ENGINE = MergeTree ORDER BY n ${WINDOW}`);
      await store.insert('token_alone', [{ n: 1 }], 'same');
      await store.insert('token_alone', [{ n: 2 }], 'same');
      expect(await count('token_alone')).toBe(1);
    });

    it('loses no rows over many inserts on one handle, because each carries its own token', async () => {
      const { store } = engine();
      await store.command(`CREATE TABLE every_token (n UInt64) ENGINE = MergeTree ORDER BY n ${WINDOW}`);
      for (let n = 0; n < 30; n++) await store.insert('every_token', [{ n }], `token-${n}`);
      expect(await count('every_token')).toBe(30);
    });

    it('does not pass the token of an insert on to the INSERT SELECT after it', async () => {
      const { store } = engine();
      await store.command(`CREATE TABLE copied (n UInt64) ENGINE = MergeTree ORDER BY n ${WINDOW}`);
      await store.insert('copied', [{ n: 1 }], 'before-copy');
      await store.command('INSERT INTO copied SELECT 2 AS n');
      await store.command('INSERT INTO copied SELECT 3 AS n');
      expect(await count('copied')).toBe(3);
    });

    it('accepts a batch across 156 monthly partitions, and its repeat is a no-op', async () => {
      const { store } = engine();
      await store.command(
        `CREATE TABLE months (at DateTime64(3, 'UTC'), n UInt64) ENGINE = MergeTree PARTITION BY toYYYYMM(at) ORDER BY at ${WINDOW}`,
      );
      const month = (n: number) => new Date(Date.UTC(2010, n % 156, 1 + (n % 28))).toISOString();
      const rows = Array.from({ length: 312 }, (_, n) => ({ at: month(n), n }));
      await store.insert('months', rows, 'history');
      await store.insert('months', rows, 'history');
      const answer = await store.query(
        'SELECT count() AS rows, uniqExact(toYYYYMM(at)) AS months FROM months',
      );
      expect(answer).toEqual([{ rows: 312, months: 156 }]);
    });

    it.each([
      {
        target: WINDOW,
        setting: 1 as const,
        name: 'one row for a repeat, with the window and the setting',
        rows: 1,
      },
      { target: WINDOW, setting: 0 as const, name: 'two without the setting', rows: 2 },
      { target: '', setting: 1 as const, name: 'two without the window', rows: 2 },
    ])("gives a view's target $name", async ({ target, setting, rows }) => {
      const { store, raw } = engine();
      const id = `${target === '' ? 'plain' : 'window'}_${setting}`;
      await store.command(`CREATE TABLE from_${id} (n UInt64) ENGINE = MergeTree ORDER BY n ${WINDOW}`);
      await store.command(`CREATE TABLE to_${id} (n UInt64) ENGINE = MergeTree ORDER BY n ${target}`);
      await store.command(`CREATE MATERIALIZED VIEW view_${id} TO to_${id} AS SELECT n FROM from_${id}`);
      const client = raw();
      for (let attempt = 0; attempt < 2; attempt++)
        await client.insert({
          table: `from_${id}`,
          values: [{ n: 1 }],
          format: 'JSONEachRow',
          clickhouse_settings: {
            insert_deduplication_token: 'a',
            deduplicate_blocks_in_dependent_materialized_views: setting,
          },
        });
      await client.close();
      expect(await count(`from_${id}`)).toBe(1);
      expect(await count(`to_${id}`)).toBe(rows);
    });

    it("keeps a view's target whole through the store's own insert", async () => {
      const { store } = engine();
      await store.command(`CREATE TABLE from_store (n UInt64) ENGINE = MergeTree ORDER BY n ${WINDOW}`);
      await store.command(
        `CREATE TABLE to_store (total UInt64) ENGINE = SummingMergeTree ORDER BY tuple() ${WINDOW}`,
      );
      await store.command(
        'CREATE MATERIALIZED VIEW view_store TO to_store AS SELECT sum(n) AS total FROM from_store',
      );
      await store.insert('from_store', [{ n: 3 }, { n: 4 }], 'rollup');
      await store.insert('from_store', [{ n: 3 }, { n: 4 }], 'rollup');
      expect(await store.query('SELECT sum(total) AS total FROM to_store')).toEqual([{ total: 7 }]);
    });
  });
}
