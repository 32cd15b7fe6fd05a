import { describe, expect, it } from 'vitest';
import {
  CHART_BUCKETS,
  CHART_STEP_MS,
  TILE_HORIZON_MS,
  brandTile,
  type TileInputs,
} from '../../pipelines/panes/brand-tile.ts';
import { PaneBook } from '../../pipelines/panes/pane-book.ts';
import type { Pane } from '../../pipelines/panes/pane.ts';
import { HOUR, MINUTE, NOON, SECOND } from '../helpers/mentions.ts';
import { pane } from '../helpers/written.ts';

const NOW = NOON + 30 * SECOND;
const AS_OF = NOON + MINUTE;

function tile(panes: readonly Pane[], changes: Partial<TileInputs> = {}) {
  const book = new PaneBook();
  for (const each of panes) book.put(each);
  return brandTile(book, {
    brand: 'acme',
    name: 'Acme',
    now: NOW,
    lastMentionAt: null,
    revision: undefined,
    waiting: undefined,
    before: null,
    ...changes,
  });
}
const heard = (n: number, windowStart: number, changes: Partial<Pane> = {}) =>
  pane({ inbound: n, neutral: n }, { windowStart, ...changes });

describe('a tile', () => {
  it('of a brand nobody speaks of is quiet, and has nothing made up', () => {
    const quiet = tile([]);
    expect(quiet).toMatchObject({
      brand: 'acme',
      name: 'Acme',
      windowMs: HOUR,
      asOf: AS_OF,
      lastMentionAt: null,
      state: { level: 'quiet' },
      volume: { value: 0, usual: null },
      netSentiment: { value: null, usual: null, positive: 0, neutral: 0, negative: 0 },
      firstResponse: {
        medianMs: null,
        p90Ms: null,
        n: 0,
        waiting: 0,
        oldestWaitingAt: null,
        overdue: 0,
        nextBreachAt: null,
      },
      channels: [],
      openMinutes: 0,
      revision: null,
    });
    expect(quiet.chart.volume).toEqual(Array.from({ length: CHART_BUCKETS }, () => 0));
    expect(quiet.chart.netSentiment).toEqual(Array.from({ length: CHART_BUCKETS }, () => null));
  });

  it('covers the hour up to the end of this minute and not a minute more', () => {
    const panes = [
      heard(1, AS_OF - HOUR - MINUTE),
      heard(10, AS_OF - HOUR),
      heard(100, AS_OF - MINUTE),
      heard(1_000, AS_OF),
    ];
    expect(tile(panes).volume.value).toBe(110);
    expect(tile(panes, { now: AS_OF }).volume.value).toBe(1_100);
    expect(tile(panes, { now: AS_OF - 1 }).asOf).toBe(AS_OF);
  });

  it('is of its own brand, over all its channels', () => {
    const panes = [heard(1, NOON), heard(2, NOON, { channel: 'email' }), heard(4, NOON, { brand: 'zoom' })];
    expect(tile(panes).volume.value).toBe(3);
  });

  it('adds sentiment and answers up before it takes a ratio or a quantile', () => {
    const panes = [
      pane({ inbound: 10, positive: 10 }, { responsesMs: [1_000, 2_000] }),
      pane({ inbound: 30, negative: 20, neutral: 10 }, { windowStart: NOON - MINUTE, responsesMs: [9_000] }),
    ];
    expect(tile(panes).netSentiment).toMatchObject({ value: -25, positive: 10, neutral: 10, negative: 20 });
    expect(tile(panes).firstResponse).toMatchObject({ medianMs: 2_000, p90Ms: 7_600, n: 3 });
  });

  it('says who waits', () => {
    const waiting = { count: 3, oldestAt: NOON - HOUR, overdue: 2, nextBreachAt: NOON + HOUR };
    expect(tile([], { waiting, lastMentionAt: NOON - 5 })).toMatchObject({
      lastMentionAt: NOON - 5,
      firstResponse: {
        waiting: 3,
        oldestWaitingAt: NOON - HOUR,
        overdue: 2,
        nextBreachAt: NOON + HOUR,
      },
    });
  });

  it('shows the busiest channels first, six at most, and none without inbound mentions', () => {
    const busy = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((channel, index) =>
      heard(index + 1, NOON, { channel }),
    );
    const silent = pane({ outbound: 50 }, { channel: 'only-us' });
    const even = heard(7, NOON - MINUTE, { channel: 'a' });
    expect(tile([...busy, silent, even]).channels.map(({ channel }) => channel)).toEqual([
      'a', 'g', 'f', 'e', 'd', 'c',
    ]); // prettier-ignore
    expect(tile([heard(2, NOON, { channel: 'z' }), heard(2, NOON, { channel: 'y' })]).channels).toEqual([
      { channel: 'y', volume: 2, netSentiment: 0 },
      { channel: 'z', volume: 2, netSentiment: 0 },
    ]);
  });

  it('counts the minutes that may still change', () => {
    const panes = [
      heard(1, NOON, { status: 'provisional' }),
      heard(1, NOON, { status: 'provisional', channel: 'email' }),
      heard(1, NOON - MINUTE, { status: 'provisional' }),
      heard(1, NOON - 2 * MINUTE, { status: 'revised' }),
    ];
    expect(tile(panes).openMinutes).toBe(2);
  });

  it('tells of the newest revision as long as its minute is charted', () => {
    const revised = pane({ inbound: 4, positive: 3, neutral: 1 }, { status: 'revised', revision: 1 });
    const revision = {
      pane: revised,
      before: pane({ inbound: 3, neutral: 3 }).acc,
      reason: 'late',
      revisedAt: NOW,
    } as const;
    expect(tile([], { revision }).revision).toEqual({
      windowStart: NOON,
      revisedAt: NOW,
      reason: 'late',
      before: { volume: 3, netSentiment: 0 },
      after: { volume: 4, netSentiment: 75 },
    });
    // The minute of the brand, not of the one channel that was late.
    const elsewhere = heard(10, NOON, { channel: 'forum' });
    expect(tile([revised, elsewhere], { revision }).revision).toMatchObject({
      before: { volume: 13 },
      after: { volume: 14 },
    });
    expect(tile([], { revision, now: NOON + TILE_HORIZON_MS - MINUTE }).revision).not.toBeNull();
    expect(tile([], { revision, now: NOON + TILE_HORIZON_MS }).revision).toBeNull();
  });
});

describe('the usual', () => {
  it('is the mean of an hour of the day before, by the time that has history', () => {
    const panes = [heard(10, AS_OF - 3 * HOUR), heard(20, AS_OF - 2 * HOUR), heard(5, NOON)];
    expect(tile(panes).volume).toEqual({ value: 5, usual: 15 });
  });

  it('is none with less than two hours of history before the headline hour', () => {
    expect(tile([heard(10, AS_OF - 3 * HOUR)]).volume.usual).toBe(5);
    expect(tile([heard(10, AS_OF - 3 * HOUR + MINUTE)]).volume.usual).toBeNull();
    expect(tile([heard(10, NOON)]).volume.usual).toBeNull();
    expect(tile([heard(10, AS_OF - TILE_HORIZON_MS - MINUTE)]).volume.usual).toBeNull();
  });

  it('has a net sentiment of what was heard, or none', () => {
    const glad = pane({ inbound: 4, positive: 3, negative: 1 }, { windowStart: AS_OF - 3 * HOUR });
    expect(tile([glad]).netSentiment.usual).toBe(50);
    expect(tile([pane({ outbound: 4 }, { windowStart: AS_OF - 3 * HOUR })])).toMatchObject({
      volume: { usual: 0 },
      netSentiment: { usual: null },
    });
  });
});

describe('the chart', () => {
  it('ends with the bucket that is being filled', () => {
    const { chart } = tile([heard(3, NOON), heard(4, NOON - MINUTE)]);
    expect(chart.stepMs).toBe(CHART_STEP_MS);
    expect(chart.startAt + CHART_STEP_MS * CHART_BUCKETS).toBe(NOON + CHART_STEP_MS);
    expect(chart.volume.slice(-2)).toEqual([4, 3]);
  });

  it('fills a bucket up to its last minute before it begins another', () => {
    const panes = [heard(1, NOON), heard(2, NOON + 14 * MINUTE), heard(4, NOON + 15 * MINUTE)];
    expect(tile(panes, { now: NOON + 15 * MINUTE - 1 }).chart.volume.at(-1)).toBe(3);
    expect(tile(panes, { now: NOON + 15 * MINUTE }).chart.volume.slice(-2)).toEqual([3, 4]);
  });

  it('begins a day back and leaves out what is older', () => {
    const { startAt } = tile([]).chart;
    expect(startAt).toBe(NOON + CHART_STEP_MS - CHART_BUCKETS * CHART_STEP_MS);
    expect(tile([heard(9, startAt), heard(5, startAt - MINUTE)]).chart.volume[0]).toBe(9);
  });

  it('has a gap and not a zero where nothing was heard, and tenths of a point where it was', () => {
    const { netSentiment } = tile([pane({ inbound: 3, positive: 2, negative: 1 })]).chart;
    expect(netSentiment.at(-1)).toBe(33.3);
    expect(netSentiment.at(-2)).toBeNull();
  });

  it('adds up to what is in the book', () => {
    const panes = Array.from({ length: 1_440 }, (_, minute) => heard(1, AS_OF - (minute + 1) * MINUTE));
    const { chart, volume } = tile(panes);
    expect(chart.volume).toHaveLength(CHART_BUCKETS);
    expect(volume.value).toBe(60);
    expect(chart.volume.slice(0, -1).every((n) => n === 15)).toBe(true);
    expect(chart.volume.at(-1)).toBe(1);
  });
});
