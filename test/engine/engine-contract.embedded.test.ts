import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createClient, type ClickHouseClient } from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import { engineContract } from './contract.ts';
import { refusal } from './contract-operations.ts';
import { CRASH_BATCH } from './store-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'brandwall-engine-'));
const path = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const raw = () =>
  createClient({ connection: createChdbConnection({ path }) } as unknown as Parameters<
    typeof createClient
  >[0]);

describe('a raw embedded handle', () => {
  let store: Store;
  let handle: ClickHouseClient;
  beforeAll(async () => {
    store = await openStore({ kind: 'embedded', path });
    handle = raw();
  });
  afterAll(() => Promise.all([store.close(), handle.close()]));

  const table = async (name: string) => {
    await store.command(
      `CREATE TABLE ${name} (n UInt64) ENGINE = MergeTree ORDER BY n SETTINGS non_replicated_deduplication_window = 100`,
    );
    return name;
  };
  const numbers = async (name: string) =>
    (await store.query<{ n: number }>('SELECT n FROM {name:Identifier} ORDER BY n', { name })).map(
      (row) => row.n,
    );

  it('leaks the token of one insert to later inserts without one and drops them silently', async () => {
    const name = await table('leak');
    const insert = (n: number, clickhouse_settings = {}) =>
      handle.insert({ table: name, values: [{ n }], format: 'JSONEachRow', clickhouse_settings });
    await insert(1, { insert_deduplication_token: 'A' });
    await insert(2);
    await insert(3);
    expect(await numbers(name)).toEqual([1]);
  });

  it('cannot lose rows of the store that way, which sends a token with every insert', async () => {
    const name = await table('no_leak');
    for (let n = 1; n <= 20; n++) await store.insert(name, [{ n }], `own-${n}`);
    expect(await numbers(name)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it("stays read-only once a call was, which does the store's writer no harm", async () => {
    const name = await table('sticky');
    await handle.query({ query: 'SELECT 1', format: 'JSONEachRow', clickhouse_settings: { readonly: '1' } });
    const refused = await refusal(handle.insert({ table: name, values: [{ n: 1 }], format: 'JSONEachRow' }));
    expect(refused.message).toMatch(/readonly/i);
    await store.insert(name, [{ n: 2 }], 'writer');
    expect(await numbers(name)).toEqual([2]);
  });
});

engineContract('the embedded engine', async () => {
  const store = await openStore({ kind: 'embedded', path });
  return { store, raw, close: () => store.close() };
});

describe('processes', () => {
  it('refuses a second process on one directory in a plain sentence', async () => {
    const store = await openStore({ kind: 'embedded', path });
    const child = storeProcess('open', path);
    const said: unknown = JSON.parse(await text(child.stdout));
    await store.close();
    expect(said).toEqual({
      kind: 'locked',
      message: `Another process is using the data directory ${path}. Stop it, or start this one with another BRANDWALL_DATA.`,
    });
  });

  it('keeps every acknowledged batch whole and none partial when it is killed during inserts', async () => {
    const directory = join(folder, 'crash');
    const acknowledged: number[] = [];
    for (const [round, batches] of [25, 40, 60].entries()) {
      acknowledged.push(...(await writeUntilKilled(directory, round * 1_000, batches)));
      const rows = JSON.parse(await text(storeProcess('count', directory).stdout)) as {
        batch: number;
        rows: number;
      }[];
      const stored = new Map(rows.map((row) => [row.batch, row.rows]));
      expect(acknowledged.filter((batch) => stored.get(batch) !== CRASH_BATCH)).toEqual([]);
      expect(rows.filter((row) => row.rows !== CRASH_BATCH)).toEqual([]);
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(125);
  });
});

function storeProcess(...args: string[]): ChildProcessByStdio<null, Readable, null> {
  const program = fileURLToPath(new URL('./store-process.ts', import.meta.url));
  const cwd = fileURLToPath(new URL('../../', import.meta.url));
  return spawn(process.execPath, ['--import', 'tsx', program, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

async function writeUntilKilled(directory: string, from: number, batches: number): Promise<number[]> {
  const child = storeProcess('write', directory, String(from));
  const ended = once(child, 'exit');
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(Number(line));
    if (acknowledged.length === batches) child.kill('SIGKILL');
  }
  await ended;
  return acknowledged;
}
