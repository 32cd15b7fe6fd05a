import type { BoardStory } from '../../../schema/contracts/board.ts';
import { formatClock, formatCount, formatDay } from '../format.ts';
import { countAxis, letters, strokeOf, timeAxis, tooltipBox } from './axes.ts';
import type { Box, ChartTable } from './drawing.ts';
import type { ChartOption } from './echarts.ts';
import { indexOf } from './river.ts';
import type { ChartTheme } from './theme.ts';
import { tooltipNode } from './tooltip.ts';

type Curve = BoardStory['curve'];

/** Beyond these a table is not read any more. */
const MOST_ROWS = 200;

const instant = (at: number): string => `${formatDay(at)}, ${formatClock(at, false)}`;

/** How often a story had been passed on by when. `until`: as it was then; what rests since its last step goes on flat. */
export function curveOption(curve: Curve, until: number, theme: ChartTheme, box: Box): ChartOption {
  const last = curve.at(-1);
  const rest = last !== undefined && last.at < until ? [[until, last.size]] : [];
  return {
    animation: false,
    grid: { left: 4, right: 8, top: 8, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      ...tooltipBox(theme),
      axisPointer: { type: 'line', lineStyle: { color: theme.muted } },
      formatter: (points: unknown) => {
        const point = curve[indexOf(points)] ?? last;
        return point === undefined
          ? ''
          : tooltipNode(instant(point.at), [{ name: 'passed on', value: formatCount(point.size) }]);
      },
    },
    xAxis: timeAxis(theme, box),
    // Two numbers would stand on each other in a strip.
    yAxis: {
      ...countAxis(theme, box, formatCount),
      ...(box.height < letters(box) * 6 ? { splitNumber: 1 } : {}),
    },
    series: [
      {
        id: 'curve',
        type: 'line',
        step: 'end',
        symbol: 'none',
        lineStyle: { color: theme.watch, width: strokeOf(box) * 1.3 },
        areaStyle: { color: theme.watch, opacity: 0.16 },
        data: [...curve.map(({ at, size }) => [at, size]), ...rest],
      },
    ],
  };
}

/** Newest first: what is asked of a table is where it stands. */
export const curveTable = (curve: Curve): ChartTable => ({
  columns: ['By', 'Passed on'],
  rows: curve
    .slice(-MOST_ROWS)
    .map(({ at, size }) => [instant(at), formatCount(size)])
    .toReversed(),
});

export function curveLabel(curve: Curve): string {
  const [first, last] = [curve[0], curve.at(-1)];
  if (first === undefined || last === undefined) return 'It has not been passed on.';
  return `Passed on ${formatCount(last.size)} times by ${instant(last.at)}, from ${formatCount(first.size)} at ${instant(first.at)}.`;
}
