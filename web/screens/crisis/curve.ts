import type { BoardStory } from '../../../schema/contracts/board.ts';
import type { ChartOption } from '../../lib/charts/echarts.ts';
import type { ChartTheme } from '../../lib/charts/theme.ts';
import { tooltipNode } from '../../lib/charts/tooltip.ts';
import { formatClock, formatCount, formatDay } from '../../lib/format.ts';

type Curve = BoardStory['curve'];

/** The room of a chart, in pixels, as `Chart.svelte` tells it. */
interface Room {
  readonly width: number;
  readonly height: number;
  readonly em: number;
}

const DAY_MS = 86_400_000;
const MOST_ROWS = 200;

/** How often a story was passed on by then: a line that only climbs, over the ground it has covered. */
export function curveOption(curve: Curve, theme: ChartTheme, { height, width, em }: Room): ChartOption {
  const stroke = Math.min(5, Math.max(2, height / 50));
  const isLong = spanOf(curve) > DAY_MS;
  const letters = { color: theme.muted, fontSize: em * 0.85, fontFamily: 'Inter, system-ui, sans-serif' };
  return {
    animation: false,
    grid: { left: em * 0.3, right: em * 1.4, top: em * 0.7, bottom: em * 0.2, outerBoundsMode: 'same' },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: theme.ground,
      borderColor: theme.axis,
      padding: em * 0.6,
      formatter: (params: unknown) => tooltipOf(curve, params, theme),
    },
    xAxis: {
      type: 'time',
      splitNumber: Math.max(1, Math.floor(width / (em * 9))),
      axisLine: { lineStyle: { color: theme.axis } },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        ...letters,
        hideOverlap: true,
        formatter: (at: number) => (isLong ? formatDay(at) : formatClock(at, false)),
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      splitNumber: height < em * 7 ? 1 : 2,
      splitLine: { lineStyle: { color: theme.axis, opacity: 0.5, type: [stroke, stroke * 2] } },
      axisLabel: { ...letters, formatter: (size: number) => formatCount(size) },
    },
    series: [
      {
        id: 'size',
        type: 'line',
        showSymbol: curve.length === 1,
        symbol: 'circle',
        symbolSize: stroke * 4,
        itemStyle: { color: theme.accent },
        lineStyle: { color: theme.accent, width: stroke, cap: 'round', join: 'round' },
        areaStyle: { color: theme.accent, opacity: 0.14 },
        data: curve.map(({ at, size }) => [at, size]),
      },
    ],
  };
}

const spanOf = (curve: Curve): number => (curve.at(-1)?.at ?? 0) - (curve[0]?.at ?? 0);

function tooltipOf(curve: Curve, params: unknown, theme: ChartTheme): HTMLElement | string {
  const first: unknown = Array.isArray(params) ? params[0] : params;
  const index = typeof first === 'object' && first !== null && 'dataIndex' in first ? Number(first.dataIndex) : -1;
  const point = curve[index];
  if (point === undefined) return '';
  return tooltipNode(`${formatDay(point.at)}, ${formatClock(point.at, false)}`, [
    { name: 'passed on', value: formatCount(point.size), color: theme.accent },
  ]);
} // prettier-ignore

/** Newest first: what is asked of a table is where it stands. */
export function curveTable(curve: Curve): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const rows = curve.slice(-MOST_ROWS).toReversed();
  return {
    columns: ['By', 'Passed on'],
    rows: rows.map(({ at, size }) => [`${formatDay(at)}, ${formatClock(at, false)}`, formatCount(size)]),
  };
}

export function curveLabel(curve: Curve): string {
  const [first, last] = [curve[0], curve.at(-1)];
  if (first === undefined || last === undefined) return 'Nothing to draw.';
  return (
    `How often it was passed on: ${formatCount(first.size)} by ${formatClock(first.at, false)}, ` +
    `${formatCount(last.size)} by ${formatClock(last.at, false)}.`
  );
}
