import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../schema/clickhouse/client.ts';
import { optionsOf } from '../helpers/measuring-program.ts';
import { spawnServer } from '../helpers/server-process.ts';
import { fill } from './fill.ts';
import { printTargets } from './targets.ts';

const { rows, data } = optionsOf({
  name: 'bench:restart',
  measures:
    'Measures how long the server takes from spawn to the first answer of /readyz over a store that it was killed on, three times.',
  options: {
    rows: { default: 10_000_000, least: 1, means: 'mentions a new store is filled with' },
    data: {
      default: '',
      otherwise: 'one that is removed afterwards',
      value: 'DIR',
      means: 'the store, which is filled where there is none, and kept',
    },
  },
  prints:
    'It prints each run, then a table with the median and the aim. Exit code 0, whether it is met or not.',
  lasts: 'some minutes, most of them for filling the store',
});
const RUNS = 3;
const dataDir = data === '' ? join(mkdtempSync(join(tmpdir(), 'brandwall-restart-')), 'data') : data;

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
if (data === '') rmSync(join(dataDir, '..'), { recursive: true, force: true });
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
