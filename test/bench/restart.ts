import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '../../schema/clickhouse/client.ts';
import { spawnServer } from '../helpers/server-process.ts';
import { fill } from './fill.ts';
import { printTargets } from './targets.ts';

/**
 * `node --import tsx test/bench/restart.ts [--rows 10000000] [--data DIR]`: from spawn to the first answer of `/readyz`.
 * With `--data` a store that is there is measured as it is, and one that is not is filled and kept.
 */
const { values } = parseArgs({
  options: { rows: { type: 'string', default: '10000000' }, data: { type: 'string' } },
});
const RUNS = 3;
const rows = Number(values.rows);
const dataDir = values.data ?? join(mkdtempSync(join(tmpdir(), 'brandwall-restart-')), 'data');

if (!existsSync(dataDir)) {
  const store = await openStore({ kind: 'embedded', path: dataDir });
  await fill(store, rows, (line) => console.error(line));
  await store.close();
}
const tookMs: number[] = [];
for (let run = 0; run < RUNS; run += 1) {
  const startedAt = performance.now();
  const server = await spawnServer({ env: { BRANDWALL_DATA: dataDir } });
  tookMs.push(performance.now() - startedAt);
  console.error(`run ${run + 1}: ${Math.round(tookMs.at(-1) ?? 0)} ms`);
  // Not a polite end: a crash is what one restarts from.
  await server.kill('SIGKILL');
}
if (values.data === undefined) rmSync(join(dataDir, '..'), { recursive: true, force: true });
const median = tookMs.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
printTargets([
  {
    name: `restart at ${rows.toLocaleString('en')} rows, spawn to ready`,
    ours: `${(median / 1_000).toFixed(2)} s`,
    target: '≤ 5 s',
    met: median <= 5_000,
  },
]);
process.exit(0);
