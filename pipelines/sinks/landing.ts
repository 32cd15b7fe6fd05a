import { Subject, filter, firstValueFrom, from, map, merge, takeUntil, tap, timer } from 'rxjs';
import type { Clock } from '../clock.ts';
import { withRetry, type RetryConfig } from './retry-policy.ts';

export interface LandingDeps {
  readonly clock: Clock;
  readonly retry: RetryConfig;
  readonly random: () => number;
}

/**
 * One write at a time that may outlast the patience of whoever waits for it.
 *
 * A write without an answer may still reach the disk, even minutes later: a server that stalled works off what was
 * sent to it, whether anybody listens or not. Looking meanwhile whether its rows are there and storing them again
 * under another token would count them twice. So it is repeated under its own token until its fate is known, and
 * nothing else is written before that.
 */
export class Landing<T> {
  readonly #deps: LandingDeps;
  readonly #stopped = new Subject<void>();
  readonly #failed = new Subject<void>();
  #current: Promise<T> | null = null;
  #lastError: unknown = null;

  constructor(deps: LandingDeps) {
    this.#deps = deps;
  }

  /** Whether the fate of the last write is unknown. */
  get isOpen(): boolean {
    return this.#current !== null;
  }

  /** Resolves when the fate of the last write is known. @throws StoreError when that takes longer than `giveUpAfterMs`. */
  async settled(): Promise<void> {
    if (this.#current !== null) await this.#inTime(this.#current.catch(() => undefined));
  }

  /**
   * Writes; call it only when the last one is settled. `work` must be a no-op when repeated. `late` is told the result
   * when it comes after this has thrown.
   * @throws StoreError when it is refused, or has failed and is not known after `giveUpAfterMs`: then it goes on by
   * itself. A store that is slow and has not failed is waited for.
   */
  async land(work: () => Promise<T>, late: (result: T) => void): Promise<T> {
    const { clock, retry, random } = this.#deps;
    this.#lastError = null;
    const noted = () =>
      work().catch((error: unknown) => {
        this.#lastError = error;
        this.#failed.next();
        throw error;
      });
    const endless = { ...retry, giveUpAfterMs: Number.POSITIVE_INFINITY };
    const current = firstValueFrom(
      withRetry(noted, clock, endless, random).pipe(
        takeUntil(this.#stopped),
        tap({ finalize: () => (this.#current = null) }),
      ),
    );
    this.#current = current;
    try {
      return await this.#inTime(current);
    } catch (error) {
      current.then(late, () => undefined);
      throw error;
    }
  }

  /** Lets go of what is not settled. */
  stop(): void {
    this.#stopped.next();
  }

  #inTime<R>(outcome: Promise<R>): Promise<R> {
    const { clock, retry } = this.#deps;
    const until = clock.now() + retry.giveUpAfterMs;
    const givenUp$ = merge(this.#failed, timer(retry.giveUpAfterMs, clock.scheduler)).pipe(
      filter(() => this.#lastError !== null && clock.now() >= until),
      map((): never => {
        throw this.#lastError;
      }),
    );
    return firstValueFrom(merge(from(outcome), givenUp$));
  }
}
