import {
  Observable,
  asyncScheduler,
  type OperatorFunction,
  type SchedulerLike,
  type Subscription,
} from 'rxjs';

export interface BatchConfig<T> {
  readonly maxItems?: number;
  readonly maxWeight?: number;
  /** Of one value, in whatever `maxWeight` counts; 1 when not given. */
  readonly weigh?: (value: T) => number;
  /** The first value of a batch waits no longer than this. */
  readonly maxWaitMs: number;
  readonly scheduler?: SchedulerLike;
}

/**
 * Gathers values into arrays by count, weight and time, whichever is reached first.
 *
 * A batch goes out when it holds `maxItems`, when it weighs `maxWeight`, when the next value would make it heavier than
 * that, and `maxWaitMs` after its first value. A value heavier than `maxWeight` travels alone.
 *
 * Example: `rows$.pipe(batch({ maxItems: 20_000, maxWeight: 8 << 20, weigh: (r) => r.bytes, maxWaitMs: 250 }))`
 *
 * @param config.maxItems a whole number above 0; no bound when not given.
 * @param config.maxWeight above 0; no bound when not given.
 * @param config.maxWaitMs 0 or more; the timer runs only while something waits.
 * @throws RangeError at once for settings that make no sense.
 *
 * *Back pressure*: holds one batch at most, and does not wait for whoever takes it: see `collectWhileBusy` for that.
 *
 * *Guarantees*: never an empty batch; order is kept; each value is in exactly one batch; completion flushes. On an error
 * what has gathered is dropped, it was not acknowledged to anyone. A throwing `weigh` errors the stream.
 */
export function batch<T>(config: BatchConfig<T>): OperatorFunction<T, T[]> {
  const { maxItems = Number.POSITIVE_INFINITY, maxWeight = Number.POSITIVE_INFINITY, maxWaitMs } = config;
  const { weigh = () => 1, scheduler = asyncScheduler } = config;
  if (!(maxItems > 0) || (Number.isFinite(maxItems) && !Number.isInteger(maxItems)))
    throw new RangeError(`maxItems must be a whole number above 0, not ${maxItems}.`);
  if (!(maxWeight > 0)) throw new RangeError(`maxWeight must be above 0, not ${maxWeight}.`);
  if (!(maxWaitMs >= 0)) throw new RangeError(`maxWaitMs must be 0 or more, not ${maxWaitMs}.`);
  return (source) =>
    new Observable((subscriber) => {
      let gathered: T[] = [];
      let weight = 0;
      let timer: Subscription | undefined;

      const flush = (): void => {
        timer?.unsubscribe();
        timer = undefined;
        if (gathered.length === 0) return;
        const full = gathered;
        gathered = [];
        weight = 0;
        subscriber.next(full);
      };
      subscriber.add(() => timer?.unsubscribe());
      subscriber.add(
        source.subscribe({
          next: (value) => {
            let added: number;
            try {
              added = weigh(value);
            } catch (error) {
              return subscriber.error(error);
            }
            if (weight + added > maxWeight) flush();
            if (subscriber.closed) return;
            gathered.push(value);
            weight += added;
            if (gathered.length >= maxItems || weight >= maxWeight) flush();
            else timer ??= scheduler.schedule(flush, maxWaitMs);
          },
          error: (error) => subscriber.error(error),
          complete: () => {
            flush();
            subscriber.complete();
          },
        }),
      );
    });
}
