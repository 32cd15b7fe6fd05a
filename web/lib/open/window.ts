import type { BrandReadings } from '../../../schema/contracts/live.ts';
import { channelName } from '../channels.ts';
import { formatClock, formatDay } from '../format.ts';
import { tameText } from '../text.ts';
import type { WindowFigure } from './cuts.ts';
import type { NumberRef } from './open-ref.ts';

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
export const isLastDay = ({ channel, topic, from, to }: NumberRef): boolean =>
  channel === undefined && topic === undefined && (from === undefined || to === undefined || from >= to);

/** `27 Nov 2026, 18:05 up to, but without, 28 Nov 2026, 18:05`, in the viewer's zone, which is named. */
export function windowInWords({ from, to }: Window, zone = viewerZone()): string {
  const instant = (at: number): string => `${formatDay(at, true)}, ${formatClock(at, false)}`;
  const span = to - from === DAY_MS ? 'One day: ' : '';
  return `${span}${instant(from)} up to, but without, ${instant(to)}, by your clock (${zone})`;
}

const viewerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** By how much a chart of a window steps. */
export const stepOf = ({ from, to }: Window): '1m' | '1h' | '1d' => {
  const span = to - from;
  return span <= 3 * 3_600_000 ? '1m' : span <= 8 * DAY_MS ? '1h' : '1d';
};

/** By what a number is cut; and what it cannot be, which narrows its mentions alone. `titleOf`: of a topic. */
export function cutWords(
  ref: NumberRef,
  cut: NumberRef,
  titleOf: (topic: string) => string = (topic) => topic,
): readonly string[] {
  const words = (['channel', 'topic'] as const).flatMap((by) => {
    const value = ref[by];
    if (value === undefined) return [];
    const name =
      by === 'channel' ? tameText(channelName(value), 40) : `issue “${tameText(titleOf(value), 60)}”`;
    return [
      cut[by] === undefined
        ? `The figure cannot be cut by ${by === 'channel' ? 'channel' : 'issue'}: ${name} narrows the mentions below alone.`
        : `Only ${name}.`,
    ];
  });
  return words;
}

export interface Settled {
  readonly isProvisional: boolean;
  readonly words: string;
}

/** Whether it may still change, or has; null when it is final and was never anything else. */
export function settledWords(figure: WindowFigure | undefined): Settled | null {
  if (figure === undefined) return null;
  const { open, status, revision = 0 } = figure;
  if (open === true)
    return { isProvisional: true, words: 'provisional: it can still change with time alone' };
  if (status === 'provisional')
    return { isProvisional: true, words: 'provisional: its window may still gain mentions' };
  if (status !== 'revised') return null;
  return {
    isProvisional: false,
    words: `revised ${revision === 1 ? 'once' : `${revision} times`} after it was final`,
  };
}
