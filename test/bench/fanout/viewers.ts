import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sleep } from '../stats.ts';
import type { Target } from '../targets.ts';
import type { ClientProcess } from './messages.ts';

export interface ViewersOptions {
  readonly viewers: number;
  readonly rounds: number;
  /** Paths a viewer's page asks for beside its socket, each of them every ten seconds. */
  readonly asks: readonly string[];
}

interface Counts {
  readonly reads: number;
  readonly writes: number;
}

const ASK_EVERY_MS = 10_000;
/** Readings of the last day come in bursts, with a rest after each: a turn is from the end of one to the end of the next. */
const CALM_MS = 5_000;
/** A reading of the day asks more than this; what else is asked now and then is no burst. */
const BURST_READS = 20;
const CALM_WITHIN_MS = 240_000;

/** Questions to the store with one viewer and with many, in turns over the same minutes of the same demo. */
export async function measureViewers(
  clients: ClientProcess,
  { viewers, rounds, asks }: ViewersOptions,
): Promise<Target[]> {
  const dir = mkdtempSync(join(tmpdir(), 'brandwall-viewers-'));
  const child = fork(fileURLToPath(new URL('counting-server.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env['PATH'], PORT: '0', BRANDWALL_DATA: join(dir, 'data') },
  });
  try {
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    const counts = async (): Promise<Counts> => {
      child.send('counts');
      const [answer] = (await once(child, 'message')) as [{ counts: Counts }];
      return answer.counts;
    };
    const afterBurst = async (): Promise<void> => {
      const startedAt = Date.now();
      let before = (await counts()).reads;
      let [last, since] = [before, startedAt];
      while (Date.now() - startedAt < CALM_WITHIN_MS) {
        await sleep(200);
        const { reads } = await counts();
        if (reads !== last) [last, since] = [reads, Date.now()];
        if (Date.now() - since < CALM_MS) continue;
        if (last - before > BURST_READS) return;
        before = last;
      }
      throw new Error(`The readings of the last day were not through within ${CALM_WITHIN_MS / 1_000} s.`);
    };
    const turn = async (count: number): Promise<Counts> => {
      await clients.ask<null>({
        do: 'open',
        group: 'viewers',
        url: `${url.replace('http', 'ws')}/live`,
        count,
      });
      const before = await counts();
      let isOver = false;
      const asking = (async () => {
        for (; !isOver && asks.length > 0; await sleep(ASK_EVERY_MS))
          await Promise.all(
            Array.from({ length: count }, () => Promise.all(asks.map((path) => asked(url + path)))),
          );
      })();
      await afterBurst();
      isOver = true;
      await asking;
      const after = await counts();
      await clients.ask<null>({ do: 'close', group: 'viewers' });
      return { reads: after.reads - before.reads, writes: after.writes - before.writes };
    };

    const sums = { one: 0, many: 0 };
    await afterBurst();
    for (let round = 0; round < rounds; round += 1) {
      // Who is first changes: readings take turns of their own, and a turn must not always meet the same of them.
      for (const which of round % 2 === 0 ? (['one', 'many'] as const) : (['many', 'one'] as const)) {
        const { reads, writes } = await turn(which === 'one' ? 1 : viewers);
        console.error(
          `${which === 'one' ? 1 : viewers} viewers, to the end of a reading of the day: ${reads} reads, ${writes} writes`,
        );
        sums[which] += reads;
      }
    }
    const ratio = sums.many / sums.one;
    const aTurn = (sum: number) => `${(sum / rounds).toFixed(0)} queries a turn`;
    return [
      {
        name: `${viewers} viewers against one`,
        ours: aTurn(sums.many),
        peer: aTurn(sums.one),
        ratio,
        target: '≤ 1.2',
        met: ratio <= 1.2,
      },
    ];
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    rmSync(dir, { recursive: true, force: true });
  }
}

async function asked(url: string): Promise<void> {
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} was answered with ${response.status}.`);
}
