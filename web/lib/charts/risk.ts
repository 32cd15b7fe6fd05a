import type { CustomerView } from '../../../schema/contracts/customers.ts';
import { formatClock, formatDay } from '../format.ts';
import { letters, strokeOf, timeAxis, tooltipBox } from './axes.ts';
import type { Box, ChartTable } from './drawing.ts';
import type { ChartOption } from './echarts.ts';
import { indexOf } from './river.ts';
import type { ChartTheme } from './theme.ts';
import { tooltipNode } from './tooltip.ts';

type History = CustomerView['risk']['history'];

const instant = (at: string): string => `${formatDay(Date.parse(at))}, ${formatClock(Date.parse(at), false)}`;
const outOf = (score: number): number => Math.round(score * 100);

/** How likely somebody was to leave, by when: from event to event it fades. */
export function riskOption(history: History, theme: ChartTheme, box: Box): ChartOption {
  return {
    animation: false,
    grid: { left: 4, right: 10, top: 8, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      ...tooltipBox(theme),
      axisPointer: { type: 'line', lineStyle: { color: theme.muted } },
      formatter: (points: unknown) => {
        const point = history[indexOf(points)];
        return point === undefined
          ? ''
          : tooltipNode(instant(point.at), [{ name: 'risk of 100', value: String(outOf(point.score)) }]);
      },
    },
    xAxis: timeAxis(theme, box),
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      interval: 50,
      axisLabel: { color: theme.muted, fontSize: letters(box) },
      splitLine: { lineStyle: { color: theme.axis, opacity: 0.35 } },
    },
    series: [
      {
        id: 'risk',
        type: 'line',
        symbol: 'none',
        lineStyle: { color: theme.watch, width: strokeOf(box) * 1.2 },
        areaStyle: { color: theme.watch, opacity: 0.14 },
        data: history.map(({ at, score }) => [Date.parse(at), score * 100]),
      },
    ],
  };
}

export const riskTable = (history: History): ChartTable => ({
  columns: ['Time', 'Risk of 100'],
  rows: history.map(({ at, score }) => [instant(at), String(outOf(score))]).toReversed(),
});

export function riskLabel(history: History): string {
  const last = history.at(-1);
  if (last === undefined) return 'Nothing is known of the past.';
  const most = history.reduce((worst, one) => (one.score > worst.score ? one : worst));
  return `Risk of leaving is ${outOf(last.score)} of 100; the most was ${outOf(most.score)}, ${instant(most.at)}.`;
}
