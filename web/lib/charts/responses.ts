import type { Board } from '../../../schema/contracts/board.ts';
import { formatBrief, formatCount, formatDuration, formatShare, NO_DATA } from '../format.ts';
import { countAxis, letters, strokeOf, tooltipBox } from './axes.ts';
import type { Box, ChartTable } from './drawing.ts';
import type { ChartOption } from './echarts.ts';
import { indexOf } from './river.ts';
import type { ChartTheme } from './theme.ts';
import { tooltipNode } from './tooltip.ts';

type Responses = Board['responses'];

/** `< 5 min`, and `≥ 1 d` for the last. */
export function edgeWords(edgesMs: readonly number[], index: number): string {
  const edge = edgesMs[index];
  return edge === undefined ? `≥\u00a0${brief(edgesMs.at(-1) ?? 0)}` : `<\u00a0${brief(edge)}`;
}

/** Edges are round: `30 min`, `2 h`, `1 d`. */
const brief = (ms: number): string =>
  formatBrief(ms).replace('.0', '').replace('120\u00a0s', '2\u00a0min').replace('60\u00a0s', '1\u00a0min');

/** Whether a bar lies within the target, beyond it, or the target within the bar. */
export function sideOf({ edgesMs, targetMs }: Responses, index: number): 'in' | 'both' | 'late' {
  const [low, high] = [edgesMs[index - 1] ?? 0, edgesMs[index] ?? Infinity];
  return high <= targetMs ? 'in' : low >= targetMs ? 'late' : 'both';
}

/** Where the line of the target is drawn, in bars: within the one it lies in, as far as it lies in it. */
export function targetAt({ edgesMs, targetMs }: Responses): number {
  const index = edgesMs.filter((edge) => edge <= targetMs).length;
  const [low, high] = [edgesMs[index - 1] ?? 0, edgesMs[index]];
  return index - 0.5 + (high === undefined ? 0 : (targetMs - low) / (high - low));
}

/** How long first answers took, by the clock that never stops and by the desk's; the line is the target. */
export function responsesOption(responses: Responses, theme: ChartTheme, box: Box): ChartOption {
  const size = letters(box, 0.8);
  const target = targetAt(responses);
  const colors = { in: theme.positiveArea, both: theme.barOpen, late: theme.negativeArea };
  const bar = { type: 'bar' as const, barCategoryGap: '20%', barGap: '8%' };
  return {
    animation: false,
    grid: {
      left: 4,
      right: 6,
      top: size * 1.8,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      ...tooltipBox(theme),
      axisPointer: { type: 'shadow' },
      formatter: (points: unknown) => responsesTooltip(responses, theme, indexOf(points)),
    },
    xAxis: [
      {
        type: 'category',
        data: responses.always.map((_, index) => edgeWords(responses.edgesMs, index)),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: theme.axis } },
        axisLabel: { color: theme.muted, fontSize: size, hideOverlap: true, interval: 0 },
      },
      // A line between two bars needs a scale of places.
      { type: 'value', min: -0.5, max: responses.always.length - 0.5, show: false },
    ],
    yAxis: countAxis(theme, box, formatCount),
    series: [
      {
        ...bar,
        id: 'always',
        data: responses.always.map((value, index) => ({
          value,
          itemStyle: { color: colors[sideOf(responses, index)] },
        })),
      },
      ...(responses.business === null
        ? []
        : [
            {
              ...bar,
              id: 'business',
              data: [...responses.business],
              itemStyle: { color: 'transparent', borderColor: theme.muted, borderWidth: 1.5 },
            },
          ]),
      {
        id: 'target',
        type: 'line',
        xAxisIndex: 1,
        data: [],
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: theme.text, width: strokeOf(box), type: 'solid' },
          label: {
            formatter: `target ${formatDuration(responses.targetMs)}`,
            color: theme.text,
            fontSize: size,
            position: 'end',
          },
          data: [{ xAxis: target }],
        },
      },
    ],
  };
}

function responsesTooltip(responses: Responses, theme: ChartTheme, index: number): HTMLElement {
  const { edgesMs, always, business, n } = responses;
  const words = (count: number): string => `${formatCount(count)} (${formatShare(count, n)})`;
  return tooltipNode(`answered in ${edgeWords(edgesMs, index)}`, [
    { name: 'around the clock', value: words(always[index] ?? 0), color: theme.positiveArea },
    ...(business === null
      ? []
      : [{ name: 'in hours of the desk', value: words(business[index] ?? 0), color: theme.muted }]),
  ]);
}

export function responsesTable({ edgesMs, always, business }: Responses): ChartTable {
  return {
    columns: ['Answered in', 'Around the clock', 'Hours of the desk'],
    rows: always.map((count, index) => [
      edgeWords(edgesMs, index),
      formatCount(count),
      business === null ? NO_DATA : formatCount(business[index] ?? 0),
    ]),
  };
}

export function responsesLabel(responses: Responses): string {
  const { n, medianMs, p90Ms, targetMs } = responses;
  if (n === 0) return 'No first responses.';
  return (
    `${formatCount(n)} first responses, half of them within ${formatDuration(medianMs)}, nine of ten within ` +
    `${formatDuration(p90Ms)}; the target is ${formatDuration(targetMs)}.`
  );
}
