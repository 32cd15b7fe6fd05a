import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import { migrate, readMigrations } from '../../schema/clickhouse/migrate.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import { STREAM_TABLES } from '../../schema/clickhouse/stream-tables.ts';
import { dateTime64 } from '../../schema/clickhouse/tables.ts';
import { createDeadLetterRepository } from '../../server/repositories/dead-letters.ts';
import { temporaryDir } from '../helpers/server.ts';

const dataDir = temporaryDir();
let store: Store;
beforeAll(async () => {
  store = await openStore({ kind: 'embedded', path: dataDir });
});
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

it('brings a store of before up to date, one that was killed halfway too, and its letters are of mentions', async () => {
  const before = readMigrations().filter(({ name }) => name < '0005');
  await migrate(store, before);
  const letter = { code: 'no_brand', reason: 'It names none.', payload: '{}', state: 'open', version: 1 };
  await store.insert(
    'dead_letters',
    [{ id: 'old', rejected_at: dateTime64(Date.now()), ...letter }],
    'letter',
  );
  // As a start leaves it that was killed between two statements: there, and not in the list of migrations.
  const streams = readMigrations().find(({ name }) => name === '0005_streams.sql');
  const [first] = (streams?.sql ?? '').split(/;\n/);
  await store.command((first ?? '').replaceAll(/^--.*$/gm, ''));
  expect(await migrate(store)).toContain('0005_streams.sql');
  for (const { table } of Object.values(STREAM_TABLES))
    expect(await store.query('SELECT count() AS rows FROM {table:Identifier}', { table })).toEqual([
      { rows: 0 },
    ]);
  const letters = createDeadLetterRepository(store);
  expect((await letters.open(10)).letters).toMatchObject([{ id: 'old', stream: 'mentions' }]);
  expect(await letters.open(10, { stream: 'contacts' })).toEqual({ letters: [], total: 0 });
});
