import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiOf, sleep } from '../helpers/api-client.ts';
import { launch } from '../helpers/server-process.ts';
import { checkNumbers, storedIn } from './checks.ts';
import { Ledger } from './ledger.ts';
import { startSenders } from './senders.ts';
import { createTraffic, randomOf } from './traffic.ts';

export interface KillRunOptions {
  readonly kills: number;
  readonly seed: number;
  /** Verifies after every so many kills, and at the end. */
  readonly verifyEvery: number;
  readonly log: (line: string) => void;
}

export interface KillReport {
  readonly kills: number;
  /** Of these, before the server was ready. */
  readonly killedAtStart: number;
  readonly requests: number;
  readonly answered: number;
  readonly unanswered: number;
  readonly refused: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly restartMs: readonly number[];
  readonly violations: readonly string[];
}

const START_WITHIN_MS = 60_000;
const CONNECTIONS = 6;

/** Kills the real server with SIGKILL again and again under load, and holds what is left against an independent count. */
export async function runKills({ kills, seed, verifyEvery, log }: KillRunOptions): Promise<KillReport> {
  const random = randomOf(seed);
  const dataDir = mkdtempSync(join(tmpdir(), 'brandwall-kill-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const ledger = new Ledger();
  const restartMs: number[] = [];
  const sums = { lost: 0, doubled: 0, killedAtStart: 0 };
  const start = () => launch({ env: { PORT: String(port), BRANDWALL_DATA: dataDir } });
  const startAndWait = async () => {
    const startedAt = performance.now();
    const server = start();
    await ready(url, server);
    restartMs.push(performance.now() - startedAt);
    return server;
  };

  let server = await startAndWait();
  const senders = startSenders({
    url: () => url,
    traffic: createTraffic(random, Date.now),
    ledger,
    random,
    connections: CONNECTIONS,
    maxRows: 120,
    pauseMs: 60,
  });
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      await sleep(50 + random() * 1_200);
      await end(server);
      // Now and then again while it is still coming back.
      if (random() < 0.2) {
        const short = start();
        await sleep(random() * 2_000);
        await end(short);
        sums.killedAtStart += 1;
      }
      server = await startAndWait();
      if (kill % verifyEvery !== 0 && kill !== kills) continue;
      await senders.pause();
      await end(server);
      const { lost, doubled } = ledger.checkStored(await storedIn(dataDir));
      sums.lost += lost;
      sums.doubled += doubled;
      server = await startAndWait();
      const { panes } = await checkNumbers(apiOf(url), ledger);
      log(
        `${kill} kills: ${ledger.acknowledged} acknowledged, lost ${lost}, doubled ${doubled}, ${panes} panes compared, ${ledger.violations.length} violations`,
      );
      if (ledger.violations.length > 0) break;
      if (kill < kills) senders.resume();
    }
    await senders.pause();
  } finally {
    await end(server);
    if (ledger.violations.length === 0) rmSync(dataDir, { recursive: true, force: true });
    else log(`The store is kept in ${dataDir}.`);
  }
  const { requests, answered, unanswered, refused, acknowledged, violations } = ledger;
  return { kills, ...sums, requests, answered, unanswered, refused, acknowledged, restartMs, violations };
}

type Launched = ReturnType<typeof launch>;

async function end({ child, exited }: Launched): Promise<void> {
  child.kill('SIGKILL');
  await exited;
}

async function ready(url: string, { child, stderr }: Launched): Promise<void> {
  const until = performance.now() + START_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.ok === true) return;
    if (child.exitCode !== null) throw new Error(`The server ended at start: ${stderr()}`);
    if (performance.now() > until) throw new Error(`The server was not ready in time: ${stderr()}`);
    await sleep(10);
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
