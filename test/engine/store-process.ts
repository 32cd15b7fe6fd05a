import { openStore } from '../../schema/clickhouse/client.ts';
import { StoreError } from '../../schema/clickhouse/store.ts';

/**
 * A second process with a store, for tests that need one: `write` inserts batches until it is killed and prints a
 * line for each acknowledged one, `count` prints the rows of every batch, `open` says how opening went.
 */
export const CRASH_BATCH = 200;

const [mode, path, from = '0'] = process.argv.slice(2);

async function main(): Promise<void> {
  if (path === undefined) throw new Error('Usage: store-process.ts write|count|open <dir> [first batch]');
  const store = await openStore({ kind: 'embedded', path });
  if (mode === 'write') {
    await store.command(
      `CREATE TABLE IF NOT EXISTS crash (batch UInt64, n UInt32, text String) ENGINE = MergeTree ORDER BY (batch, n)
       SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1`,
    );
    for (let batch = Number(from); ; batch++) {
      const rows = Array.from({ length: CRASH_BATCH }, (_, n) => ({ batch, n, text: 'x'.repeat(300) }));
      await store.insert('crash', rows, `crash-${batch}`);
      process.stdout.write(`${batch}\n`);
    }
  }
  const rows =
    mode === 'count'
      ? await store.query('SELECT batch, count() AS rows FROM crash GROUP BY batch ORDER BY batch')
      : [];
  process.stdout.write(`${JSON.stringify(rows)}\n`);
  await store.close();
}

if (process.argv[1]?.endsWith('store-process.ts'))
  main().catch((error: unknown) => {
    const { kind, message } = error instanceof StoreError ? error : { kind: 'other', message: String(error) };
    process.stdout.write(`${JSON.stringify({ kind, message })}\n`);
    process.exitCode = 1;
  });
