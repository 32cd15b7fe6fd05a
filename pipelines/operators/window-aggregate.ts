import { Observable, type OperatorFunction } from 'rxjs';
import type { PaneStatus } from '../../schema/contracts/metrics.ts';
import type { Aggregator } from '../metrics/aggregator.ts';

export interface WindowConfig<In, Acc, Out> {
  readonly sizeMs: number;
  /** How long after its end a window still takes late values as revisions; then its state is freed. */
  readonly allowedLatenessMs: number;
  readonly aggregator: Aggregator<In, Acc, Out>;
  /** Whether two accumulators say the same: a restatement that changes nothing is not a revision. */
  readonly same: (a: Acc, b: Acc) => boolean;
}

/** What a window was when it was last published, for a restatement of one that is no longer held. */
export interface Published {
  readonly status: PaneStatus;
  readonly revision: number;
}

export type WindowInput<In, Acc> =
  | { readonly type: 'value'; readonly key: string; readonly at: number; readonly value: In }
  /** No value before `at` is expected any more. */
  | { readonly type: 'watermark'; readonly at: number }
  /** Publish what changed since the last flush: the early and the late firings. */
  | { readonly type: 'flush' }
  /** The whole accumulator of a window, counted again from the raw rows. */
  | ({ readonly type: 'restate' } & Restated<Acc>)
  /** A published window taken up again after a restart. */
  | ({ readonly type: 'restore' } & Restated<Acc>);

interface Restated<Acc> {
  readonly key: string;
  readonly windowStart: number;
  readonly acc: Acc;
  readonly published: Published | null;
}

export type WindowOutput<In, Acc> =
  | {
      readonly type: 'pane';
      readonly key: string;
      readonly windowStart: number;
      readonly windowEnd: number;
      readonly acc: Acc;
      readonly status: PaneStatus;
      readonly revision: number;
    }
  /** Too late for the state that is held: recompute its window from the store. */
  | { readonly type: 'late'; readonly key: string; readonly at: number; readonly value: In };

interface Held<Acc> {
  acc: Acc;
  changed: boolean;
  /** What it was published as, null before its first firing. */
  published: Published | null;
}

/**
 * Keyed tumbling windows in event time.
 *
 * A value goes into the window `[floor(at/size)·size, +size)` of its key. A window fires early on `flush` when it
 * changed (`provisional`), on time when the watermark passes its end (`final`, revision 0), and late on `flush` when
 * a value within `allowedLateness` changed it after that (`revised`, revision + 1). Later values come out as `late`.
 *
 * Example: `inputs$.pipe(windowAggregate({ sizeMs: 60_000, allowedLatenessMs: 3_600_000, aggregator }))`
 *
 * Back pressure: none of its own; one output a changed window and flush, however many values came.
 * Guarantees: each value is in exactly one output accumulator or one `late`; emitted accumulators are copies; the
 * state of a window is freed `allowedLateness` after its end; on completion nothing is fired, the store has it.
 */
export function windowAggregate<In, Acc, Out>(
  config: WindowConfig<In, Acc, Out>,
): OperatorFunction<WindowInput<In, Acc>, WindowOutput<In, Acc>> {
  return (source) =>
    new Observable((subscriber) => {
      const windows = new TumblingWindows(config, (output) => subscriber.next(output));
      return source.subscribe({
        next: (input) => {
          try {
            windows.take(input);
          } catch (error) {
            subscriber.error(error);
          }
        },
        error: (error) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
}

class TumblingWindows<In, Acc, Out> {
  readonly #config: WindowConfig<In, Acc, Out>;
  readonly #emit: (output: WindowOutput<In, Acc>) => void;
  readonly #windows = new Map<number, Map<string, Held<Acc>>>();
  readonly #changed = new Set<number>();
  #watermark = Number.NEGATIVE_INFINITY;

  constructor(config: WindowConfig<In, Acc, Out>, emit: (output: WindowOutput<In, Acc>) => void) {
    this.#config = config;
    this.#emit = emit;
  }

  take(input: WindowInput<In, Acc>): void {
    switch (input.type) {
      case 'value':
        return this.#add(input.key, input.at, input.value);
      case 'watermark':
        return this.#advance(input.at);
      case 'flush':
        return this.#flush();
      case 'restate':
        return this.#restate(input);
      case 'restore':
        return this.#restore(input);
    }
  }

  #add(key: string, at: number, value: In): void {
    const { sizeMs, aggregator } = this.#config;
    const windowStart = Math.floor(at / sizeMs) * sizeMs;
    if (this.#isFreed(windowStart)) return this.#emit({ type: 'late', key, at, value });
    const held = this.#hold(windowStart, key);
    held.acc = aggregator.add(held.acc, value);
    held.changed = true;
    this.#changed.add(windowStart);
  }

  #hold(windowStart: number, key: string): Held<Acc> {
    let keys = this.#windows.get(windowStart);
    if (keys === undefined) this.#windows.set(windowStart, (keys = new Map()));
    let held = keys.get(key);
    if (held === undefined)
      keys.set(key, (held = { acc: this.#config.aggregator.empty(), changed: false, published: null }));
    return held;
  }

  #advance(at: number): void {
    const { sizeMs, allowedLatenessMs } = this.#config;
    const before = this.#watermark;
    if (at <= before) return;
    this.#watermark = at;
    // Windows open and close on multiples of their size: between two of them there is nothing to do.
    const edge = (instant: number) => Math.floor(instant / sizeMs);
    if (edge(at) === edge(before) && edge(at - allowedLatenessMs) === edge(before - allowedLatenessMs))
      return;
    for (const [windowStart, keys] of [...this.#windows].sort(([a], [b]) => a - b)) {
      const windowEnd = windowStart + sizeMs;
      if (windowEnd <= at && windowEnd > before)
        for (const [key, held] of keys) this.#fire(windowStart, key, held);
      if (!this.#isFreed(windowStart)) continue;
      for (const [key, held] of keys) if (held.changed) this.#fire(windowStart, key, held);
      this.#windows.delete(windowStart);
      this.#changed.delete(windowStart);
    }
  }

  #flush(): void {
    for (const windowStart of this.#changed)
      for (const [key, held] of this.#windows.get(windowStart) ?? [])
        if (held.changed) this.#fire(windowStart, key, held);
    this.#changed.clear();
  }

  #restate({ key, windowStart, acc, published }: Restated<Acc>): void {
    if (this.#isFreed(windowStart)) return this.#fire(windowStart, key, { acc, changed: true, published });
    const held = this.#hold(windowStart, key);
    if (held.published !== null && this.#config.same(held.acc, acc)) return;
    held.acc = this.#copy(acc);
    held.published ??= published;
    held.changed = true;
    this.#fire(windowStart, key, held);
  }

  #fire(windowStart: number, key: string, held: Held<Acc>): void {
    const windowEnd = windowStart + this.#config.sizeMs;
    const next = nextStatus(windowEnd <= this.#watermark, held.changed, held.published);
    held.published = next;
    held.changed = false;
    // A copy: what was published must not change when the next value arrives.
    this.#emit({ type: 'pane', key, windowStart, windowEnd, acc: this.#copy(held.acc), ...next });
  }

  #restore({ key, windowStart, acc, published }: Restated<Acc>): void {
    const overdue =
      published?.status === 'provisional' && windowStart + this.#config.sizeMs <= this.#watermark;
    if (this.#isFreed(windowStart)) {
      if (overdue) this.#fire(windowStart, key, { acc, changed: false, published });
      return;
    }
    this.#windows.set(
      windowStart,
      (this.#windows.get(windowStart) ?? new Map<string, Held<Acc>>()).set(key, {
        acc: this.#copy(acc),
        changed: overdue,
        published,
      }),
    );
    if (overdue) this.#changed.add(windowStart);
  }

  #copy(acc: Acc): Acc {
    return this.#config.aggregator.merge(acc, this.#config.aggregator.empty());
  }

  #isFreed(windowStart: number): boolean {
    return windowStart + this.#config.sizeMs + this.#config.allowedLatenessMs <= this.#watermark;
  }
}

function nextStatus(closed: boolean, changed: boolean, published: Published | null): Published {
  if (!closed) return { status: 'provisional', revision: published?.revision ?? 0 };
  if (published === null || published.status === 'provisional')
    return { status: 'final', revision: published?.revision ?? 0 };
  return changed ? { status: 'revised', revision: published.revision + 1 } : published;
}
