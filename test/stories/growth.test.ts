import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doublingMs, growth, sizeAt, spreadOver } from '../../pipelines/stories/growth.ts';
import { storiesOf, type Story } from '../../pipelines/stories/stories.ts';
import { DAY, HOUR, MINUTE, MONDAY, engagement, mentionFact } from '../helpers/evidence.ts';
import { birthTimes, repost } from '../helpers/spread.ts';

/** The story of a post of Monday midnight that was passed on then, and reported as passed on so often. */
function story(times: readonly number[], totals: readonly (readonly [number, number])[] = []): Story {
  const [told] = storiesOf(
    [mentionFact({ id: 'p' }), ...times.map((at, index) => repost(`r${index}`, at, 'p'))],
    totals.map(([at, reposts], index) => engagement({ id: `e${index}`, at, mention: 'p', reposts })),
  );
  if (told === undefined) throw new Error('Nothing was passed on in this test.');
  return told;
}

describe('the size of a story', () => {
  const told = story([1, 2, 2, 9].map((minute) => MONDAY + minute * MINUTE), [[MONDAY + 3 * MINUTE, 10]]); // prettier-ignore

  it('is the larger of what was seen and what is reported, before an instant', () => {
    const at = (minute: number) => sizeAt(told, MONDAY + minute * MINUTE);
    expect([0, 1, 2, 2.5, 3, 3.1, 60].map(at)).toEqual([0, 0, 1, 3, 3, 10, 10]);
    expect(spreadOver(told, MONDAY + HOUR, HOUR)).toBe(10);
    expect(spreadOver(told, MONDAY + 4 * MINUTE, 2 * MINUTE)).toBe(9);
  });

  it('grows at instants', () => {
    expect(growth(told, MONDAY, MONDAY + HOUR).map(([at, size]) => [(at - MONDAY) / MINUTE, size])).toEqual([
      [1, 1],
      [2, 3],
      [3, 10],
    ]);
  });
});

describe('the doubling time', () => {
  it('of a curve that doubles by the hour is an hour', () => {
    // 1, 3, 7 and 15 times: with the post itself 2, 4, 8 and 16.
    const totals = [1, 2, 3, 4].map((hour) => [MONDAY + hour * HOUR, 2 ** hour - 1] as const);
    expect(doublingMs(story([], totals), MONDAY + 5 * HOUR, 5 * HOUR)).toBeCloseTo(HOUR, 3);
    expect(doublingMs(story([], totals), MONDAY + 5 * HOUR, 4 * HOUR)).toBeCloseTo(HOUR, 3);
  });

  it('starts with the post only when that lies in the window', () => {
    // Six hours of silence, then 1, 3, 7 and 15 times: the post at its beginning would flatten the curve.
    const totals = [7, 8, 9, 10].map((hour, step) => [MONDAY + hour * HOUR, 2 ** (step + 1) - 1] as const);
    expect(doublingMs(story([], totals), MONDAY + 11 * HOUR, 5 * HOUR)).toBeCloseTo(HOUR, 3);
    expect(doublingMs(story([], totals), MONDAY + 11 * HOUR, 11 * HOUR)).toBeGreaterThan(1.5 * HOUR);
  });

  it('is not there of fewer than four instants in the window, nor of growth at once', () => {
    const times = [1, 2, 3, 4].map((hour) => MONDAY + hour * HOUR);
    expect(doublingMs(story(times), MONDAY + DAY, DAY)).toBeGreaterThan(0);
    expect(doublingMs(story(times.slice(1)), MONDAY + DAY, DAY)).toBeNull();
    expect(doublingMs(story(times), MONDAY + DAY, 22 * HOUR)).toBeNull();
    expect(doublingMs(story(times), MONDAY + 4 * HOUR, DAY)).toBeNull();
    expect(doublingMs(story([...times, ...times, ...times].map(() => MONDAY + 1)), MONDAY + DAY, DAY)).toBeNull();
    expect(doublingMs(story(times), MONDAY - DAY, DAY)).toBeNull();
  }); // prettier-ignore

  it('is found within 15 % of the truth, in the middle of many runs of chance', () => {
    for (const truth of [20 * MINUTE, 3 * HOUR]) {
      const found = Array.from({ length: 101 }, (_, seed) => {
        const times = birthTimes(seed, Math.LN2 / truth, 300, MONDAY);
        const end = (times.at(-1) ?? 0) + 1;
        return doublingMs(story(times), end, end - MONDAY) ?? Infinity;
      }).sort((a, b) => a - b);
      const median = found[50] ?? Infinity;
      expect(Math.abs(median / truth - 1)).toBeLessThan(0.15);
    }
  });

  it('is a positive number or nothing, whatever the times', () => {
    const hostile = fc.oneof(fc.constantFrom(-8.64e15, 0, 8.64e15), fc.integer({ min: MONDAY, max: MONDAY + DAY })); // prettier-ignore
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 2 * DAY }), (times, trailing) => {
        const ms = doublingMs(story(times), MONDAY + DAY, trailing);
        expect(ms === null || (ms > 0 && Number.isFinite(ms))).toBe(true);
      }),
    ); // prettier-ignore
  });
});
