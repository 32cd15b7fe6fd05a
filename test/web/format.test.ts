import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as format from '../../web/lib/format.ts';

const { THIN, NO_DATA } = format;
/** Plain spaces, so that the expectations can be read. */
const plain = (text: string): string => text.replaceAll(THIN, ' ').replaceAll('\u00a0', ' ');
const S = 1_000;
const MIN = 60 * S;
const H = 60 * MIN;
const D = 24 * H;

describe('counts', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1 000'],
    [12_345.4, '12 345'],
    [999_999, '999 999'],
    [999_999.5, '1.00 M'],
    [1_234_567, '1.23 M'],
    [9_999_999, '10.0 M'],
    [99_990_000, '100 M'],
    [999_999_999, '1.00 G'],
    [999_999_999_999, '1.00 T'],
    [-1_234, '−1 234'],
    [-0.3, '0'],
    [NaN, NO_DATA],
    [Infinity, NO_DATA],
  ])('writes %d as %s', (value, text) => expect(plain(format.formatCount(value))).toBe(text));

  it('never takes more than seven characters, however large', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9.9e14, noNaN: true }), (value) => {
        expect(format.formatCount(value).length).toBeLessThanOrEqual(7);
      }),
    );
  });
});

describe('rates', () => {
  it.each([
    [0, '0'],
    [0.1, '0.1'],
    [0.01, '<0.1'],
    [9.94, '9.9'],
    [9.97, '10'],
    [1_500.2, '1 500'],
    [NaN, NO_DATA],
  ])('writes %d a second as %s', (value, text) => expect(plain(format.formatRate(value))).toBe(text));
});

describe('signed figures', () => {
  it.each([
    [42, '+42'],
    [-7.6, '−8'],
    [0.4, '0'],
    [-0.4, '0'],
    [-100, '−100'],
    [null, NO_DATA],
    [NaN, NO_DATA],
  ])('writes %s as %s', (value, text) => expect(format.formatSigned(value)).toBe(text));
});

describe('shares', () => {
  it.each([
    [0, 10, '0 %'],
    [10, 10, '100 %'],
    [1, 1_000, '<1 %'],
    [999, 1_000, '>99 %'],
    [1, 3, '33 %'],
    [0, 0, NO_DATA],
    [1, NaN, NO_DATA],
  ])('writes %d of %d as %s', (part, whole, text) =>
    expect(plain(format.formatShare(part, whole))).toBe(text),
  );
});

describe('durations', () => {
  it.each([
    [-5, '0 s'],
    [59_999, '59 s'],
    [MIN + 5 * S, '1 min 05 s'],
    [10 * MIN, '10 min'],
    [H - 1, '59 min'],
    [H + 5 * MIN, '1 h 05 min'],
    [2 * D + 3 * H, '2 d 03 h'],
    [null, NO_DATA],
    [Infinity, NO_DATA],
  ])('writes %s ms as %s', (ms, text) => expect(plain(format.formatDuration(ms))).toBe(text));

  it.each([
    [90 * S, '90 s'],
    [2 * MIN, '2 min'],
    [99 * MIN, '99 min'],
    [3.2 * H, '3.2 h'],
    [3 * D, '3.0 d'],
  ])('writes %d ms in brief as %s', (ms, text) => expect(plain(format.formatBrief(ms))).toBe(text));

  it.each([
    [-1, 'now'],
    [1_999, 'now'],
    [2_000, '2 s'],
    [59 * MIN, '59 min'],
    [23 * H, '23 h'],
    [400 * D, '400 d'],
    [NaN, NO_DATA],
  ])('writes an age of %d ms as %s', (ms, text) => expect(plain(format.formatAge(ms))).toBe(text));

  it.each([
    [H, '1 h'],
    [24 * H, '24 h'],
    [5 * MIN, '5 min'],
    [90 * S, '90 s'],
  ])('writes a window of %d ms as %s', (ms, text) => expect(plain(format.windowWords(ms))).toBe(text));
});

describe('clock and calendar', () => {
  const at = new Date(2026, 2, 4, 9, 5, 7).getTime();
  it('writes the time of day of the viewer', () => {
    expect([format.formatClock(at), format.formatClock(at, false)]).toEqual(['09:05:07', '09:05']);
  });
  it('writes the day with its weekday, or with its year', () => {
    expect([format.formatDay(at), format.formatDay(at, true)]).toEqual(['Wednesday 4 Mar', '4 Mar 2026']);
  });
  it('writes no date for an instant that is none', () => {
    for (const bad of [NaN, 1e20])
      expect([format.formatClock(bad), format.formatDay(bad)]).toEqual([NO_DATA, NO_DATA]);
  });
});

describe('the comparison with what is usual', () => {
  const words = (value: number, usual: number | null): string | null => {
    const comparison = format.compareToUsual(value, usual);
    return comparison && plain(`${comparison.direction} ${comparison.amount} ${comparison.word}`);
  };
  it.each([
    [10, null, null],
    [10, NaN, null],
    [0, 0, null],
    [3, 0, 'up  usually none'],
    [109, 100, 'flat  as usual'],
    [91, 100, 'flat  as usual'],
    [111, 100, 'up +11 % above'],
    [60, 100, 'down −40 % below'],
    [0, 100, 'down −100 % below'],
    [300, 100, 'up +200 % above'],
    [450, 100, 'up 4.5× usual'],
    [996, 100, 'up 10× usual'],
    [9_960, 100, 'up >99× usual'],
    [1e6, 1, 'up >99× usual'],
  ])('says of %d against %s: %s', (value, usual, text) => expect(words(value, usual)).toBe(text));
});

describe('lists of names', () => {
  it.each([
    [[], ''],
    [['A'], 'A'],
    [['A', 'B'], 'A and B'],
    [['A', 'B', 'C'], 'A, B and C'],
    [['A', 'B', 'C', 'D', 'E'], 'A, B, C and 2 more'],
  ])('writes %j as "%s"', (names, text) => expect(format.listNames(names)).toBe(text));
});
