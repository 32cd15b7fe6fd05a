import type { Browser } from 'playwright-core';
import { mention, sleep } from '../../helpers/api-client.ts';
import { openMeasured } from './measured-page.ts';
import type { FastServer } from './server-child.ts';
import type { Sample } from './verdict.ts';

export interface SoakOptions {
  /** Simulated. */
  readonly hours: number;
  /** Real ones the simulated hours shall take, if the machine can. */
  readonly minutes: number;
  readonly path: string;
  /** Evenly spread cuts of the connection. */
  readonly drops: number;
  /** Simulated hours between samples. */
  readonly sampleEvery: number;
  /** Real seconds at real pace at the end. */
  readonly steadySeconds: number;
  /** Whether long timers of the page follow the simulated clock. */
  readonly hastenTimers: boolean;
  /** Runs in the page before anything else. */
  readonly script?: string;
  readonly log: (line: string) => void;
}

export interface SoakReport {
  readonly samples: readonly Sample[];
  /** Simulated milliseconds for each real one, as it came out. */
  readonly pace: number;
  readonly frames: number;
  readonly bytes: number;
  readonly drops: number;
  readonly steady: { readonly framesPerSecond: number; readonly longTasks: readonly number[] };
  readonly complaints: readonly string[];
}

const HOUR = 3_600_000;
const LOOK_EVERY_MS = 100;
const CHATTER_EVERY_MS = 200;
const LIVE = '[data-testid=connection][data-status=live]';

/** Shows a page a day of frames in minutes, and then a while at the pace of life. */
export async function soak(browser: Browser, server: FastServer, options: SoakOptions): Promise<SoakReport> {
  const { hours, minutes, path, drops, log } = options;
  const pace = (hours * 60) / minutes;
  const measured = await openMeasured(browser, server.url + path, {
    ...(options.hastenTimers ? { timerPace: pace } : {}),
    ...(options.script === undefined ? {} : { script: options.script }),
  });
  try {
    await measured.page.waitForLoadState('networkidle').catch(() => undefined);
    const first = await server.tell({ do: 'pace', pace });
    const startedAt = performance.now();
    const samples: Sample[] = [];
    let dropped = 0;
    let last = first;
    for (let gone = 0; gone < hours;) {
      await sleep(LOOK_EVERY_MS);
      last = await server.tell({ do: 'status' });
      gone = (last.now - first.now) / HOUR;
      if (dropped < drops && gone >= ((dropped + 0.5) * hours) / drops) {
        dropped += 1;
        await server.tell({ do: 'drop' });
      }
      if (gone < samples.length * options.sampleEvery) continue;
      const sample = await measured.sample(gone);
      samples.push(sample);
      log(lineOf(sample, last.frames - first.frames, (performance.now() - startedAt) / 60_000));
    }
    const tookMs = performance.now() - startedAt;
    await server.tell({ do: 'pace', pace: 1 });
    const steady = await steadyAt(server, options.steadySeconds, measured.longTasks);
    const stillLive = await measured.page.locator(LIVE).count();
    return {
      samples,
      pace: (last.now - first.now) / tookMs,
      frames: last.frames - first.frames,
      bytes: last.bytes - first.bytes,
      drops: dropped,
      steady,
      complaints: [
        ...measured.complaints,
        ...(path === '/wall' && stillLive === 0 ? ['The wall does not say that it is live.'] : []),
      ],
    };
  } finally {
    await measured.close();
  }
}

/** Somebody speaks all the time, so that there is a frame as often as there can be. */
async function steadyAt(
  server: FastServer,
  seconds: number,
  longTasks: (during: () => Promise<void>) => Promise<number[]>,
): Promise<SoakReport['steady']> {
  // What had piled up at the other pace is not of this minute.
  await sleep(Math.min(5_000, seconds * 250));
  const before = await server.tell({ do: 'status' });
  const aheadMs = before.now - Date.now();
  const found = await longTasks(async () => {
    for (const until = Date.now() + seconds * 1_000; Date.now() < until; await sleep(CHATTER_EVERY_MS))
      await say(server.url, Date.now() + aheadMs);
  });
  const { frames } = await server.tell({ do: 'status' });
  return { framesPerSecond: (frames - before.frames) / seconds, longTasks: found };
}

async function say(url: string, at: number): Promise<void> {
  const row = mention({ source: 'demo', brand: 'cartly', id: `soak-${at}`, at });
  await fetch(`${url}/api/mentions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([row]),
  });
}

const lineOf = ({ hours, heapBytes, nodes, listeners }: Sample, frames: number, minutes: number): string =>
  `${hours.toFixed(2).padStart(6)} h  ${minutes.toFixed(1).padStart(5)} min  ${String(frames).padStart(7)} frames  ` +
  `heap ${(heapBytes / 1_048_576).toFixed(2).padStart(6)} MB  ${nodes} nodes  ${listeners} listeners`;
