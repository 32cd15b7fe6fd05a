import { EMPTY, NEVER } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { batch } from '../../pipelines/operators/batch.ts';
import { marbles } from './marbles.ts';

const by = (groups: Record<string, string>) =>
  Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, [...group]]));

describe('batch', () => {
  it(
    'goes out when it holds as many as it may',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('  -a-b-c-d-----|');
      const subs = '        ^------------!';
      const expected = '    ---x---y-----|';
      const result = source.pipe(batch({ maxItems: 2, maxWaitMs: 100 }));
      expectObservable(result).toBe(expected, by({ x: 'ab', y: 'cd' }));
      expectSubscriptions(source.subscriptions).toBe(subs);
    }),
  );

  it(
    'goes out when its first value has waited long enough, counted anew for each batch',
    marbles(({ hot, expectObservable }) => {
      const source = hot('  -a-b---c-------|');
      //                     ^---! ^---!
      const expected = '    -----x-----y---|';
      const result = source.pipe(batch({ maxWaitMs: 4 }));
      expectObservable(result).toBe(expected, by({ x: 'ab', y: 'c' }));
    }),
  );

  it(
    'never weighs more than it may, unless one value does',
    marbles(({ cold, expectObservable }) => {
      // 3 + 2 is full; 1 + 9 would be too much, and 9 is by itself.
      const source = cold(' -3-2-1-9----4-|');
      const expected = '    ---a---(bc)---(d|)';
      const result = source.pipe(
        batch({ maxWeight: 5, weigh: (value: string) => Number(value), maxWaitMs: 100 }),
      );
      expectObservable(result).toBe(expected, by({ a: '32', b: '1', c: '9', d: '4' }));
    }),
  );

  it(
    'flushes what it holds on completion',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(' -a-b-|');
      const subs = '        ^----!';
      const expected = '    -----(x|)';
      expectObservable(source.pipe(batch({ maxWaitMs: 100 }))).toBe(expected, by({ x: 'ab' }));
      expectSubscriptions(source.subscriptions).toBe(subs);
    }),
  );

  it(
    'drops what it holds on an error',
    marbles(({ cold, expectObservable }) => {
      const source = cold(' -a-b-#');
      const expected = '    -----#';
      expectObservable(source.pipe(batch({ maxWaitMs: 100 }))).toBe(expected);
    }),
  );

  it(
    'gives nothing for nothing',
    marbles(({ cold, expectObservable }) => {
      expectObservable(EMPTY.pipe(batch({ maxWaitMs: 1 }))).toBe('|');
      expectObservable(NEVER.pipe(batch({ maxWaitMs: 1 }))).toBe('-');
      expectObservable(cold('---|').pipe(batch({ maxWaitMs: 1 }))).toBe('---|');
    }),
  );

  it(
    'lets go of the source and the timer when nobody listens any more',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('  -a-b-c-d-|');
      const subs = '        ^---!';
      const unsub = '       ----!';
      const expected = '    -----';
      expectObservable(source.pipe(batch({ maxWaitMs: 4 })), unsub).toBe(expected);
      expectSubscriptions(source.subscriptions).toBe(subs);
    }),
  );

  it(
    'errors when a value cannot be weighed',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('  -a-b-|');
      const subs = '        ^--!';
      const expected = '    ---#';
      const weigh = (value: string): number => {
        if (value === 'b') throw new Error('No scales.');
        return 1;
      };
      const result = source.pipe(batch({ maxWeight: 9, weigh, maxWaitMs: 100 }));
      expectObservable(result).toBe(expected, undefined, new Error('No scales.'));
      expectSubscriptions(source.subscriptions).toBe(subs);
    }),
  );

  it.each([
    [{ maxItems: 0, maxWaitMs: 1 }, /maxItems/],
    [{ maxItems: 1.5, maxWaitMs: 1 }, /maxItems/],
    [{ maxWeight: 0, maxWaitMs: 1 }, /maxWeight/],
    [{ maxWaitMs: -1 }, /maxWaitMs/],
  ])('refuses %j', (config, sentence) => {
    expect(() => batch(config)).toThrow(sentence);
  });
});
