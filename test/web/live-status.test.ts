import { describe, expect, it } from 'vitest';
import {
  connectionWords,
  eventClock,
  freshness,
  LIVE_WITHIN_MS,
  STALE_AFTER_MS,
  type Freshness,
  type Link,
} from '../../web/lib/live/status.ts';
import { EMPTY_STREAM, type Stream } from '../../web/lib/live/stream.ts';
import { NOON, tile } from '../helpers/live-frames.ts';

/** A stream that was last fresh at 10 000 on the screen's clock, with a frame that took no time. */
const stream = (fields: Partial<Stream> = {}): Stream => ({
  ...EMPTY_STREAM,
  seq: 1,
  offsetMs: NOON - 10_000,
  watermark: NOON,
  freshAt: 10_000,
  freshSentAt: NOON,
  ...fields,
});
const OPEN: Link = { phase: 'open', retryAt: null };
const CONNECTING: Link = { phase: 'connecting', retryAt: null };
const waiting = (retryAt: number): Link => ({ phase: 'waiting', retryAt });

describe('freshness', () => {
  it('is live within two seconds, lagging beyond, stale before five are over', () => {
    const after = (ms: number) => freshness(stream(), 10_000 + ms);
    expect(after(0)).toEqual({ status: 'live', ageMs: 0 });
    expect(after(LIVE_WITHIN_MS).status).toBe('live');
    expect(after(LIVE_WITHIN_MS + 1)).toEqual({ status: 'lagging', ageMs: 2_001 });
    expect(after(STALE_AFTER_MS).status).toBe('lagging');
    expect(after(STALE_AFTER_MS + 1).status).toBe('stale');
    expect([LIVE_WITHIN_MS, STALE_AFTER_MS <= 5_000]).toEqual([2_000, true]);
  });

  it('is unknown before the first snapshot, however long that takes', () => {
    expect(freshness(EMPTY_STREAM, 60_000)).toEqual({ status: 'connecting', ageMs: null });
  });

  it('knows that a frame which just came was long under way', () => {
    expect(freshness(stream({ freshSentAt: NOON - 3_000 }), 10_000)).toEqual({
      status: 'lagging',
      ageMs: 3_000,
    });
  });

  it('is stale by silence alone: old frames that keep coming lag, however old', () => {
    expect(freshness(stream({ freshSentAt: NOON - 60_000 }), 10_000).status).toBe('lagging');
  });

  it('is never younger than the silence nor older than zero when a clock is off', () => {
    expect(freshness(stream({ offsetMs: 0 }), 11_000)).toEqual({ status: 'live', ageMs: 1_000 });
    expect(freshness(stream(), 9_000)).toEqual({ status: 'live', ageMs: 0 });
  });
});

describe('the clock of the mentions', () => {
  it('is the server’s while the stream is live', () => {
    expect(eventClock(stream(), 11_000)).toEqual({ now: NOON + 1_000, isReplay: false });
    expect(eventClock(EMPTY_STREAM, 11_000)).toBeNull();
  });

  it('stands still while stale', () => {
    expect(eventClock(stream(), 99_000)?.now).toBe(NOON + STALE_AFTER_MS);
  });

  it('is that of the newest data when history is replayed', () => {
    const then = Date.UTC(2017, 9, 3);
    const replay = stream({ watermark: then - 60_000, tiles: [tile('acme', { asOf: then })] });
    expect(eventClock(replay, 10_500)).toEqual({ now: then + 500, isReplay: true });
  });

  it('takes a silent night for no replay as long as the watermark moves on', () => {
    const silent = stream({
      watermark: NOON - 30_000,
      tiles: [tile('acme', { asOf: NOON - 8 * 3_600_000 })],
    });
    expect(eventClock(silent, 10_000)?.isReplay).toBe(false);
    expect(eventClock(stream({ watermark: null }), 10_000)?.isReplay).toBe(false);
  });
});

describe('the words about the connection', () => {
  const say = (fresh: Freshness, link: Link) => {
    const { word, detail } = connectionWords(fresh, link, 10_000);
    return `${word} | ${detail.replaceAll('\u00a0', ' ')}`;
  };
  it.each<[Freshness, Link, string]>([
    [{ status: 'connecting', ageMs: null }, CONNECTING, 'Connecting | …'],
    [{ status: 'connecting', ageMs: null }, waiting(12_100), 'Offline | retry in 3 s'],
    [{ status: 'live', ageMs: 20 }, OPEN, 'Live | now'],
    [{ status: 'live', ageMs: 1_400 }, OPEN, 'Live | 1 s'],
    [{ status: 'live', ageMs: 900 }, waiting(10_200), 'Reconnecting | retry in 1 s'],
    [{ status: 'lagging', ageMs: 3_200 }, OPEN, 'Lagging | 3 s behind'],
    [{ status: 'lagging', ageMs: 3_200 }, CONNECTING, 'Reconnecting | reconnecting…'],
    [{ status: 'stale', ageMs: 65_000 }, OPEN, 'Stale | 1 min 05 s old'],
    [{ status: 'stale', ageMs: 6_000 }, waiting(9_000), 'Stale | 6 s old, retry in 0 s'],
  ])('says of %j over %j: %s', (fresh, link, words) => expect(say(fresh, link)).toBe(words));
});
