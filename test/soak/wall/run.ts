import type { Browser } from 'playwright-core';
import { sleep, type Api } from '../../helpers/api-client.ts';
import { openMeasured, type LongTasks } from './measured-page.ts';
import { chatter, recordFrames } from './recording.ts';
import { startRelay } from './relay.ts';
import type { Sample } from './verdict.ts';

export interface SoakOptions {
  /** Simulated. */
  readonly hours: number;
  /** Real ones the simulated hours shall take, if the machine can. */
  readonly minutes: number;
  readonly path: string;
  /** Real seconds of frames to record first; they are told again until the hours are over. */
  readonly recordSeconds: number;
  /** Evenly spread cuts of the connection. */
  readonly drops: number;
  /** Simulated hours between samples. */
  readonly sampleEvery: number;
  /** Real seconds at real pace at the end. */
  readonly steadySeconds: number;
  /** Whether long timers of the page follow the simulated clock. */
  readonly hastenTimers: boolean;
  /** Real milliseconds in which a page that lost its connection is back, the pause of its client included. */
  readonly settleMs?: number;
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
  readonly steady: { readonly framesPerSecond: number; readonly longTasks: LongTasks };
  readonly complaints: readonly string[];
}

const HOUR = 3_600_000;
const LOOK_EVERY_MS = 100;
/** What comes and goes with a transition is not counted: between frames at the pace of life the page is at rest. */
const CALM_MS = 1_500;
/** A page that lost its connection is back after this, the pause of its client included. */
const SETTLE_MS = 5_000;

/** Shows a page of a server a day of frames in minutes, and then what the server says at the pace of life. */
export async function soak(
  browser: Browser,
  server: Api & { readonly url: string },
  options: SoakOptions,
): Promise<SoakReport> {
  const { hours, minutes, path, drops, recordSeconds, log, settleMs = SETTLE_MS } = options;
  // While a sample is taken time stands still: what that takes is made up for in between.
  const heldMinutes = ((hours / options.sampleEvery + 1) * CALM_MS) / 60_000;
  const pace = (hours * 60) / Math.max(minutes / 2, minutes - heldMinutes);
  log(`Recording ${recordSeconds} s of frames.`);
  const recorded = await recordFrames(server, recordSeconds);
  const relay = await startRelay(server.url);
  const measured = await openMeasured(browser, relay.url + path, {
    ...(options.hastenTimers ? { timerPace: pace } : {}),
    ...(options.script === undefined ? {} : { script: options.script }),
  });
  try {
    await measured.page.waitForLoadState('load');
    await sleep(settleMs);
    relay.replay(recorded, recordSeconds * 1_000, pace);
    const [firstAt, firstFrames, firstBytes] = [relay.now(), relay.frames, relay.bytes];
    const startedAt = performance.now();
    const samples: Sample[] = [];
    let dropped = 0;
    for (let gone = 0; gone < hours;) {
      await sleep(LOOK_EVERY_MS);
      gone = (relay.now() - firstAt) / HOUR;
      if (dropped < drops && gone >= ((dropped + 0.5) * hours) / drops) {
        dropped += 1;
        relay.drop();
      }
      if (gone < samples.length * options.sampleEvery) continue;
      relay.hold(true);
      await sleep(CALM_MS);
      const sample = await measured.sample(gone);
      relay.hold(false);
      samples.push(sample);
      log(lineOf(sample, relay.frames - firstFrames, (performance.now() - startedAt) / 60_000));
    }
    const tookMs = performance.now() - startedAt;
    const [goneMs, frames, bytes] = [
      relay.now() - firstAt,
      relay.frames - firstFrames,
      relay.bytes - firstBytes,
    ];
    relay.passThrough();
    // It comes back to the server itself, and what had piled up at the other pace is not of the steady minute.
    await sleep(settleMs);
    const before = relay.frames;
    const longTasks = await measured.longTasks(() =>
      chatter(server, options.steadySeconds, `steady-${Date.now()}`),
    );
    return {
      samples,
      pace: goneMs / tookMs,
      frames,
      bytes,
      drops: dropped,
      steady: { framesPerSecond: (relay.frames - before) / options.steadySeconds, longTasks },
      complaints: measured.complaints,
    };
  } finally {
    await measured.close();
    relay.close();
  }
}

const lineOf = ({ hours, heapBytes, nodes, listeners }: Sample, frames: number, minutes: number): string =>
  `${hours.toFixed(2).padStart(6)} h  ${minutes.toFixed(1).padStart(5)} min  ${String(frames).padStart(7)} frames  ` +
  `heap ${(heapBytes / 1_048_576).toFixed(2).padStart(6)} MB  ${nodes} nodes  ${listeners} listeners`;
