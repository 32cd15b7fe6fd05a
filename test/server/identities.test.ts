import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import { migrate } from '../../schema/clickhouse/migrate.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import { readIdentities } from '../../server/repositories/identities.ts';
import { temporaryDir } from '../helpers/server.ts';

const dataDir = temporaryDir();
let store: Store;
beforeAll(async () => {
  store = await openStore({ kind: 'embedded', path: dataDir });
  await migrate(store);
});
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const pages = async () => {
  const found: bigint[][] = [];
  for await (const page of readIdentities(store)) found.push([...page]);
  return found;
};

it('reads nothing from an empty store', async () => {
  expect((await pages()).flat()).toEqual([]);
});

it('reads every identity to its last bit, of whatever age, in pages, and those of what was deleted', async () => {
  const edges = [
    0n,
    1n,
    255n,
    256n,
    1n << 32n,
    1n << 56n,
    1n << 63n,
    (1n << 64n) - 1n,
    0x0100_0000_0000_0001n,
  ];
  const times = ['1995-01-01 00:00:00.000', '2026-01-05 09:59:59.999', '2026-01-05 10:00:00.000'];
  const row = (identity: bigint, at: string) => ({
    source: 'test',
    id: `${identity}`,
    identity: `${identity}`,
    at,
  });
  await store.insert(
    'mentions',
    edges.map((identity, index) => row(identity, times[index % times.length] as string)),
    'edges',
  );
  const deleted = 77n << 40n;
  await store.insert('deletions', [{ source: 'test', id: 'gone', identity: `${deleted}` }], 'deleted');
  // Two hours of 70,000 do not fit into one page.
  for (const hour of ['11', '12'])
    await store.command(
      `INSERT INTO mentions (source, id, identity, at)
       SELECT 'many', toString(number), sipHash64(number, {hour:String}), toDateTime64(concat('2026-01-05 ', {hour:String}, ':30:00'), 3, 'UTC') FROM numbers(70000)`,
      { hour },
    );
  const found = await pages();
  const [stored] = await store.query<{ rows: number; sum: string }>(
    'SELECT count() AS rows, toString(sum(identity)) AS sum FROM mentions',
  );
  const all = found.flat();
  expect(new Set(all)).toEqual(new Set(all).add(deleted));
  for (const identity of edges) expect(all).toContain(identity);
  expect(all.length).toBe(Number(stored?.rows) + 1);
  const sum = all.reduce((total, identity) => total + identity, -deleted);
  expect(BigInt.asUintN(64, sum)).toBe(BigInt(stored?.sum ?? 0));
  expect(Math.max(...found.map((page) => page.length))).toBeLessThanOrEqual(100_000);
  expect(found.filter((page) => page.length > 0).length).toBeGreaterThan(2);
});
