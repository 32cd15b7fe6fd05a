import { describe, expect, it } from 'vitest';
import { moved } from './wall/moved.ts';
import { Replay, type Stamped } from './wall/replay.ts';
import { growth, judge, slope, type Sample } from './wall/verdict.ts';

const MB = 1_048_576;
const BOUNDS = { warmUpHours: 2, heapMbPerHour: 1, growth: 0.02 };
/** Half-hourly samples of a day; heap noise of a megabyte that a collector leaves. */
const day = (of: (hours: number) => Partial<Sample>): Sample[] =>
  Array.from({ length: 49 }, (_, index) => ({
    hours: index / 2,
    heapBytes: (10 + (index % 2)) * MB,
    nodes: 4_000,
    listeners: 70,
    ...of(index / 2),
  }));
const missed = (samples: readonly Sample[]) =>
  judge(samples, BOUNDS).flatMap(({ name, met }) => (met ? [] : [name]));

describe('the verdict on a soak', () => {
  it('lets a page pass that is level after its warm-up', () => {
    expect(missed(day((hours) => ({ heapBytes: (hours < 2 ? 4 + 3 * hours : 10) * MB })))).toEqual([]);
  });

  it.each([
    ['heap, MB for each simulated hour', (hours: number) => ({ heapBytes: (10 + 1.1 * hours) * MB })],
    ['growth of nodes', (hours: number) => ({ nodes: 4_000 + 8 * hours })],
    ['growth of listeners', (hours: number) => ({ listeners: 70 + 0.2 * hours })],
  ])('finds a leak: %s', (name, leak) => {
    expect(missed(day(leak))).toEqual([name]);
  });

  it('does not judge by a handful of samples, or without any', () => {
    expect(() => judge(day(() => ({})).slice(0, 9), BOUNDS)).toThrow('too few');
    expect(() => judge([], BOUNDS)).toThrow('too few');
  });

  it('misses a bound that cannot be told', () => {
    expect(missed(day(() => ({ heapBytes: Number.NaN })))).toEqual(['heap, MB for each simulated hour']);
  });

  it('fits the line that least squares fits', () => {
    expect(slope([[0, 1], [1, 3], [2, 5]])).toBe(2); // prettier-ignore
    expect(slope([[0, 0], [1, 3], [2, 0]])).toBe(0); // prettier-ignore
    expect(growth([10, 10, 10, 50, 11, 11, 11])).toBeCloseTo(0.1);
  });
});

const AT = Date.UTC(2026, 2, 4, 12);
const frames = [0, 250, 900].map((ms, index): Stamped => ({
  type: 'heartbeat',
  seq: index,
  watermark: AT + ms - 500,
  sentAt: AT + ms,
}));

describe('frames that are told again', () => {
  it('come when they are due, with all their instants moved on, for ever', () => {
    const replay = new Replay(frames, 1_000);
    expect(replay.startAt).toBe(AT + 1_000);
    const told: Stamped[] = [];
    for (let now = AT; now <= AT + 2_300; now += 50)
      for (let frame = replay.next(now); frame !== null; frame = replay.next(now)) told.push(frame);
    expect(told.map(({ sentAt }) => sentAt - AT)).toEqual([1_000, 1_250, 1_900, 2_000, 2_250]);
    expect(told.map(({ sentAt, watermark }) => sentAt - (watermark ?? 0))).toEqual([500, 500, 500, 500, 500]);
  });

  it('speak of new mentions in the same words, and leave numbers that are no instants alone', () => {
    const frame = {
      mentions: [{ key: 'a/1', text: 'key', at: AT }],
      removed: ['a/0'],
      volume: 7,
      none: null,
    };
    expect(moved(frame, 60_000, '~1')).toEqual({
      mentions: [{ key: 'a/1~1', text: 'key', at: AT + 60_000 }],
      removed: ['a/0~1'],
      volume: 7,
      none: null,
    });
  });
});
