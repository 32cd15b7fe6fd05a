import type { LiveFrame } from '../../../schema/contracts/live.ts';
import { moved } from './moved.ts';

export type Stamped = Extract<LiveFrame, { type: 'delta' | 'heartbeat' }>;

/** What a server told in a while, to be told again and again as if time went on. */
export class Replay {
  readonly #frames: readonly Stamped[];
  readonly #startAt: number;
  readonly #lengthMs: number;
  #pass = 1;
  #next = 0;

  /** `lengthMs`: from the first frame of one telling to the first of the next. */
  constructor(frames: readonly Stamped[], lengthMs: number) {
    const [first] = frames;
    if (first === undefined) throw new Error('Nothing was recorded.');
    this.#frames = frames;
    this.#startAt = first.sentAt;
    this.#lengthMs = lengthMs;
  }

  /** Simulated instant of the first frame that is told again. */
  get startAt(): number {
    return this.#startAt + this.#lengthMs;
  }

  /** The next frame when it is due at the simulated instant `now`, or null: it is not. */
  next(now: number): Stamped | null {
    const frame = this.#frames[this.#next] as Stamped;
    const byMs = this.#pass * this.#lengthMs;
    if (frame.sentAt + byMs > now) return null;
    const told = moved(frame, byMs, `~${this.#pass}`);
    this.#next += 1;
    if (this.#next === this.#frames.length) [this.#next, this.#pass] = [0, this.#pass + 1];
    return told;
  }
}
