import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import { DiskGuard, NEEDED_BYTES } from '../../schema/clickhouse/disk-guard.ts';
import { migrate, readMigrations } from '../../schema/clickhouse/migrate.ts';
import type { Store, StoreError } from '../../schema/clickhouse/store.ts';
import { eventually, sleep } from '../helpers/api-client.ts';
import { refusal } from './contract-operations.ts';

const folder = mkdtempSync(join(tmpdir(), 'brandwall-guard-'));
const path = join(folder, 'data');
const ROOMY = 10 * NEEDED_BYTES;
let store: Store;
let tables = 0;
beforeAll(async () => (store = await openStore({ kind: 'embedded', path })));
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A table with a part for each of so many rows. */
async function tableOf(parts: number): Promise<string> {
  const name = `t${(tables += 1)}`;
  await store.command(`CREATE TABLE ${name} (n UInt64) ENGINE = MergeTree ORDER BY n`);
  for (let n = 0; n < parts; n += 1) await store.insert(name, [{ n }], `${name}-${n}`);
  return name;
}

async function partsOf(table: string): Promise<string[]> {
  const rows = await store.query<{ path: string }>(
    'SELECT path FROM system.parts WHERE active AND table = {table:String} ORDER BY name',
    { table },
  );
  return rows.map((row) => row.path);
}

describe('the guard of the disk', () => {
  let free = ROOMY;
  const told: StoreError[] = [];
  const guardOf = () =>
    new DiskGuard({
      path,
      open: () => ({ query: (sql) => store.query(sql), command: (sql) => store.command(sql), close: async () => {} }),
      damaged: (error) => told.push(error),
      free: () => free,
    }); // prettier-ignore
  beforeEach(() => {
    free = ROOMY;
    told.length = 0;
  });

  it('refuses writes without room in a sentence that says what to do', async () => {
    const guard = guardOf();
    guard.requireRoom();
    free = NEEDED_BYTES - 1;
    expect(() => guard.requireRoom()).toThrow(
      `The disk of the data directory ${path} is full: 63 MiB are free and 64 MiB must be. Free some space on it, or choose another with BRANDWALL_DATA.`,
    );
    free = NEEDED_BYTES;
    guard.requireRoom();
    await guard.stop();
  });

  it('stops merging while there is no room, and lets it go on when there is plenty', async () => {
    const table = await tableOf(5);
    const guard = guardOf();
    const merge = async () => (await refusal(store.command(`OPTIMIZE TABLE ${table} FINAL`))).code;
    const [MERGED, ABORTED] = [-1, 236];
    free = 0;
    await eventually(async () => ((await merge()) === ABORTED ? true : undefined));
    free = NEEDED_BYTES;
    await sleep(600);
    expect(await merge()).toBe(ABORTED);
    free = ROOMY;
    await eventually(async () => ((await merge()) === MERGED ? true : undefined));
    expect(await partsOf(table)).toHaveLength(1);
    expect(told).toEqual([]);
    await guard.stop();
  });

  it('reads again what was written while the space ran out', async () => {
    const guard = guardOf();
    await tableOf(3);
    free = 0;
    await guard.confirm();
    expect(told).toEqual([]);
    await guard.stop();
  });

  it('tells of a part that cannot be read again, once, and refuses everything from then on', async () => {
    const guard = guardOf();
    const table = await tableOf(1);
    const [part = ''] = await partsOf(table);
    // What the engine leaves behind when the disk fills up under it.
    for (const name of readdirSync(part)) truncateSync(join(part, name), 0);
    free = 0;
    expect(await refusal(guard.confirm())).toMatchObject({ kind: 'refused', code: 246 });
    free = ROOMY;
    expect(() => guard.requireRoom()).toThrow(/filled up while .+ Free some space and start again: /);
    expect(await refusal(guard.confirm())).toMatchObject({ code: 246 });
    expect(told.map(({ message }) => message)).toEqual([
      expect.stringContaining(`of the table ${table} was being written`),
    ]);
    await guard.stop();
    await store.command(`DROP TABLE ${table}`);
  });
});

describe('a first start that was killed halfway', () => {
  it('is finished by the next one', async () => {
    const migrations = readMigrations();
    const begun = migrations.map((migration, index) => ({
      ...migration,
      // Made in full, and the process ended before it was written down.
      sql: index === migrations.length - 1 ? `${migration.sql}\nSELEC 1;\n` : migration.sql,
    }));
    expect(await refusal(migrate(store, begun))).toMatchObject({ kind: 'refused', code: 62 });
    expect(await migrate(store, migrations)).toEqual([migrations.at(-1)?.name]);
    expect(await migrate(store, migrations)).toEqual([]);
  });
});
