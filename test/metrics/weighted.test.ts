import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weighted } from '../../pipelines/metrics/weighted.ts';

const input = (name: string, value: number | null, weight: number, missing: readonly string[] = []) => ({
  name,
  value,
  weight,
  missing,
});

describe('a figure with printed weights', () => {
  it('is the weighted sum of its inputs', () => {
    expect(weighted([input('a', 80, 0.5), input('b', 20, 0.25), input('c', 0, 0.25)])).toEqual({
      value: 45,
      parts: { a: 80, aWeight: 0.5, b: 20, bWeight: 0.25, c: 0, cWeight: 0.25 },
    });
  });

  it('is blank where an input is missing, and never weighs the others up', () => {
    const why = ['another brand', 'another brand'];
    expect(weighted([input('a', 80, 0.5), input('b', null, 0.25, why), input('c', null, 0.25)])).toEqual({
      value: null,
      missing: ['another brand', 'c'],
      parts: { a: 80, aWeight: 0.5, b: null, bWeight: 0.25, c: null, cWeight: 0.25 },
    });
  });

  it('does not need what weighs nothing', () => {
    expect(weighted([input('a', 80, 1), input('b', null, 0, ['it'])])).toMatchObject({ value: 80 });
    expect(weighted([input('a', 80, 1), input('b', null, 0, ['it'])])).not.toHaveProperty('missing');
  });

  it('lies among its inputs', () => {
    const three = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 50 })), { minLength: 1, maxLength: 4 }); // prettier-ignore
    fc.assert(
      fc.property(three, (drawn) => {
        const all = drawn.reduce((sum, [, weight]) => sum + weight, 0);
        fc.pre(all > 0);
        const { value } = weighted(
          drawn.map(([part, weight], index) => input(`${index}`, part, weight / all)),
        );
        const values = drawn.map(([part]) => part);
        expect(value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
        expect(value).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
      }),
    );
  });
});
