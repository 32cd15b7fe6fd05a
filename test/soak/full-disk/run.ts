import { NEEDED_BYTES } from '../../../schema/clickhouse/disk-guard.ts';
import { apiOf, eventually, sleep } from '../../helpers/api-client.ts';
import { checkNumbers, storedIn } from '../checks.ts';
import { freePort } from '../kill-run.ts';
import { Ledger } from '../ledger.ts';
import { startSenders, type Senders } from '../senders.ts';
import { createTraffic, randomOf, type Random } from '../traffic.ts';
import type { SmallDisk } from './small-disk.ts';
import { Supervised } from './supervised.ts';

const ROUNDS = [
  'in mid-load',
  'and SIGKILL',
  'by the data itself',
  'and SIGTERM',
  'before the load',
] as const;
type Round = (typeof ROUNDS)[number];

const BACK_WITHIN_MS = 40_000;
/** What the data must still take when it is the data that fills the disk: seconds of this load. */
const LEFT_FOR_DATA_BYTES = 3 * 2 ** 20;
const FILLED_BY_DATA_WITHIN_MS = 120_000;
/** How long a batch waits for room before its sender is told to come back, and what a busy machine adds. */
const REFUSED_WITHIN_MS = 18_000;
const LOOK_EVERY_MS = 200;

export interface FullDiskOptions {
  readonly disk: SmallDisk;
  readonly rounds: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

export interface FullDiskReport {
  readonly ledger: Ledger;
  readonly lost: number;
  readonly doubled: number;
  /** How often the server ended by itself with a sentence about the disk. */
  readonly endedWithSentence: number;
  readonly refusals: ReadonlyMap<number, number>;
}

interface World {
  readonly disk: SmallDisk;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly server: Supervised;
  readonly senders: Senders;
}

/** Fills the disk under the real server round by round, in every way that comes to mind, and audits after each. */
export async function runFullDisk({ disk, rounds, seed, log }: FullDiskOptions): Promise<FullDiskReport> {
  const random = randomOf(seed);
  const ledger = new Ledger();
  const server = new Supervised(await freePort(), disk.dataDir, ledger, log);
  const sums = { lost: 0, doubled: 0 };
  let senders: Senders | null = null;
  try {
    await firstStart(disk, server, log);
    senders = startSenders({
      url: () => server.url,
      traffic: createTraffic(random, Date.now),
      ledger,
      random,
      connections: 6,
      maxRows: 120,
      pauseMs: 100,
    });
    const world = { disk, random, ledger, server, senders };
    for (let number = 1; number <= rounds && ledger.violations.length === 0; number += 1) {
      const round = ROUNDS[(number - 1) % ROUNDS.length] ?? 'in mid-load';
      if (number > 1) senders.resume();
      const told = await fullRound(round, world);
      const { lost, doubled, panes } = await audit(world);
      sums.lost += lost;
      sums.doubled += doubled;
      log(
        `round ${number}, full ${round}: ${told}; acknowledged ${ledger.acknowledged}, lost ${lost}, counted twice ${doubled}, ${panes} panes compared, ${ledger.violations.length} violations`,
      );
    }
  } catch (error) {
    ledger.violation(error instanceof Error ? (error.stack ?? error.message) : String(error));
    log(server.stderr.slice(-3_000));
  } finally {
    await disk.release();
    await server.end('SIGKILL');
  }
  const { endedWithSentence } = server;
  return { ledger, ...sums, endedWithSentence, refusals: senders?.refusals ?? new Map<number, number>() };
}

/** The very first start, on a disk that is full already: nothing may be left that cannot be opened later. */
async function firstStart(disk: SmallDisk, server: Supervised, log: (line: string) => void): Promise<void> {
  disk.fill();
  const outcome = await server.start();
  await server.end('SIGKILL');
  await disk.release();
  const after = await server.start();
  if (after !== 'serving') throw new Error(`After there was room it ${after}.`);
  log(`first start on a full disk: ${outcome}; with room: ${after}`);
}

/** Fills, waits, frees and waits until mentions are taken again. */
async function fullRound(round: Round, world: World): Promise<string> {
  const { disk, random, ledger, server, senders } = world;
  const { refused, unanswered } = ledger;
  const ended = server.endedWithSentence;
  const notes: string[] = [];
  if (round === 'before the load') {
    await senders.pause();
    disk.fill();
    senders.resume();
  } else if (round === 'by the data itself') {
    disk.fill(NEEDED_BYTES + LEFT_FOR_DATA_BYTES);
    await eventually(() => (ledger.refused > refused ? true : undefined), FILLED_BY_DATA_WITHIN_MS);
  } else {
    await sleep(random() * 4_000);
    disk.fill();
  }
  const fullMs = 1_000 + random() * 20_000;
  await staysAlive(world, fullMs);
  // When it was shorter, they may all have waited and been given their receipts.
  if (ledger.refused === refused && fullMs > REFUSED_WITHIN_MS)
    ledger.violation(`Nobody was told of the full disk (${round}).`);
  if (round === 'and SIGTERM' || round === 'and SIGKILL') {
    const endMs = await server.end(round === 'and SIGTERM' ? 'SIGTERM' : 'SIGKILL');
    const outcome = await server.start();
    notes.push(`ended after ${endMs} ms, started again while full: ${outcome}`);
    const before = ledger.refused;
    await staysAlive(world, outcome === 'serving' ? REFUSED_WITHIN_MS : random() * 8_000);
    if (outcome === 'serving' && server.endedWithSentence === ended && ledger.refused === before)
      ledger.violation(`Started on a full disk it told nobody to come back (${round}).`);
  }
  await disk.release();
  await server.keepUp();
  const [freedAt, answered] = [performance.now(), ledger.answered];
  await eventually(async () => {
    await server.keepUp();
    return ledger.answered > answered || ledger.violations.length > 0 ? true : undefined;
  }, BACK_WITHIN_MS);
  const endings = server.endedWithSentence - ended;
  if (ledger.unanswered > unanswered && notes.length === 0 && endings === 0)
    ledger.violation(`${ledger.unanswered - unanswered} requests were not answered by a server that lived.`);
  return [
    `${ledger.refused - refused} told to come back`,
    `${ledger.unanswered - unanswered} not answered`,
    ...notes,
    `ended by itself ${endings} times`,
    `mentions taken again after ${Math.round(performance.now() - freedAt)} ms`,
  ].join(', ');
}

async function staysAlive({ server, ledger }: World, ms: number): Promise<void> {
  const until = performance.now() + ms;
  while (performance.now() < until && ledger.violations.length === 0) {
    await sleep(LOOK_EVERY_MS);
    await server.keepUp();
  }
}

/** What is on disk and what the server says, before and after it is killed. */
async function audit({ disk, ledger, server, senders }: World) {
  await senders.pause();
  await checkNumbers(apiOf(server.url), ledger);
  await server.end('SIGKILL');
  const { lost, doubled } = ledger.checkStored(await storedIn(disk.dataDir));
  if ((await server.start()) !== 'serving') ledger.violation('With room on the disk it did not start.');
  const { panes } = await checkNumbers(apiOf(server.url), ledger);
  const { requests, answered, refused, unanswered, rows } = ledger;
  if (requests !== answered + refused + unanswered)
    ledger.violation(`${requests} requests: ${answered} + ${refused} + ${unanswered} are accounted for.`);
  if (rows.sent !== rows.accepted + rows.duplicates + rows.rejected)
    ledger.violation(
      `${rows.sent} rows: ${rows.accepted} + ${rows.duplicates} + ${rows.rejected} are accounted for.`,
    );
  return { lost, doubled, panes };
}
