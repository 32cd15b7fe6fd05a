import { asyncScheduler, type SchedulerLike } from 'rxjs';

/** The only reader of the time. Everything that waits or dates something is handed one of these. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** What timers run on; a virtual one in tests. */
  readonly scheduler: SchedulerLike;
}

export const systemClock: Clock = { now: () => Date.now(), scheduler: asyncScheduler };
