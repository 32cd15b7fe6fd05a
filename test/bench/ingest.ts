import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../schema/clickhouse/client.ts';
import { migrate } from '../../schema/clickhouse/migrate.ts';
import { optionsOf } from '../helpers/measuring-program.ts';
import { spawnServer } from '../helpers/server-process.ts';
import { load } from './load.ts';
import { bareStages, harmonicSum } from './stages.ts';
import { printTargets } from './targets.ts';

const options = optionsOf({
  name: 'bench:ingest',
  measures:
    'Measures how many mentions a second the server takes over HTTP and has on disk, beside its own stages in a row, a naive handler, one mention a request, and itself without fsync.',
  options: {
    seconds: { default: 6, means: 'seconds for which each of them takes mentions' },
    rounds: { default: 2, least: 1, means: 'turns, of which the median counts' },
  },
  prints:
    'It prints the rates of the bare stages of each round, then a table with the aims. Exit code 0, whether they are met or not.',
  lasts: 'two to four minutes',
});
const ms = options.seconds * 1_000;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TABLES = ['mentions', 'panes', 'checkpoints', 'rollups', 'revisions', 'deletions'];
const BATCHES = { rows: 500, connections: 8, ms };
const SINGLES = { rows: 1, connections: 64, ms };

async function inFolder<T>(work: (dataDir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'brandwall-ingest-'));
  return work(join(dir, 'data')).finally(() => rmSync(dir, { recursive: true, force: true }));
}

const ours = (how: Omit<Parameters<typeof load>[0], 'url'>, fsync = true): Promise<number> =>
  inFolder(async (dataDir) => {
    if (!fsync) {
      const store = await openStore({ kind: 'embedded', path: dataDir });
      await migrate(store);
      for (const table of TABLES)
        await store.command(
          `ALTER TABLE ${table} MODIFY SETTING fsync_after_insert = 0, fsync_part_directory = 0`,
        );
      await store.close();
    }
    const server = await spawnServer({ env: { BRANDWALL_DATA: dataDir } });
    await load({ ...how, url: server.url, ms: 1_500 });
    const rate = await load({ ...how, url: server.url });
    await server.kill('SIGKILL');
    return rate;
  });

const naive = (): Promise<number> =>
  inFolder(async (dataDir) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/bench/naive-server.ts', dataDir], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        const found = /on (http:\/\/\S+)/.exec(chunk.toString())?.[1];
        if (found !== undefined) resolve(found);
      });
      child.once('exit', () => reject(new Error('The naive server did not start.')));
    });
    await load({ ...BATCHES, url, ms: 1_500 });
    const rate = await load({ ...BATCHES, url });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    return rate;
  });

const medianOf = (rates: readonly number[]): number =>
  rates.toSorted((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;
const rates = { ours: [] as number[], loose: [] as number[], naive: [] as number[], bare: [] as number[] };
// In turns: what else the machine does then falls on all of them alike.
for (let round = 0; round < options.rounds; round += 1) {
  const stages = await inFolder(bareStages);
  rates.bare.push(harmonicSum(stages));
  rates.ours.push(await ours(BATCHES));
  rates.naive.push(await naive());
  rates.loose.push(await ours(BATCHES, false));
  const perSecond = Object.entries(stages).map(([name, rate]) => `${name} ${Math.round(rate)}`);
  console.error(`round ${round + 1}: bare stages, rows/s: ${perSecond.join(', ')}`);
}
const singles = await ours(SINGLES);
const best = medianOf(rates.ours);
const line = (name: string, rate: number, peer: number, target: string, atLeast: number) => ({
  name,
  ours: `${Math.round(rate)} rows/s`,
  peer: `${Math.round(peer)} rows/s`,
  ratio: rate / peer,
  target,
  met: rate / peer >= atLeast,
});
printTargets([
  line('ingest, against our bare stages in a row', best, medianOf(rates.bare), '≥ 0.6', 0.6),
  line('ingest, against a naive handler', best, medianOf(rates.naive), '≥ 2', 2),
  line('batches of 500, against one event a request', best, singles, '≥ 10', 10),
  line('durable ack, against no fsync', best, medianOf(rates.loose), '≥ 0.75', 0.75),
]);
process.exit(0);
