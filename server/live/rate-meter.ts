/** Events a second over the last few whole seconds. */
export class RateMeter {
  readonly #seconds: number;
  readonly #counts = new Map<number, number>();

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  /** `now`: epoch milliseconds. */
  add(count: number, now: number): void {
    const second = Math.floor(now / 1_000);
    this.#counts.set(second, (this.#counts.get(second) ?? 0) + count);
    for (const old of this.#counts.keys()) if (old < second - this.#seconds) this.#counts.delete(old);
  }

  perSecond(now: number): number {
    const second = Math.floor(now / 1_000);
    let sum = 0;
    for (const [at, count] of this.#counts) if (at >= second - this.#seconds && at < second) sum += count;
    return sum / this.#seconds;
  }
}
