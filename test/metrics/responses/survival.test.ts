import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from '../../../pipelines/metrics/responses/response-times.ts';
import {
  kaplanMeier,
  survivalMedian,
  type Observation,
} from '../../../pipelines/metrics/responses/survival.ts';

/** `6` ended at 6, `6+` was still going on then. */
const observed = (words: string): Observation[] =>
  words.split(' ').map((word) => ({ ms: Number.parseInt(word, 10), ended: !word.endsWith('+') }));

/** Weeks in remission of 21 children with 6-mercaptopurine and 21 without: Freireich et al. 1963, in every textbook. */
const TREATED = observed('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+');
const PLACEBO = observed('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23');

describe('Kaplan and Meier', () => {
  it('find the published curve of the 6-MP trial', () => {
    const steps = kaplanMeier(TREATED);
    expect(steps.map(({ ms, survival }) => [ms, Number(survival.toFixed(4))])).toEqual([
      [6, 0.8571],
      [7, 0.8067],
      [10, 0.7529],
      [13, 0.6902],
      [16, 0.6275],
      [22, 0.5378],
      [23, 0.4482],
    ]);
    // Standard errors of Greenwood.
    expect(steps.map(({ survival, greenwood }) => Number((survival * Math.sqrt(greenwood)).toFixed(4)))).toEqual([
      0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346,
    ]); // prettier-ignore
  });

  it('find its published medians and their intervals', () => {
    expect(survivalMedian(TREATED)).toEqual({ value: 23, low: 13, high: null });
    expect(survivalMedian(PLACEBO)).toEqual({ value: 8, low: 4, high: 11 });
  });

  it.each([
    ['nothing', [], null],
    ['one that ended', observed('5'), 5],
    ['one that goes on', observed('5+'), null],
    ['half that ended, half that goes on from the start', observed('5 9+'), 7],
    ['most that go on', observed('5 9+ 9+'), null],
    ['an end and a cut at one time: the end is first', observed('5 5+ 9'), 9],
    ['a cut before the ends: it says little', observed('1+ 5 6 7'), 6],
    ['all at once', observed('5 5 5'), 5],
    ['no time at all', observed('0 0 0+'), 0],
  ])('the median of %s', (_what, seen, value) => {
    expect(survivalMedian(seen).value).toBe(value);
  });

  const duration = fc.oneof(fc.nat(20), fc.nat(1e9));
  const any = fc.array(fc.record({ ms: duration, ended: fc.boolean() }), { maxLength: 60 });

  it('is the plain median when nothing waits', () => {
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 60 }), (times) => {
        const { value } = survivalMedian(times.map((ms) => ({ ms, ended: true })));
        expect(value).toBeCloseTo(
          quantile(
            times.toSorted((a, b) => a - b),
            0.5,
          ) ?? NaN,
          6,
        );
      }),
    );
  });

  it('is never under the median of those that ended alone, and lies in its interval', () => {
    fc.assert(
      fc.property(any, (seen) => {
        const { value, low, high } = survivalMedian(seen);
        const ended = seen.filter((one) => one.ended).map(({ ms }) => ms);
        const plain = quantile(
          ended.sort((a, b) => a - b),
          0.5,
        );
        for (const end of [value, low, high]) if (end !== null) expect(Number.isFinite(end)).toBe(true);
        if (plain === null) expect([value, low, high]).toEqual([null, null, null]);
        if (value !== null) {
          expect(value).toBeGreaterThanOrEqual(low ?? NaN);
          if (high !== null) expect(value).toBeLessThanOrEqual(high);
        }
      }),
    );
  });

  it('is what remains when each one that was cut off hands its share on to those after it', () => {
    fc.assert(
      fc.property(any, (seen) => {
        const lasting = redistributed(seen);
        for (const { ms, survival } of kaplanMeier(seen)) expect(survival).toBeCloseTo(lasting(ms), 9);
      }),
    );
  });

  it('falls from 1 and never rises, whatever the order', () => {
    fc.assert(
      fc.property(any, (seen) => {
        const steps = kaplanMeier(seen);
        let before = { ms: -1, survival: 1 };
        for (const step of steps) {
          expect(step.ms).toBeGreaterThan(before.ms);
          expect(step.survival).toBeLessThan(before.survival);
          expect(step.survival).toBeGreaterThanOrEqual(0);
          before = step;
        }
        expect(kaplanMeier(seen.toReversed())).toEqual(steps);
      }),
    );
  });

  it('covers the true median of times cut off at random in 19 of 20 worlds, more or less', () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    let covered = 0;
    for (let world = 0; world < 400; world += 1) {
      const seen = Array.from({ length: 60 }, () => {
        const [ends, cut] = [-Math.log(random()), -2 * Math.log(random())];
        return { ms: Math.min(ends, cut), ended: ends <= cut };
      });
      const { low, high } = survivalMedian(seen);
      if ((low ?? 0) <= Math.LN2 && (high ?? Infinity) >= Math.LN2) covered += 1;
    }
    expect(covered / 400).toBeGreaterThan(0.92);
    expect(covered / 400).toBeLessThan(0.985);
  });
});

/** The share that lasts longer, by redistribution to the right (Efron 1967): another way to the same curve. */
function redistributed(seen: readonly Observation[]): (ms: number) => number {
  const line = seen.toSorted((a, b) => a.ms - b.ms || Number(b.ended) - Number(a.ended));
  const shares = line.map(() => 1 / line.length);
  for (const [index, { ended }] of line.entries()) {
    const later = line.length - index - 1;
    if (ended || later === 0) continue;
    for (let other = index + 1; other < line.length; other += 1)
      shares[other] = (shares[other] ?? 0) + (shares[index] ?? 0) / later;
    shares[index] = 0;
  }
  return (ms) =>
    1 - line.reduce((sum, one, index) => sum + (one.ended && one.ms <= ms ? (shares[index] ?? 0) : 0), 0);
}
