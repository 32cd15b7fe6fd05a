import { Observable, interval, type OperatorFunction } from 'rxjs';
import type { Clock } from '../clock.ts';
import type { TimedValue, Watermark } from './event-time.ts';
import { WatermarkTracker, type WatermarkConfig } from './watermark-tracker.ts';

export interface WatermarksConfig<T> extends WatermarkConfig {
  /** A value dated further ahead of the clock than this is not believed. */
  readonly maxFutureSkewMs: number;
  /** How often the clock is looked at when nothing is heard, so that an idle source lets go. */
  readonly everyMs: number;
  readonly clock: Clock;
  /** Event time, epoch milliseconds. */
  readonly at: (value: T) => number;
  readonly source: (value: T) => string;
}

export type WatermarksOutput<T> =
  | TimedValue<T>
  | Watermark
  /** Dated in the future: for the dead letters. It did not move the watermark. */
  | { readonly type: 'future'; readonly at: number; readonly value: T };

/**
 * Puts watermarks between the values: how far event time has come.
 *
 * A value goes out first, then the watermark it brings, so that no value is late by its own doing. Each source is
 * `maxOutOfOrdernessMs` behind its newest value; the slowest that is not idle counts; with all idle it is the clock
 * that counts, looked at every `everyMs`. `WatermarkTracker` has the rules.
 *
 * Example: `mentions$.pipe(watermarks({ at: (m) => m.at, source: (m) => m.source, clock, everyMs: 200, … }))`
 *
 * @param config.maxFutureSkewMs values beyond it come out as `future`.
 * @throws RangeError at once for settings that make no sense.
 *
 * *Back pressure*: none; one watermark a value at most, and one a tick.
 *
 * *Guarantees*: every value comes out exactly once, in order, as `value` or `future`; watermarks grow strictly; a
 * throwing `at` or `source` errors the stream; the ticks end with the source. Completion brings no last watermark:
 * what is open then is still open, not final.
 */
export function watermarks<T>(config: WatermarksConfig<T>): OperatorFunction<T, WatermarksOutput<T>> {
  const { clock, at: timeOf, source: sourceOf, maxFutureSkewMs, everyMs } = config;
  if (!(everyMs > 0)) throw new RangeError(`everyMs must be above 0, not ${everyMs}.`);
  for (const name of [
    'maxOutOfOrdernessMs',
    'idleTimeoutMs',
    'allowedLatenessMs',
    'maxFutureSkewMs',
  ] as const)
    if (!(config[name] >= 0)) throw new RangeError(`${name} must be 0 or more, not ${config[name]}.`);
  return (source) =>
    new Observable((subscriber) => {
      const tracker = new WatermarkTracker(config, clock.now());
      let emitted = Number.NEGATIVE_INFINITY;
      const advance = (now: number): void => {
        const at = tracker.advance(now);
        if (at <= emitted) return;
        emitted = at;
        subscriber.next({ type: 'watermark', at });
      };
      subscriber.add(interval(everyMs, clock.scheduler).subscribe(() => advance(clock.now())));
      subscriber.add(
        source.subscribe({
          next: (value) => {
            const now = clock.now();
            let at: number;
            let isFuture: boolean;
            try {
              at = timeOf(value);
              isFuture = at > now + maxFutureSkewMs;
              if (!isFuture) tracker.observe(sourceOf(value), at, now);
            } catch (error) {
              return subscriber.error(error);
            }
            subscriber.next({ type: isFuture ? 'future' : 'value', at, value });
            advance(now);
          },
          error: (error) => subscriber.error(error),
          complete: () => subscriber.complete(),
        }),
      );
    });
}
