import { setImmediate } from 'node:timers/promises';
import { ManualClock } from '../../helpers/manual-clock.ts';

export interface FastClock {
  readonly clock: ManualClock;
  /** Simulated milliseconds for each real one. */
  pace: number;
  readonly stop: () => void;
}

/** What is due within a step runs in order at its own instants; promises settle between steps. */
const STEP_MS = 250;
/** A machine that cannot keep the pace makes a slower day, not a jump. */
const MOST_BEHIND_MS = 5_000;
const REST_MS = 1;

/** A clock of simulated time that real time drives, at any pace. Starts at now with a pace of one. */
export function startFastClock(): FastClock {
  const clock = new ManualClock(Date.now());
  let stopped = false;
  const fast = { clock, pace: 1, stop: () => void (stopped = true) };
  const run = async (): Promise<void> => {
    let before = performance.now();
    let owedMs = 0;
    while (!stopped) {
      const now = performance.now();
      owedMs = Math.min(MOST_BEHIND_MS, owedMs + (now - before) * fast.pace);
      before = now;
      // In real time timers must not wait for a whole step.
      const stepMs = fast.pace > 1 ? STEP_MS : Math.min(STEP_MS, Math.max(1, Math.floor(owedMs)));
      if (owedMs >= stepMs) {
        clock.advance(stepMs);
        owedMs -= stepMs;
        await setImmediate();
      } else await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
  };
  void run();
  return fast;
}
