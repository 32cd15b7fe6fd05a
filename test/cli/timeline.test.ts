import { describe, expect, it } from 'vitest';
import { eventTime, inTimeOrder, planTimeline } from '../../server/cli/replay/timeline.ts';

describe('the timeline of a replay', () => {
  it('divides distances by the speed', () => {
    const plan = planTimeline([0, 60_000, 60_000, 180_000], { speed: 60, maxGapMs: 5_000 });
    expect(plan).toEqual({ offsetsMs: [0, 1_000, 1_000, 3_000], totalMs: 3_000, cutGaps: 0, cutFileMs: 0 });
  });

  it('cuts a silence of years to the longest gap and says how much of the file that was', () => {
    const year = 365 * 86_400_000;
    const plan = planTimeline([0, year, year + 1_000], { speed: 10, maxGapMs: 2_000 });
    expect(plan.offsetsMs).toEqual([0, 2_000, 2_100]);
    expect(plan.cutGaps).toBe(1);
    expect(plan.cutFileMs).toBe(year - 20_000);
  });

  it('has nothing to say about nothing', () => {
    expect(planTimeline([], { speed: 1, maxGapMs: 1 })).toEqual({
      offsetsMs: [],
      totalMs: 0,
      cutGaps: 0,
      cutFileMs: 0,
    });
  });

  it('orders by time, keeps file order at one instant, and leaves unreadable rows behind their neighbour', () => {
    const rows = [
      { id: 'b', at: 20 },
      { id: 'bad', at: NaN },
      { id: 'a', at: 10 },
      { id: 'c', at: 20 },
    ];
    expect(inTimeOrder(rows).map(({ id }) => id)).toEqual(['a', 'b', 'bad', 'c']);
    expect(inTimeOrder([{ at: NaN }]).map(({ sortAt }) => sortAt)).toEqual([0]);
  });

  it.each([
    ['2017-10-31T22:12:09Z', 1_509_487_929_000],
    ['2017-10-31T22:12:09+01:00', 1_509_484_329_000],
    [1_509_487_929_000, 1_509_487_929_000],
    [1_509_487_929, NaN],
    ['2017-10-31T22:12:09', NaN],
    ['soon', NaN],
    [null, NaN],
  ])('reads the event time %s', (at, expected) => {
    expect(eventTime(at)).toBe(expected);
  });
});
