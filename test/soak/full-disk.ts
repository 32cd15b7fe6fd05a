import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { apiOf, eventually, sleep } from '../helpers/api-client.ts';
import { spawnServer } from '../helpers/server-process.ts';
import { checkNumbers, storedIn } from './checks.ts';
import { Ledger } from './ledger.ts';
import { startSenders } from './senders.ts';
import { createTraffic, randomOf } from './traffic.ts';

/**
 * `node --import tsx test/soak/full-disk.ts [--times 3] [--seed N]`: fills the disk under a server that takes mentions,
 * and frees it again. Needs the right to mount; ends with 2 without it.
 */
const { values } = parseArgs({
  options: { times: { type: 'string', default: '3' }, seed: { type: 'string', default: '1' } },
});
const SIZE_MB = 300;
const FULL_MS = 20_000;
const BACK_WITHIN_MS = 40_000;

const disk = mkdtempSync(join(tmpdir(), 'brandwall-disk-'));
try {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', disk], { stdio: 'pipe' });
} catch (error) {
  console.error(`A small disk cannot be mounted here, so a full one cannot be tried: ${String(error)}`);
  rmSync(disk, { recursive: true, force: true });
  process.exit(2);
}
const dataDir = join(disk, 'data');
const filler = join(disk, 'filler');
/** Takes the last free byte; the engine frees and takes some on its own, so it is done again and again. */
const fillUp = (piece: number): void => {
  const { bavail, bsize } = statfsSync(disk);
  try {
    if (bavail > 0) writeFileSync(`${filler}-${piece}`, Buffer.alloc(bavail * bsize));
  } catch (error) {
    // The server was quicker; what could be written stays.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
};
const freeUp = (): void => {
  execFileSync('sh', ['-c', `rm -f ${filler}-*`]);
};

const random = randomOf(Number(values.seed));
const ledger = new Ledger();
let server = await spawnServer({ env: { BRANDWALL_DATA: dataDir } });
const senders = startSenders({
  url: () => server.url,
  traffic: createTraffic(random, Date.now),
  ledger,
  random,
  connections: 6,
  maxRows: 120,
  pauseMs: 100,
});
const status = async (path: string): Promise<number> =>
  fetch(server.url + path).then(
    (answer) => answer.arrayBuffer().then(() => answer.status),
    () => 0,
  );

try {
  for (let time = 1; time <= Number(values.times); time += 1) {
    await sleep(2_000);
    const before = ledger.refused;
    const until = performance.now() + FULL_MS;
    for (let piece = 0; performance.now() < until; piece += 1) {
      fillUp(piece);
      await sleep(200);
      if ((await status('/healthz')) !== 200) ledger.violation('The server died of a full disk.');
    }
    const refusals = ledger.refused - before;
    if (refusals === 0) ledger.violation('Nobody was told of the full disk.');
    freeUp();
    const freedAt = performance.now();
    const answered = ledger.answered;
    await eventually(() => (ledger.answered > answered ? true : undefined), BACK_WITHIN_MS);
    const backMs = Math.round(performance.now() - freedAt);
    console.log(`full ${time}: ${refusals} told to come back, mentions taken again after ${backMs} ms`);
    if (ledger.violations.length > 0) break;
  }
  await senders.pause();
  await checkNumbers(apiOf(server.url), ledger);
  await server.kill('SIGKILL');
  const { lost, doubled } = ledger.checkStored(await storedIn(dataDir));
  server = await spawnServer({ env: { BRANDWALL_DATA: dataDir } });
  const { panes } = await checkNumbers(apiOf(server.url), ledger);
  console.log(
    `acknowledged ${ledger.acknowledged}, lost ${lost}, doubled ${doubled}, ${panes} panes compared`,
  );
} catch (error) {
  ledger.violation(String(error));
  console.error(server.stderr().slice(-3_000));
} finally {
  await server.kill('SIGKILL');
  execFileSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
}
console.log(`refusals by status: ${JSON.stringify(Object.fromEntries(senders.refusals))}`);
for (const violation of ledger.violations) console.error(violation);
console.log(ledger.violations.length === 0 ? 'Nothing to complain about.' : 'FAILED');
process.exit(ledger.violations.length === 0 ? 0 : 1);
