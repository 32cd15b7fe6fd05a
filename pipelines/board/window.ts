import type { Span } from '../../schema/contracts/scenes.ts';
import { stepWindows } from '../calendar/steps.ts';
import type { Window } from '../metrics/family.ts';

export const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Buckets of a span: how long, and how many. */
const BUCKETS: Readonly<Record<Span, { readonly stepMs: number; readonly count: number }>> = {
  '1d': { stepMs: 15 * MINUTE_MS, count: 96 },
  '7d': { stepMs: HOUR_MS, count: 168 },
  '30d': { stepMs: 6 * HOUR_MS, count: 120 },
};

export interface BoardWindow extends Window {
  readonly stepMs: number;
  /** Where the buckets begin; the last one ends at `to` or later. */
  readonly at: readonly number[];
}

/**
 * The window of a board: whole buckets up to the one that is being filled, whose end is that of this minute. Buckets are
 * equally long, counted from the beginning of the last day of the zone.
 */
export function boardWindow(span: Span, now: number, zone: string): BoardWindow {
  const { stepMs, count } = BUCKETS[span];
  const to = Math.floor(now / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  const [today] = stepWindows(to - 1, to, '1d', zone);
  const midnight = today?.from ?? 0;
  const last = midnight + Math.floor((to - 1 - midnight) / stepMs) * stepMs;
  const from = last - (count - 1) * stepMs;
  return { from, to, stepMs, at: Array.from({ length: count }, (_, index) => from + index * stepMs) };
}

/** A window as it is read from what is stored: the whole hours of the zone in it, and the minutes at either end. */
export interface Reads {
  readonly minutes: readonly Window[];
  /** Null: there is no whole hour in it. */
  readonly hours: Window | null;
}

/** Takes a window apart so that no hour is read that reaches out of it. */
export function readsOf({ from, to }: Window, zone: string): Reads {
  const whole = stepWindows(from, to, '1h', zone).filter((hour) => hour.from >= from && hour.to <= to);
  const [first, last] = [whole[0], whole.at(-1)];
  if (first === undefined || last === undefined) return { minutes: [{ from, to }], hours: null };
  const ends = [
    { from, to: first.from },
    { from: last.to, to },
  ];
  return { minutes: ends.filter((end) => end.from < end.to), hours: { from: first.from, to: last.to } };
}
