import { defer, retry, throwError, timer, type Observable } from 'rxjs';
import { StoreError } from '../../schema/clickhouse/store.ts';
import type { Clock } from '../clock.ts';

/**
 * Errors that pass by themselves, by ClickHouse's number: timeouts (159, 209), network (210), too many parts (252),
 * memory (241), too many queries (202), read-only replica (242), Keeper (999), no disk space (243).
 */
const PASSING = new Set([159, 202, 209, 210, 241, 242, 243, 252, 319, 425, 999]);

export const isPassing = (error: unknown): boolean =>
  error instanceof StoreError && (error.kind === 'unreachable' || PASSING.has(error.code));

export interface RetryConfig {
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** After this long the error is the answer. */
  readonly giveUpAfterMs: number;
}

/**
 * Runs `work` and repeats it while its error is one that passes, waiting twice as long each time with full jitter.
 * `work` must be a no-op when repeated, such as an insert with a dedup token.
 */
export function withRetry<T>(
  work: () => Promise<T>,
  clock: Clock,
  config: RetryConfig,
  random: () => number,
): Observable<T> {
  return defer(() => {
    const startedAt = clock.now();
    return defer(work).pipe(
      retry({
        delay: (error, attempt) => {
          if (!isPassing(error) || clock.now() - startedAt > config.giveUpAfterMs)
            return throwError(() => error as unknown);
          const ceiling = Math.min(config.maxDelayMs, config.firstDelayMs * 2 ** (attempt - 1));
          return timer(random() * ceiling, clock.scheduler);
        },
      }),
    );
  });
}
