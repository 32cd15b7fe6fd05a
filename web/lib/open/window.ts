import type { BrandReadings } from '../../../schema/contracts/live.ts';
import { formatClock, formatDay } from '../format.ts';
import type { NumberRef } from './number-ref.ts';

const DAY_MS = 86_400_000;

export interface Window {
  /** Half-open, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** The window a number is of: its own, that of the last reading, or the day up to now. */
export function windowOf(ref: NumberRef, readings: BrandReadings | undefined, now: number): Window {
  if (ref.from !== undefined && ref.to !== undefined && ref.from < ref.to)
    return { from: ref.from, to: ref.to };
  if (readings !== undefined) return { from: readings.from, to: readings.to };
  const to = Math.ceil((now + 1) / 60_000) * 60_000;
  return { from: to - DAY_MS, to };
}

/** Whether it is the last day of the whole brand, which is kept fresh without being asked for. */
export const isLastDay = ({ channel, topic, sentiment, from, to }: NumberRef): boolean =>
  channel === undefined &&
  topic === undefined &&
  sentiment === undefined &&
  (from === undefined || to === undefined);

/** `Friday 27 Nov 2026, 18:05 up to Saturday 28 Nov 2026, 18:05 (Europe/Berlin)`, in the viewer's zone. */
export function windowInWords({ from, to }: Window, zone = viewerZone()): string {
  const instant = (at: number): string => `${formatDay(at, true)}, ${formatClock(at, false)}`;
  return `from ${instant(from)} up to ${instant(to)}, as clocks go in ${zone}`;
}

const viewerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** By how much a chart of a window steps. */
export const stepOf = ({ from, to }: Window): '1m' | '1h' | '1d' => {
  const span = to - from;
  return span <= 3 * 3_600_000 ? '1m' : span <= 8 * DAY_MS ? '1h' : '1d';
};
