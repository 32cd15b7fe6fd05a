import { formatAge, formatDuration } from '../format.ts';
import type { Stream } from './stream.ts';

export type LinkPhase = 'connecting' | 'open' | 'waiting';
export interface Link {
  readonly phase: LinkPhase;
  /** Monotonic time of the next attempt while `waiting`. */
  readonly retryAt: number | null;
}

export type LiveStatus = 'connecting' | 'live' | 'lagging' | 'stale';

/** Data up to this old is called live. */
export const LIVE_WITHIN_MS = 2_000;
/** Half a second under the promised five, so that the grey is on the screen when they are over. */
export const STALE_AFTER_MS = 4_500;

export interface Freshness {
  readonly status: LiveStatus;
  /** Age of what is shown, by the server's clock; null before the first snapshot. */
  readonly ageMs: number | null;
}

/**
 * Silence is measured on our own monotonic clock alone, so no clock difference can hide it. The age also knows frames
 * that were long under way: they arrive on time one after the other and are old all the same.
 */
export function freshness(stream: Stream, now: number): Freshness {
  const { freshAt, freshSentAt, offsetMs } = stream;
  if (freshAt === null || freshSentAt === null) return { status: 'connecting', ageMs: null };
  const silenceMs = Math.max(0, now - freshAt);
  const ageMs = Math.max(silenceMs, now + (offsetMs ?? 0) - freshSentAt);
  if (silenceMs > STALE_AFTER_MS) return { status: 'stale', ageMs };
  return { status: ageMs > LIVE_WITHIN_MS ? 'lagging' : 'live', ageMs };
}

/** A stream this far behind the server's clock is history being replayed. */
const REPLAY_FROM_MS = 10 * 60_000;

export interface EventClock {
  /** What the hands of the mentions' clock show. */
  readonly now: number;
  readonly isReplay: boolean;
}

/**
 * The clock ages of mentions are measured by. On a live stream that is the server's time; a replay of 2017 has its own,
 * and an age against today's would say "9 years". Stands still while stale: we do not know what happened since.
 */
export function eventClock(stream: Stream, now: number): EventClock | null {
  const { freshAt, freshSentAt, watermark } = stream;
  if (freshAt === null || freshSentAt === null) return null;
  const elapsed = Math.min(Math.max(0, now - freshAt), STALE_AFTER_MS);
  // The watermark follows the clock when nobody speaks, so a silent night is not mistaken for the past.
  const newest = stream.tiles.reduce((latest, tile) => Math.max(latest, tile.asOf), watermark ?? -Infinity);
  const isReplay = Number.isFinite(newest) && freshSentAt - newest > REPLAY_FROM_MS;
  return { now: (isReplay ? newest : freshSentAt) + elapsed, isReplay };
}

/** What the server's clock shows, however long it has been silent; null before the first snapshot. */
export function serverClock(stream: Stream, now: number): number | null {
  return stream.freshAt === null || stream.offsetMs === null ? null : now + stream.offsetMs;
}

/** The pill: one word, and the sentence behind it. */
export function connectionWords(fresh: Freshness, link: Link, now: number): { word: string; detail: string } {
  const retry =
    link.phase === 'waiting' && link.retryAt !== null
      ? `retry in ${Math.max(0, Math.ceil((link.retryAt - now) / 1_000))}\u00a0s`
      : link.phase === 'connecting'
        ? 'reconnecting…'
        : '';
  const age = fresh.ageMs === null ? '' : formatDuration(fresh.ageMs);
  switch (fresh.status) {
    case 'connecting':
      return link.phase === 'waiting'
        ? { word: 'Offline', detail: retry }
        : { word: 'Connecting', detail: '…' };
    case 'live':
      if (link.phase !== 'open') return { word: 'Reconnecting', detail: retry };
      return { word: 'Live', detail: fresh.ageMs !== null && fresh.ageMs >= 1_000 ? age : formatAge(0) };
    case 'lagging':
      if (link.phase !== 'open') return { word: 'Reconnecting', detail: retry };
      return { word: 'Lagging', detail: `${age} behind` };
    case 'stale':
      return { word: 'Stale', detail: retry === '' ? `${age} old` : `${age} old, ${retry}` };
  }
}
