import { figureText } from '../figures/by-unit.ts';
import { letters, strokeOf, timeAxis, tooltipBox } from '../charts/axes.ts';
import type { Box, ChartTable } from '../charts/drawing.ts';
import type { ChartOption } from '../charts/echarts.ts';
import { indexOf } from '../charts/river.ts';
import type { ChartTheme } from '../charts/theme.ts';
import { tooltipNode } from '../charts/tooltip.ts';
import { formatClock, formatCount, formatDay } from '../format.ts';
import { bareText } from './countings.ts';
import type { NumberPoint } from './cuts.ts';
import type { Window } from './window.ts';

/** Where a point stands on an axis of the viewer's clock: a day of the brand stands on the same day of the viewer. */
const drawnAt = ({ day, windowStart }: NumberPoint): number =>
  day === undefined ? windowStart : Date.parse(`${day}T00:00`);

const whenWords = (point: NumberPoint): string => {
  const { day, windowStart, windowEnd } = point;
  return day === undefined
    ? `${formatDay(windowStart)}, ${formatClock(windowStart, false)} – ${formatClock(windowEnd, false)}`
    : formatDay(drawnAt(point));
};

const statusWords = ({ status, revision }: NumberPoint): string =>
  status === 'revised' ? `revised ${revision === 1 ? 'once' : `${revision} times`}` : status;

/** Marks of more points than this would be a chain. */
const MANY = 60;

/** A value between two gaps has no line through it and would not be drawn at all. */
const isAlone = (points: readonly NumberPoint[], place: number): boolean =>
  (points[place - 1]?.value ?? null) === null && (points[place + 1]?.value ?? null) === null;

/** Which marks need a word beside the chart. */
export const markKinds = (points: readonly NumberPoint[]): readonly ('provisional' | 'revised')[] =>
  (['provisional', 'revised'] as const).filter((kind) =>
    points.some(({ status, value }) => status === kind && value !== null),
  );

/** Room above and below must not reach beyond what there can be. */
function limitsOf(points: readonly NumberPoint[], unit: string): { min?: number; max?: number } {
  const values = points.flatMap(({ value }) => value ?? []);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (unit === 'share') return { ...(least < 0.15 ? { min: 0 } : {}), ...(most > 0.85 ? { max: 1 } : {}) };
  if (unit === 'points') return { ...(least < -70 ? { min: -100 } : {}), ...(most > 70 ? { max: 100 } : {}) };
  return {};
}

/** A number through its window: a gap where there is none, a ring where it may change, a diamond where it did. */
export function numberOption(
  points: readonly NumberPoint[],
  { from, to }: Window,
  unit: string,
  theme: ChartTheme,
  box: Box,
): ChartOption {
  const size = letters(box);
  const stroke = strokeOf(box) * 1.2;
  const mark = (point: NumberPoint, place: number) => {
    if (point.status === 'provisional')
      return {
        symbolSize: stroke * 4,
        itemStyle: { color: theme.ground, borderColor: theme.accent, borderWidth: stroke },
      };
    if (point.status === 'revised')
      return { symbol: 'diamond', symbolSize: stroke * 5, itemStyle: { color: theme.watch } };
    return { symbolSize: points.length > MANY && !isAlone(points, place) ? 0 : stroke * 2 };
  };
  return {
    animation: false,
    grid: {
      left: 4,
      right: 10,
      top: 10,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      ...tooltipBox(theme),
      axisPointer: { type: 'line', lineStyle: { color: theme.muted } },
      formatter: (given: unknown) => {
        const point = points[indexOf(given)];
        return point === undefined
          ? ''
          : tooltipNode(whenWords(point), [
              { name: statusWords(point), value: figureText(point.value, unit) },
              { name: 'n', value: formatCount(point.n) },
            ]);
      },
    },
    xAxis: {
      ...timeAxis(theme, box),
      // Days begin before the window does, and where the brand is ahead of who looks, their last one behind it.
      min: Math.min(from, ...points.map(drawnAt)),
      max: Math.max(to, ...points.map(drawnAt)),
    },
    yAxis: {
      type: 'value',
      scale: true,
      ...limitsOf(points, unit),
      splitNumber: 3,
      axisLabel: {
        color: theme.muted,
        fontSize: size,
        formatter: (value: number) => bareText(value, unit),
      },
      splitLine: { lineStyle: { color: theme.axis, opacity: 0.35 } },
    },
    series: [
      {
        id: 'number',
        type: 'line',
        showAllSymbol: true,
        symbol: 'circle',
        connectNulls: false,
        lineStyle: { color: theme.accent, width: stroke },
        itemStyle: { color: theme.accent },
        data: points.map((point, place) => ({
          value: [drawnAt(point), point.value ?? '-'],
          ...mark(point, place),
        })),
      },
    ],
  };
}

export const numberTable = (points: readonly NumberPoint[], unit: string): ChartTable => ({
  columns: ['Time', 'Value', 'n', 'Status'],
  rows: points
    .map((point) => [
      whenWords(point),
      figureText(point.value, unit),
      formatCount(point.n),
      statusWords(point),
    ])
    .toReversed(),
});

export function numberLabel(title: string, points: readonly NumberPoint[], unit: string): string {
  const last = points.at(-1);
  if (last === undefined) return `${title}: nothing to draw.`;
  return `${title}, ${points.length} points; the latest, ${whenWords(last)}, is ${figureText(last.value, unit)}.`;
}
