import { VirtualTimeScheduler } from 'rxjs';
import type { Clock } from '../../pipelines/clock.ts';

/** A clock that stands still until it is told to move. Timers run on it, in order and without waiting. */
export class ManualClock implements Clock {
  readonly scheduler = new VirtualTimeScheduler();
  readonly #startAt: number;

  constructor(startAt: number) {
    this.#startAt = startAt;
  }

  now(): number {
    return this.#startAt + this.scheduler.frame;
  }

  /** Every timer that is due in between runs at its own instant. */
  advance(ms: number): void {
    this.#runUntil(this.scheduler.frame + ms);
  }

  /** As after a laptop's sleep: what fell due in between runs once, now. */
  leap(ms: number): void {
    const frame = this.scheduler.frame + ms;
    for (const action of this.scheduler.actions) action.delay = Math.max(action.delay, frame);
    this.#runUntil(frame);
  }

  #runUntil(frame: number): void {
    this.scheduler.maxFrames = frame;
    this.scheduler.flush();
    this.scheduler.frame = frame;
  }
}

/** Lets every promise that can settle do so. */
export const promises = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
