import fc from 'fast-check';
import { EMPTY, NEVER } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { KeyMemory, dedupe, type DedupeOutput } from '../../pipelines/operators/dedupe.ts';
import type { TimedValue, Watermark } from '../../pipelines/operators/event-time.ts';
import { marbles } from './marbles.ts';
import { RUNS } from './window-runs.ts';

type Input = TimedValue<string> | Watermark;
const value = (key: string, at: number): Input => ({ type: 'value', at, value: key });
const watermark = (at: number): Input => ({ type: 'watermark', at });
const repeat = (key: string, at: number, firstAt: number): DedupeOutput<string> => ({
  type: 'repeat',
  at,
  value: key,
  firstAt,
});

const config = { key: (key: string) => key, horizonMs: 10 };

describe('dedupe', () => {
  it(
    'lets a key through once and says which ones it had before',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const a = value('a', 5);
      const b = value('b', 6);
      const source = hot('  -a-b-a-|', { a, b });
      const subs = '        ^------!';
      const expected = '    -a-b-r-|';
      expectObservable(source.pipe(dedupe(config))).toBe(expected, { a, b, r: repeat('a', 5, 5) });
      expectSubscriptions(source.subscriptions).toBe(subs);
    }),
  );

  it(
    'forgets a key when the watermark has passed its time by the horizon, and guesses at nothing older',
    marbles(({ hot, expectObservable }) => {
      const a = value('a', 5);
      const o = value('o', 4);
      const w = watermark(14);
      const x = watermark(15);
      const f = value('a', 16);
      const source = hot('  -a-w-a-x-a-o-f-|', { a, o, w, x, f });
      const expected = '    -a-w-r-x-u-v-f-|';
      expectObservable(source.pipe(dedupe(config))).toBe(expected, {
        ...{ a, w, x, f },
        r: repeat('a', 5, 5),
        u: { type: 'unknown', at: 5, value: 'a' },
        v: { type: 'unknown', at: 4, value: 'o' },
      });
    }),
  );

  it(
    'remembers a key longer when a repeat claims a later time',
    marbles(({ hot, expectObservable }) => {
      const a = value('a', 5);
      const b = value('a', 9);
      const w = watermark(18);
      const source = hot('  -a-b-w-b-|', { a, b, w });
      const expected = '    -a-r-w-s-|';
      expectObservable(source.pipe(dedupe(config))).toBe(expected, {
        ...{ a, w },
        r: repeat('a', 9, 5),
        s: repeat('a', 9, 9),
      });
    }),
  );

  it(
    'gives nothing for nothing and hands on an error',
    marbles(({ cold, expectObservable }) => {
      expectObservable(EMPTY.pipe(dedupe(config))).toBe('|');
      expectObservable(NEVER.pipe(dedupe(config))).toBe('-');
      expectObservable(cold<Input>('--#').pipe(dedupe(config))).toBe('--#');
    }),
  );

  it(
    'lets go of the source when nobody listens any more',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('  -a-a-a-|', { a: value('a', 1) });
      const unsub = '       --!';
      const subs = '        ^-!';
      const expected = '    -a-';
      expectObservable(source.pipe(dedupe(config)), unsub).toBe(expected, { a: value('a', 1) });
      expectSubscriptions(source.subscriptions).toBe(subs);
    }),
  );

  it(
    'errors when the key cannot be told',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('  -w-a-|', { a: value('a', 1), w: watermark(0) });
      const subs = '        ^--!';
      const expected = '    -w-#';
      const key = (): string => {
        throw new Error('No name.');
      };
      expectObservable(source.pipe(dedupe({ key, horizonMs: 1 }))).toBe(
        expected,
        { w: watermark(0) },
        new Error('No name.'),
      );
      expectSubscriptions(source.subscriptions).toBe(subs);
    }),
  );

  it('refuses a horizon of nothing', () => {
    expect(() => dedupe({ key: String, horizonMs: 0 })).toThrow(/horizonMs/);
  });

  it('answers as one that remembers everything would, and holds only what is within the horizon', () => {
    const step = fc.record({
      by: fc.integer({ min: -2, max: 9 }),
      key: fc.nat({ max: 6 }),
      offset: fc.integer({ min: -30, max: 20 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.array(step, { maxLength: 80 }), (horizonMs, steps) => {
        const memory = new KeyMemory<number>(horizonMs);
        const all = new Map<number, number>();
        let now = 0;
        for (const { by, key, offset } of steps) {
          now = Math.max(now, now + by);
          memory.forget(now);
          const at = now + offset;
          const seenAt = all.get(key) ?? Number.NEGATIVE_INFINITY;
          const isHeld = seenAt > now - horizonMs;
          const expected = isHeld ? seenAt : at > now - horizonMs ? undefined : Number.NEGATIVE_INFINITY;
          expect(memory.see(key, at)).toBe(expected);
          if (isHeld || expected === undefined) all.set(key, Math.max(seenAt, at));
          const slack = Math.ceil(horizonMs / 16);
          const held = [...all.values()].filter((seen) => seen > now - horizonMs - slack - 1).length;
          expect(memory.size).toBeLessThanOrEqual(held);
        }
        memory.forget(now + 1_000);
        expect(memory.size).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });
});
