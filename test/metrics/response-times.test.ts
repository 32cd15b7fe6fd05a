import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile, responseTimes } from '../../pipelines/metrics/responses/response-times.ts';

describe('a quantile', () => {
  // Type 7 of Hyndman & Fan, worked out by hand: at = p · (n − 1), linear between its neighbours.
  it.each([
    { sorted: [7], p: 0, expected: 7 },
    { sorted: [7], p: 0.5, expected: 7 },
    { sorted: [7], p: 1, expected: 7 },
    { sorted: [1, 2], p: 0.5, expected: 1.5 },
    { sorted: [1, 2, 3], p: 0.5, expected: 2 },
    { sorted: [1, 2, 3, 4], p: 0.5, expected: 2.5 },
    { sorted: [1, 2, 3, 4], p: 0.25, expected: 1.75 },
    { sorted: [10, 20, 30, 40, 50], p: 0.9, expected: 46 },
    { sorted: [10, 20, 30, 40, 50], p: 0.75, expected: 40 },
    { sorted: [0, 0, 100], p: 0.75, expected: 50 },
    { sorted: [5, 5, 5, 5], p: 0.99, expected: 5 },
    { sorted: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], p: 0.99, expected: 99 },
    { sorted: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], p: 0.9, expected: 90 },
  ])('of $sorted at $p is $expected', ({ sorted, p, expected }) => {
    expect(quantile(sorted, p)).toBeCloseTo(expected, 10);
  });

  it('of nothing is nothing', () => {
    expect(quantile([], 0.5)).toBeNull();
  });

  it('lies between the least and the greatest and grows with p', () => {
    const sorted = fc.array(fc.nat(10_000), { minLength: 1 }).map((values) => values.sort((a, b) => a - b));
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(sorted, share, share, (values, a, b) => {
        const [low, high] = [quantile(values, Math.min(a, b))!, quantile(values, Math.max(a, b))!];
        expect(low).toBeGreaterThanOrEqual(values[0]!);
        expect(high).toBeLessThanOrEqual(values.at(-1)! + 1e-9);
        expect(high - low).toBeGreaterThanOrEqual(-1e-9);
      }),
    );
  });
});

describe('response times', () => {
  it('are summed up without minding their order', () => {
    const expected = { n: 5, medianMs: 30, p90Ms: 46, p99Ms: 49.6 };
    expect(responseTimes.result([50, 10, 40, 20, 30])).toEqual(expected);
  });

  it('have no quantiles when nobody answered', () => {
    expect(responseTimes.result([])).toEqual({ n: 0, medianMs: null, p90Ms: null, p99Ms: null });
  });

  it('are sorted as numbers', () => {
    expect(responseTimes.result([9, 10, 100]).medianMs).toBe(10);
  });
});
