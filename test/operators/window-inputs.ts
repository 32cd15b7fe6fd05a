import type { Aggregator } from '../../pipelines/metrics/aggregator.ts';
import type { WindowInput, WindowOutput } from '../../pipelines/operators/window-aggregate.ts';

/** What the aggregator throws when it is told to. */
export const broken = new Error('broken');

/** Keeps every value, so that nothing can hide in a sum. */
const list: Aggregator<string, string[], string> = {
  empty: () => [],
  add(acc, value) {
    if (value === 'boom') throw broken;
    acc.push(value);
    return acc;
  },
  merge: (a, b) => [...a, ...b],
  result: (acc) => acc.join(''),
};
const same = (a: readonly string[], b: readonly string[]) => a.join() === b.join();
export const config = { sizeMs: 10, allowedLatenessMs: 20, aggregator: list, same };

export type Input = WindowInput<string, string[]>;
export type Output = WindowOutput<string, string[]>;

export const value = (at: number, said: string, key = 'k'): Input => ({
  type: 'value',
  key,
  at,
  value: said,
});
export const watermark = (at: number): Input => ({ type: 'watermark', at });
export const flush: Input = { type: 'flush' };
type Published = Extract<Input, { type: 'restate' }>['published'];
export const restate = (windowStart: number, acc: string[], published: Published = null): Input => ({
  type: 'restate',
  key: 'k',
  windowStart,
  acc,
  published,
});
export const restore = (windowStart: number, acc: string[], published: Published): Input => ({
  type: 'restore',
  key: 'k',
  windowStart,
  acc,
  published,
});
