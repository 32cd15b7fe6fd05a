import { Observable, type OperatorFunction } from 'rxjs';
import type { TimedValue, Watermark } from './event-time.ts';

export interface DedupeConfig<T, K> {
  /** What makes two values the same one. */
  readonly key: (value: T) => K;
  /** A key is remembered until the watermark has passed its event time by this much. */
  readonly horizonMs: number;
}

export type DedupeOutput<T> =
  | TimedValue<T>
  | Watermark
  /** Seen before. `firstAt`: the latest event time it was seen with until now. */
  | { readonly type: 'repeat'; readonly at: number; readonly value: T; readonly firstAt: number }
  /** Older than anything that is remembered: whether it is new only the store can tell. */
  | { readonly type: 'unknown'; readonly at: number; readonly value: T };

/** How many buckets the horizon is cut into: memory goes a sixteenth of it late at the most. */
const BUCKETS = 16;

/**
 * Lets each key through once, as far back as its memory goes.
 *
 * A key is remembered until the watermark has passed its event time by `horizonMs`; a repeat that claims a later time
 * prolongs that. What is older than the horizon when it comes is not guessed at: it comes out as `unknown`.
 *
 * Example: `timed$.pipe(dedupe({ key: (m) => m.source + m.id, horizonMs: 86_400_000 }))`
 *
 * @param config.horizonMs above 0; for replays of up to a day, a day.
 *
 * *Back pressure*: none. Memory: the keys within the horizon, each one entry of a map and a place in a bucket; buckets
 * are let go of whole, so that a key costs amortised O(1) and no timer. A source that is dated far ahead is remembered
 * long: bound the future skew before (`watermarks` does).
 *
 * *Guarantees*: every value comes out exactly once, in order, as `value`, `repeat` or `unknown`; within the horizon no
 * key is a `value` twice; watermarks pass. A throwing `key` errors the stream.
 */
export function dedupe<T, K>(
  config: DedupeConfig<T, K>,
): OperatorFunction<TimedValue<T> | Watermark, DedupeOutput<T>> {
  if (!(config.horizonMs > 0)) throw new RangeError(`horizonMs must be above 0, not ${config.horizonMs}.`);
  return (source) =>
    new Observable((subscriber) => {
      const memory = new KeyMemory<K>(config.horizonMs);
      return source.subscribe({
        next: (input) => {
          if (input.type === 'watermark') {
            memory.forget(input.at);
            return subscriber.next(input);
          }
          const { at, value } = input;
          let seenAt: number | undefined;
          try {
            seenAt = memory.see(config.key(value), at);
          } catch (error) {
            return subscriber.error(error);
          }
          if (seenAt === undefined) subscriber.next(input);
          else if (seenAt === Number.NEGATIVE_INFINITY) subscriber.next({ type: 'unknown', at, value });
          else subscriber.next({ type: 'repeat', at, value, firstAt: seenAt });
        },
        error: (error) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
}

/** Keys and the latest event time each was seen with, let go of in buckets of time. */
export class KeyMemory<K> {
  readonly #horizonMs: number;
  readonly #bucketMs: number;
  readonly #seenAt = new Map<K, number>();
  readonly #buckets = new Map<number, K[]>();
  /** Nothing at or before this is remembered. */
  #forgottenTo = Number.NEGATIVE_INFINITY;
  #nextBucketEnd = Number.POSITIVE_INFINITY;

  constructor(horizonMs: number) {
    this.#horizonMs = horizonMs;
    this.#bucketMs = Math.max(1, Math.ceil(horizonMs / BUCKETS));
  }

  get size(): number {
    return this.#seenAt.size;
  }

  /** When it was seen before; undefined when it is new, minus infinity when that is too long ago to say. */
  see(key: K, at: number): number | undefined {
    const seenAt = this.#seenAt.get(key);
    const isKnown = seenAt !== undefined && seenAt > this.#forgottenTo;
    if (!isKnown && at <= this.#forgottenTo) return Number.NEGATIVE_INFINITY;
    if (!isKnown || at > seenAt) this.#remember(key, at, seenAt);
    return isKnown ? seenAt : undefined;
  }

  forget(watermark: number): void {
    this.#forgottenTo = Math.max(this.#forgottenTo, watermark - this.#horizonMs);
    if (this.#nextBucketEnd > this.#forgottenTo + 1) return;
    this.#nextBucketEnd = Number.POSITIVE_INFINITY;
    for (const [bucket, keys] of this.#buckets) {
      const end = (bucket + 1) * this.#bucketMs;
      if (end > this.#forgottenTo + 1) {
        this.#nextBucketEnd = Math.min(this.#nextBucketEnd, end);
        continue;
      }
      this.#buckets.delete(bucket);
      for (const key of keys) {
        const seenAt = this.#seenAt.get(key);
        if (seenAt !== undefined && seenAt <= this.#forgottenTo) this.#seenAt.delete(key);
      }
    }
  }

  #remember(key: K, at: number, before: number | undefined): void {
    this.#seenAt.set(key, at);
    const bucket = Math.floor(at / this.#bucketMs);
    if (before !== undefined && Math.floor(before / this.#bucketMs) === bucket) return;
    const keys = this.#buckets.get(bucket);
    if (keys !== undefined) {
      keys.push(key);
      return;
    }
    this.#buckets.set(bucket, [key]);
    this.#nextBucketEnd = Math.min(this.#nextBucketEnd, (bucket + 1) * this.#bucketMs);
  }
}
