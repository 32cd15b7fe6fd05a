import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../pipelines/metrics/registry.ts';
import { NO_DATA } from '../../web/lib/format.ts';
import { figureText, intervalText } from '../../web/lib/figures/by-unit.ts';

/** Plain spaces, so that the expectations can be read. */
const plain = (text: string | null): string | null => text?.replace(/[\u00a0\u202f]/g, ' ') ?? null;
const UNITS = [...new Set(METRICS.map(({ unit }) => unit)), 'a unit of tomorrow'];

describe('a figure by its unit', () => {
  it.each<[value: number | null, unit: string, text: string]>([
    [0.421, 'share', '42.1 %'],
    [0, 'share', '0 %'],
    [1, 'share', '100 %'],
    [0.0004, 'share', '<0.1 %'],
    [-0.0004, 'share', '>−0.1 %'],
    [0.9999, 'share', '>99.9 %'],
    [-0.9999, 'share', '<−99.9 %'],
    [-0.038, 'share', '−3.8 %'],
    [-12.5, 'share', '−1 250 %'],
    [260, 'seconds', '4 min 20 s'],
    [0, 'seconds', '0 s'],
    [0.0002, 'seconds', '<1 ms'],
    [0.04, 'seconds', '40 ms'],
    [0.9996, 'seconds', '1 s'],
    [1.25, 'seconds', '1.3 s'],
    [9.96, 'seconds', '10 s'],
    [59.7, 'seconds', '1 min 00 s'],
    [-90, 'seconds', '−1 min 30 s'],
    [34_200, 'seconds', '9 h 30 min'],
    [90_000, 'seconds', '1 d 01 h'],
    [12.5, 'points', '+12.5 points'],
    [-26, 'points', '−26 points'],
    [-0.04, 'points', '0.0 points'],
    [0, 'points', '0 points'],
    [63.446, 'points of 100', '63.4 of 100'],
    [1, 'customers', '1 customer'],
    [1, 'people', '1 person'],
    [1_234, 'accounts', '1 234 accounts'],
    [2_400_000, 'views', '2.40 M views'],
    [170.58, 'mentions per hour', '171 mentions per hour'],
    [0.0833, 'mentions per hour', '0.08 mentions per hour'],
    [-2.5, 'mentions in 30 days', '−2.50 mentions in 30 days'],
    [2.5, 'contacts in 30 days', '+2.50 contacts in 30 days'],
    [0.4, 'reposts per original', '0.40 reposts per original'],
    [0.001, 'ratio', '<0.01'],
    [-0.001, 'ratio', '>−0.01'],
    [9.996, 'ratio', '10.0'],
    [3.4, 'money', '3.40'],
    [-1_234.5, 'money', '−1 235'],
    [7, 'a unit of tomorrow', '7 a unit of tomorrow'],
    [1, 'constructor', '1 constructor'],
    [null, 'share', NO_DATA],
    [NaN, 'seconds', NO_DATA],
    [Infinity, 'points', NO_DATA],
  ])('writes %d of "%s" as %s', (value, unit, text) => expect(plain(figureText(value, unit))).toBe(text));

  it('never writes what is no number, and zero only for less than its last digit shows', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e15, max: 1e15 }), fc.constantFrom(...UNITS), (value, unit) => {
        const text = figureText(value, unit);
        expect(text).not.toMatch(/NaN|Infinity|undefined|null|e[+-]\d/);
        if (Number.isFinite(value) && value !== 0 && !unit.startsWith('points'))
          expect(text).not.toMatch(/^[−+]?0([.]0+)?([^\d.]|$)/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('puts a minus before what is below zero, and nowhere else', () => {
    const unit = fc.constantFrom('share', 'seconds', 'points', 'ratio');
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e6, noNaN: true }), unit, (value, of) => {
        expect(figureText(-value, of)).toMatch(/^(−|[<>]−|0[.]0)/);
        expect(figureText(value, of)).not.toContain('−');
      }),
    );
  });
});

describe('an interval', () => {
  it.each<
    [low: number | null | undefined, high: number | null | undefined, unit: string, text: string | null]
  >([
    [0.382, 0.46, 'share', '38.2 – 46.0 %'],
    [-0.438, 0.294, 'share', '−43.8 to 29.4 %'],
    [0.984, 1, 'share', '98.4 – 100 %'],
    [260, 361, 'seconds', '4:20–6:01 min'],
    [12, 40, 'seconds', '12–40 s'],
    [11_400, 37_500, 'seconds', '3:10–10:25 h'],
    [50, 361, 'seconds', '50 s – 6 min 01 s'],
    [90_000, 180_000, 'seconds', '1 d 01 h – 2 d 02 h'],
    [-90, 95, 'seconds', '−1:30 to 1:35 min'],
    [-28.4, -23.6, 'points', '−28.4 to −23.6'],
    [0.25, 0.56, 'reposts per original', '0.25 – 0.56'],
    [null, 0.5, 'share', 'up to 50.0 %'],
    [120, null, 'seconds', 'from 2 min 00 s on'],
    [null, null, 'share', null],
    [undefined, undefined, 'points', null],
    [NaN, NaN, 'share', null],
    [NaN, 60, 'seconds', 'up to 1 min 00 s'],
  ])('from %d to %d of "%s" is %s', (low, high, unit, text) =>
    expect(plain(intervalText(low, high, unit))).toBe(text),
  );
});
