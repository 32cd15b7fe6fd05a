import type { Clock } from '../../pipelines/clock.ts';

const MINUTE_MS = 60_000;

/** So many a minute, counted from the first one of each minute. */
export class Budget {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #aMinute: number;
  #begunAt = -Infinity;
  #spent = 0;

  constructor(clock: Pick<Clock, 'now'>, aMinute: number) {
    this.#clock = clock;
    this.#aMinute = aMinute;
  }

  /** Seconds until there is one again; 0 when there is one now. */
  get waitSeconds(): number {
    const since = this.#clock.now() - this.#begunAt;
    // A clock that was set back must not lock anybody out.
    if (since >= MINUTE_MS || since < 0) this.#spent = 0;
    return this.#spent < this.#aMinute ? 0 : Math.max(1, Math.ceil((MINUTE_MS - since) / 1_000));
  }

  spend(): void {
    if (this.waitSeconds > 0) return;
    if (this.#spent === 0) this.#begunAt = this.#clock.now();
    this.#spent += 1;
  }
}
