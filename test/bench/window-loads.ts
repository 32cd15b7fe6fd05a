import { Subject, asyncScheduler, groupBy, mergeMap, reduce, windowTime, type SchedulerLike } from 'rxjs';
import {
  mentionCounts,
  type CountedMention,
  type MentionCounts,
} from '../../pipelines/metrics/mention-counts.ts';
import { windowAggregate } from '../../pipelines/operators/window-aggregate.ts';
import type { WindowAssigner } from '../../pipelines/operators/window-assigners.ts';
import type { WindowInput } from '../../pipelines/operators/window-io.ts';

export type Input = WindowInput<CountedMention, MentionCounts>;
export type Value = Extract<Input, { type: 'value' }>;

const SENTIMENTS = ['positive', 'neutral', 'negative'] as const;

/** Values of `keys` keys in changing order, evenly over `spanMs`, a little out of order. */
export function values({ events, keys, spanMs }: { events: number; keys: number; spanMs: number }): Value[] {
  const names = Array.from({ length: keys }, (_, index) => `brand-${index}\u0000x`);
  let seed = 1;
  const random = () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  return Array.from({ length: events }, (_, index) => ({
    type: 'value',
    key: names[Math.floor(random() * keys)] as string,
    at: Math.floor((index / events) * spanMs + random() * 2_000),
    value: {
      direction: random() < 0.9 ? 'inbound' : 'outbound',
      sentiment: SENTIMENTS[Math.floor(random() * 3)] as 'neutral',
    },
  }));
}

export const WATERMARK_EVERY = 1_000;
export const OUT_OF_ORDER_MS = 2_000;

export function operator(windows: WindowAssigner, allowedLatenessMs = 0) {
  const inputs$ = new Subject<Input>();
  let panes = 0;
  inputs$
    .pipe(windowAggregate({ windows, allowedLatenessMs, aggregator: mentionCounts, same: () => false }))
    .subscribe(() => (panes += 1));
  return { next: (input: Input) => inputs$.next(input), panes: () => panes };
}

/** The operator as the wall runs it: a subject in, a watermark now and then, panes out. */
export function runOperator(windows: WindowAssigner, load: readonly Value[]): number {
  const { next, panes } = operator(windows);
  let count = 0;
  for (const value of load) {
    next(value);
    if (++count % WATERMARK_EVERY === 0) next({ type: 'watermark', at: value.at - OUT_OF_ORDER_MS });
  }
  next({ type: 'watermark', at: Number.MAX_SAFE_INTEGER });
  return panes();
}

/** The least that has to be done: floor, two lookups, counts; a window is handed on and dropped when it is over. */
export function runBareLoop(sizeMs: number, load: readonly Value[]): number {
  const windows = new Map<number, Map<string, MentionCounts>>();
  let panes = 0;
  const sink = (counts: MentionCounts) => (panes += counts.inbound >= 0 ? 1 : 0);
  const close = (watermark: number) => {
    for (const [start, keys] of windows) {
      if (start + sizeMs > watermark) continue;
      for (const counts of keys.values()) sink(counts);
      windows.delete(start);
    }
  };
  let count = 0;
  for (const { key, at, value } of load) {
    const start = Math.floor(at / sizeMs) * sizeMs;
    let keys = windows.get(start);
    if (keys === undefined) windows.set(start, (keys = new Map<string, MentionCounts>()));
    let counts = keys.get(key);
    if (counts === undefined)
      keys.set(key, (counts = { inbound: 0, outbound: 0, positive: 0, neutral: 0, negative: 0 }));
    if (value.direction === 'outbound') counts.outbound += 1;
    else {
      counts.inbound += 1;
      counts[value.sentiment] += 1;
    }
    if (++count % WATERMARK_EVERY === 0) close(at - OUT_OF_ORDER_MS);
  }
  close(Number.MAX_SAFE_INTEGER);
  return panes;
}

/** What one writes first, on the wall clock: with real timers, so the loop is let go of now and then. */
export async function runNaive(
  windowMs: number,
  load: readonly Value[],
  scheduler: SchedulerLike = asyncScheduler,
): Promise<number> {
  const values$ = new Subject<Value>();
  let panes = 0;
  values$
    .pipe(
      groupBy(({ key }) => key),
      mergeMap((ofKey$) =>
        ofKey$.pipe(
          windowTime(windowMs, scheduler),
          mergeMap((window$) =>
            window$.pipe(
              reduce((counts, { value }) => mentionCounts.add(counts, value), mentionCounts.empty()),
            ),
          ),
        ),
      ),
    )
    .subscribe(() => (panes += 1));
  let count = 0;
  for (const value of load) {
    values$.next(value);
    if (++count % WATERMARK_EVERY === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  values$.complete();
  return panes;
}

/**
 * A sliding window in its steady state: `step()` plays one slide for every key, as often as one likes. Each key gets
 * `perSlide` values a slide.
 */
export function slidingLoad(windows: WindowAssigner & { slideMs: number }, keys: number, perSlide: number) {
  const { next, panes } = operator(windows);
  const load = values({ events: keys * perSlide, keys, spanMs: 1 });
  let at = 0;
  const step = (): void => {
    for (let index = 0; index < load.length; index += 1) {
      const { value } = load[index] as Value;
      next({ type: 'value', key: `k${index % keys}`, at, value });
    }
    at += windows.slideMs;
    next({ type: 'watermark', at });
  };
  return { step, panes };
}
