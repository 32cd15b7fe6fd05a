import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countQuantile } from '../../../pipelines/metrics/baseline/negative-binomial.ts';
import { usualOf, type HourCount } from '../../../pipelines/metrics/baseline/usual.ts';
import { Random } from '../../../pipelines/sources/demo/random.ts';
import { DAY, HOUR, MINUTE, MONDAY } from '../../helpers/evidence.ts';

const WEEK = 7 * DAY;

/** Hours before an instant, each with the count the rhythm gives for it. */
const past = (until: number, hours: number, rhythm: (at: number) => number): HourCount[] =>
  Array.from({ length: hours }, (_, index) => {
    const windowStart = until - (hours - index) * HOUR;
    return { windowStart, inbound: rhythm(windowStart) };
  });
const buckets = (from: number, stepMs: number, count: number) =>
  Array.from({ length: count }, (_, index) => from + index * stepMs);
const localHour = (zone: string) => {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' });
  return (at: number) => Number(format.format(at));
};

describe('what is usual', () => {
  it('is what the same hour of the week had, whatever the others had', () => {
    const hours = past(MONDAY, 24 * 60, (at) => (Math.floor(at / HOUR) % 168) + 1);
    const at = buckets(MONDAY, HOUR, 24);
    const usual = usualOf({ at, stepMs: HOUR, hours, zone: 'UTC' });
    expect(usual).toMatchObject({ baseline: 'hour_of_week', weeks: 8 });
    expect(usual.expected).toEqual(at.map((bucket) => (Math.floor(bucket / HOUR) % 168) + 1));
  });

  it('of a quarter of an hour is a quarter of the hour, of six hours all of them', () => {
    const hours = past(MONDAY, 24 * 60, () => 40);
    const of = (stepMs: number) =>
      usualOf({ at: buckets(MONDAY, stepMs, 4), stepMs, hours, zone: 'UTC' }).expected;
    expect(of(15 * MINUTE)).toEqual([10, 10, 10, 10]);
    expect(of(6 * HOUR)).toEqual([240, 240, 240, 240]);
  });

  it('never looks at the bucket itself nor at what came after it', () => {
    const hours = past(MONDAY, 24 * 60, () => 5);
    const at = buckets(MONDAY, HOUR, 3);
    const inputs = { at, stepMs: HOUR, zone: 'UTC' };
    const loud = at.map((windowStart) => ({ windowStart, inbound: 1_000 }));
    expect(usualOf({ ...inputs, hours: [...hours, ...loud] })).toEqual(usualOf({ ...inputs, hours }));
  });

  it('falls back to the hour of the day, to the mean of the day before, and to nothing', () => {
    const of = (hours: number) =>
      usualOf({
        at: [MONDAY],
        stepMs: HOUR,
        hours: past(MONDAY, hours, (at) => (at % DAY === 0 ? 30 : 6)),
        zone: 'UTC',
      });
    expect(of(3 * 168)).toMatchObject({ baseline: 'hour_of_week', weeks: 3, expected: [30] });
    expect(of(3 * 168 - 1)).toMatchObject({ baseline: 'hour_of_day', weeks: 2, expected: [30] });
    expect(of(4 * 24)).toMatchObject({ baseline: 'hour_of_day', weeks: 0.57, expected: [30] });
    expect(of(4 * 24 - 1)).toMatchObject({ baseline: 'mean', weeks: 0.14, expected: [7] });
    expect(of(4)).toMatchObject({ baseline: 'mean', expected: [6] });
    expect(of(3)).toEqual({ baseline: 'none', weeks: 0, expected: [null], low: [null], high: [null] });
    expect(of(0)).toMatchObject({ baseline: 'none' });
  });

  it('has nothing for buckets that know less than the newest one', () => {
    const hours = past(MONDAY, 4 * 168, () => 5);
    const usual = usualOf({
      at: buckets(MONDAY - 2 * WEEK, 12 * HOUR, 29),
      stepMs: 12 * HOUR,
      hours,
      zone: 'UTC',
    });
    expect(usual.baseline).toBe('hour_of_week');
    expect(usual.expected.slice(0, 14)).toEqual(Array.from({ length: 14 }, () => null));
    expect(usual.expected.slice(14)).toEqual(Array.from({ length: 15 }, () => 60));
  });

  it.each([
    ['Europe/Paris', '2025-10-27T00:00:00+01:00'],
    ['Europe/Paris', '2025-03-31T00:00:00+02:00'],
    ['America/New_York', '2025-11-03T00:00:00-05:00'],
    ['Asia/Kolkata', '2025-11-03T00:00:00+05:30'],
  ])('follows the clocks of %s when they change (%s)', (zone, midnight) => {
    const from = Date.parse(midnight);
    const hourOf = localHour(zone);
    const hours = past(from, 24 * 60, (at) => 10 * hourOf(at) + 1);
    const at = buckets(from, HOUR, 24);
    expect(usualOf({ at, stepMs: HOUR, hours, zone }).expected).toEqual(at.map((_, hour) => 10 * hour + 1));
  });
});

describe('the usual band', () => {
  it('holds what is expected, and no numbers that are none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5_000), { minLength: 1, maxLength: 700 }),
        fc.constantFrom(15 * MINUTE, HOUR, 6 * HOUR),
        fc.constantFrom('UTC', 'Europe/Paris', 'Asia/Kolkata', 'Australia/Lord_Howe'),
        (counts, stepMs, zone) => {
          const hours = past(MONDAY, counts.length, (at) => counts[(MONDAY - at) / HOUR - 1] ?? 0);
          const { expected, low, high } = usualOf({ at: buckets(MONDAY, stepMs, 30), stepMs, hours, zone });
          for (const [index, value] of expected.entries()) {
            if (value === null) expect([low[index], high[index]]).toEqual([null, null]);
            else {
              expect(low[index]).toBeGreaterThanOrEqual(0);
              expect(low[index]).toBeLessThanOrEqual(value);
              expect(high[index]).toBeGreaterThanOrEqual(value);
              expect(Number.isFinite(high[index])).toBe(true);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['steady', 1, Infinity],
    ['steady', 12, Infinity],
    ['uneven', 12, 4],
    ['uneven', 400, 6],
    ['very uneven', 80, 1.5],
  ])('of a %s stream holds about nine of ten buckets (mean %d, shape %d)', (_how, mean, shape) => {
    const random = new Random(mean, 7);
    const draw = () => random.negativeBinomial(mean, shape === Infinity ? 1e6 : shape);
    let inside = 0;
    let all = 0;
    for (let run = 0; run < 12; run += 1) {
      const hours = past(MONDAY, 8 * 168, draw);
      const { low, high } = usualOf({ at: buckets(MONDAY, HOUR, 168), stepMs: HOUR, hours, zone: 'UTC' });
      for (const [index, edge] of low.entries()) {
        const count = draw();
        all += 1;
        if (count >= (edge ?? 0) && count <= (high[index] ?? 0)) inside += 1;
      }
    }
    expect(inside / all).toBeGreaterThan(0.82);
    expect(inside / all).toBeLessThan(0.98);
  });

  it('of silence is no promise of silence', () => {
    const hours = [{ windowStart: MONDAY - 9 * WEEK, inbound: 1 }];
    expect(usualOf({ at: [MONDAY], stepMs: HOUR, hours, zone: 'UTC' })).toMatchObject({
      expected: [0],
      low: [0],
      high: [1],
    });
  });
});

describe('quantiles of counts', () => {
  it.each([
    // Of Poisson's distribution, from tables.
    [1, 1, 0, 3],
    [4, 4, 1, 8],
    [10, 10, 5, 15],
    [100, 100, 84, 117],
    // Of the geometric one with mean 9: 1 − 0.9^(k + 1) reaches 0.05 at 0 and 0.95 at 28.
    [9, 90, 0, 28],
    // Poisson's again, as near as numbers come to it.
    [100, 100 + 1e-13, 84, 117],
    [4, 4 + 1e-15, 1, 8],
  ])('with mean %d and variance %d', (mean, variance, low, high) => {
    expect(countQuantile(mean, variance, 0.05)).toBe(low);
    expect(countQuantile(mean, variance, 0.95)).toBe(high);
  });

  it('grow with the mean, and do not jump where they are found another way', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 5_000, noNaN: true }), fc.double({ min: 0, max: 0.6, noNaN: true }), (mean, uneven) => {
        const at = (one: number, p: 0.05 | 0.95) => countQuantile(one, one + uneven * one * one, p);
        expect(at(mean, 0.95)).toBeGreaterThanOrEqual(at(mean, 0.05));
        expect(at(mean * 1.1 + 2, 0.95)).toBeGreaterThanOrEqual(at(mean, 0.95));
      }),
    ); // prettier-ignore
    for (const variance of [301, 3_000, 30_000])
      for (const p of [0.05, 0.95] as const)
        expect(Math.abs(countQuantile(301, variance, p) - countQuantile(299, variance, p))).toBeLessThan(8);
  });

  it('are none for nothing', () => {
    expect([countQuantile(0, 0, 0.95), countQuantile(-1, 5, 0.95), countQuantile(Number.NaN, 1, 0.95)]).toEqual([0, 0, 0]); // prettier-ignore
  });
});
