import { Temporal } from 'temporal-polyfill';
import type { Step } from '../../schema/contracts/metrics.ts';
import type { Window } from '../metrics/family.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * The whole windows of a step that `[from, to)` touches, oldest first: the same windows the store merges by. Days are
 * days of the zone, of 23 or 25 hours twice a year. Hours are counted from the beginning of their day, which is on the
 * half hour in some zones; where the clocks move by less than an hour, the last one of that day is shorter.
 */
export function stepWindows(from: number, to: number, step: Step, zone: string): Window[] {
  const windows: Window[] = [];
  if (!(from < to)) return windows;
  if (step === '1m') {
    for (let start = Math.floor(from / MINUTE_MS) * MINUTE_MS; start < to; start += MINUTE_MS)
      windows.push({ from: start, to: start + MINUTE_MS });
    return windows;
  }
  for (let start = startOfDay(from, zone); start < to;) {
    const end = nextDay(start, zone);
    if (step === '1d') windows.push({ from: start, to: end });
    else
      for (let hour = start; hour < Math.min(to, end); hour += HOUR_MS)
        if (hour + HOUR_MS > from) windows.push({ from: hour, to: Math.min(hour + HOUR_MS, end) });
    start = end;
  }
  return windows;
}

/** What a calendar on the wall of the zone says: `2026-11-29`. */
export const dateIn = (zone: string, at: number): string => local(at, zone).toPlainDate().toString();

const local = (at: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

const startOfDay = (at: number, zone: string): number => local(at, zone).startOfDay().epochMilliseconds;

const nextDay = (start: number, zone: string): number =>
  local(start, zone).add({ days: 1 }).startOfDay().epochMilliseconds;
