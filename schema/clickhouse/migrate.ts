import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { StoreError, type Store } from './store.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** The migrations of this release, oldest first. Files are never edited once released: the checksum tells. */
export function readMigrations(folder: URL = FOLDER): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(name, folder), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Brings the schema up to date, forward only, and returns the names it applied.
 * @throws StoreError when an applied migration has been changed or is not known to this release.
 */
export async function migrate(store: Store, migrations = readMigrations()): Promise<string[]> {
  // A start that changes nothing writes nothing: it must succeed on a full disk.
  const [answer] = await store.query<{ result: number }>('EXISTS TABLE migrations');
  if (answer?.result !== 1)
    await store.command(
      `CREATE TABLE IF NOT EXISTS migrations (name String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
     ENGINE = MergeTree ORDER BY name SETTINGS non_replicated_deduplication_window = 1000`,
    );
  const applied = new Map(
    (await store.query<{ name: string; checksum: string }>('SELECT name, checksum FROM migrations')).map(
      (row) => [row.name, row.checksum],
    ),
  );
  refuseStrangers(applied, migrations);
  const fresh = migrations.filter((migration) => !applied.has(migration.name));
  for (const { name, sql, checksum } of fresh) {
    for (const statement of statementsOf(sql)) await store.command(repeatable(statement));
    await store.insert('migrations', [{ name, checksum }], `migration-${name}`);
  }
  return fresh.map((migration) => migration.name);
}

function refuseStrangers(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]));
  for (const [name, checksum] of applied) {
    if (!known.has(name))
      throw new StoreError(
        `The store has the migration ${name}, which this release does not know. Run a newer release.`,
        'refused',
        0,
      );
    if (known.get(name) !== checksum)
      throw new StoreError(
        `The migration ${name} was changed after it was applied. Restore the file and add a new one.`,
        'refused',
        0,
      );
  }
}

/** A start that was killed halfway has made some of a migration's tables: the next one makes the others. */
const repeatable = (statement: string): string =>
  statement
    .replace(/^CREATE (TABLE|VIEW|MATERIALIZED VIEW) (?!IF NOT EXISTS)/i, 'CREATE $1 IF NOT EXISTS ')
    .replace(/^(ALTER TABLE \S+ ADD (?:COLUMN|INDEX)) (?!IF NOT EXISTS)/i, '$1 IF NOT EXISTS ');

/** Statements end with ";" at the end of a line; comments are whole lines that begin with "--". */
function statementsOf(sql: string): string[] {
  return sql
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('--'))
    .join('\n')
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
