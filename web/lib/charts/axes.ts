import { formatClock, formatDay } from '../format.ts';
import type { Box } from './drawing.ts';
import type { ChartTheme } from './theme.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Letters never smaller than this: what cannot be read is left out instead. */
const LEAST_PX = 11;
export const letters = ({ em }: Pick<Box, 'em'>, share = 0.85): number => Math.max(LEAST_PX, em * share);

/** How strong what was not picked is drawn, where something was: it steps back and can still be read. */
export const NOT_PICKED = 0.45;
export const opacityOf = (id: string, picked: string | null): number =>
  picked === null || picked === id ? 1 : NOT_PICKED;

/** A line of a live chart is as strong as the screen is large. */
export const strokeOf = ({ height }: Pick<Box, 'height'>): number => Math.min(5, Math.max(1.6, height / 90));

/** Wall clock within a day, weekdays within a week, dates beyond. */
export function bucketWords(at: number, spanMs: number): string {
  if (spanMs <= 2 * DAY_MS) return formatClock(at, false);
  return formatDay(at).replace(/^(\w{3})\w* /, '$1 ');
}

/** When a bucket was, in full: `Saturday 28 Nov, 14:00 – 14:15`. */
export function bucketSpan(at: number, stepMs: number): string {
  const end = at + stepMs;
  const sameDay = new Date(at).toDateString() === new Date(end - 1).toDateString();
  return sameDay
    ? `${formatDay(at)}, ${formatClock(at, false)} – ${formatClock(end, false)}`
    : `${formatDay(at)}, ${formatClock(at, false)} – ${formatDay(end)}, ${formatClock(end, false)}`;
}

/** The same where room is short: `28 Nov, 14:00 – 14:15`. */
export const briefBucketSpan = (at: number, stepMs: number): string =>
  bucketSpan(at, stepMs).replaceAll(/\p{L}+ (?=\d+ \p{L})/gu, '');

/** Buckets along the bottom, labelled every so often that labels stand apart. */
export function bucketAxis(at: readonly number[], stepMs: number, theme: ChartTheme, box: Box) {
  const spanMs = stepMs * at.length;
  const size = letters(box);
  const fits = Math.max(2, Math.floor(box.width / (size * 7)));
  const every = Math.max(1, Math.ceil(at.length / fits));
  return {
    type: 'category' as const,
    data: at.map(String),
    boundaryGap: true,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: theme.axis } },
    axisLabel: {
      color: theme.muted,
      fontSize: size,
      interval: (index: number) => index % every === 0,
      formatter: (text: string) => bucketWords(Number(text), spanMs),
      showMaxLabel: false,
      hideOverlap: true,
    },
  };
}

/** Time along the bottom, by the viewer's clock; where a day begins, its date stands. */
export function timeAxis(theme: ChartTheme, box: Box) {
  const size = letters(box);
  return {
    type: 'time' as const,
    splitNumber: Math.max(1, Math.floor(box.width / (size * 9))),
    axisLine: { lineStyle: { color: theme.axis } },
    axisTick: { show: false },
    axisLabel: {
      color: theme.muted,
      fontSize: size,
      hideOverlap: true,
      formatter: (at: number) => {
        const clock = formatClock(at, false);
        return clock === '00:00' ? formatDay(at).replace(/^\w+ /, '') : clock;
      },
    },
  };
}

export function countAxis(theme: ChartTheme, box: Box, format: (value: number) => string) {
  return {
    type: 'value' as const,
    min: 0,
    minInterval: 1,
    splitNumber: Math.max(2, Math.floor(box.height / (letters(box) * 4))),
    axisLabel: { color: theme.muted, fontSize: letters(box), formatter: format, showMinLabel: false },
    splitLine: { lineStyle: { color: theme.axis, opacity: 0.35 } },
  };
}

/** ECharts' own box around our element. */
export function tooltipBox(theme: ChartTheme) {
  return {
    confine: true,
    appendTo: 'body' as const,
    backgroundColor: theme.ground,
    borderColor: theme.axis,
    padding: [8, 12],
    transitionDuration: 0,
  };
}
