import { describe, expect, it } from 'vitest';
import { migrate, readMigrations, type Migration } from '../../schema/clickhouse/migrate.ts';
import { refusal } from './contract-operations.ts';
import type { Engine } from './contract.ts';

const migration = (name: string, sql: string): Migration => ({ name, sql, checksum: `${name}-sum` });

export function describeMigrations(engine: () => Engine): void {
  describe('migrations', () => {
    const ours = readMigrations();
    const extra = migration(
      '9001_extra.sql',
      `-- Two statements; a comment; and a ";" inside a literal.
CREATE TABLE extra (n UInt64, note String DEFAULT 'a;b') ENGINE = MergeTree ORDER BY n;

CREATE TABLE extra_too (n UInt64) ENGINE = MergeTree ORDER BY n;
`,
    );

    it('applies each once, oldest first, and again nothing', async () => {
      const { store } = engine();
      await migrate(store, ours);
      expect(await migrate(store, ours)).toEqual([]);
      expect(await migrate(store, [...ours, extra])).toEqual(['9001_extra.sql']);
      expect(await migrate(store, [...ours, extra])).toEqual([]);
      const names = await store.query<{ name: string }>(
        'SELECT name FROM migrations ORDER BY applied_at, name',
      );
      expect(names.map((row) => row.name)).toEqual([...ours.map(({ name }) => name), '9001_extra.sql']);
      const tables = `SELECT count() AS n FROM system.tables WHERE database = currentDatabase() AND name LIKE 'extra%'`;
      expect(await store.query(tables)).toEqual([{ n: 2 }]);
    });

    it('refuses a migration that was changed after it was applied, in a sentence', async () => {
      const changed = { ...extra, checksum: 'other' };
      expect(await refusal(migrate(engine().store, [...ours, changed]))).toEqual({
        name: 'StoreError',
        kind: 'refused',
        code: 0,
        message:
          'The migration 9001_extra.sql was changed after it was applied. Restore the file and add a new one.',
      });
    });

    it('refuses a store that has a migration of a newer release, in a sentence', async () => {
      expect(await refusal(migrate(engine().store, ours))).toMatchObject({
        kind: 'refused',
        message:
          'The store has the migration 9001_extra.sql, which this release does not know. Run a newer release.',
      });
    });

    it('does not record a migration that failed half-way', async () => {
      const { store } = engine();
      const sql = 'CREATE TABLE half (n UInt64) ENGINE = MergeTree ORDER BY n;\nSELEC 1;\n';
      const broken = migration('9002_broken.sql', sql);
      expect(await refusal(migrate(store, [...ours, extra, broken]))).toMatchObject({
        kind: 'refused',
        code: 62,
      });
      expect(await store.query(`SELECT name FROM migrations WHERE name = '9002_broken.sql'`)).toEqual([]);
      await store.command('DROP TABLE half');
    });
  });
}
