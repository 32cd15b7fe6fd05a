import type { Board } from '../../../schema/contracts/board.ts';
import { formatCount, formatShare, formatSigned } from '../format.ts';
import { bucketAxis, bucketSpan, countAxis, tooltipBox } from './axes.ts';
import type { Box, ChartTable } from './drawing.ts';
import type { ChartOption } from './echarts.ts';
import type { ChartTheme } from './theme.ts';
import { tooltipNode } from './tooltip.ts';

type River = Board['river'];

/** −100 … 100; null where nobody spoke. */
export function netOf(positive: number, neutral: number, negative: number): number | null {
  const n = positive + neutral + negative;
  return n === 0 ? null : (100 * (positive - negative)) / n;
}

const at = (series: readonly number[], index: number): number => series[index] ?? 0;

/** Mentions by tone as a river: negative at the bottom, where a flood of it is seen first. */
export function riverOption(river: River, theme: ChartTheme, box: Box): ChartOption {
  const banks = [
    { id: 'negative', name: 'negative', data: river.negative, color: theme.negativeArea },
    { id: 'neutral', name: 'neutral', data: river.neutral, color: theme.neutralArea },
    { id: 'positive', name: 'positive', data: river.positive, color: theme.positiveArea },
  ];
  return {
    animation: false,
    grid: { left: 4, right: 6, top: 8, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      ...tooltipBox(theme),
      axisPointer: { type: 'line', lineStyle: { color: theme.muted } },
      formatter: (points: unknown) => riverTooltip(river, theme, indexOf(points)),
    },
    xAxis: bucketAxis(river.at, river.stepMs, theme, box),
    yAxis: countAxis(theme, box, formatCount),
    series: banks.map(({ id, name, data, color }) => ({
      id,
      name,
      type: 'line' as const,
      stack: 'tone',
      symbol: 'none',
      smooth: 0.25,
      smoothMonotone: 'x' as const,
      lineStyle: { width: 0 },
      areaStyle: { color, opacity: 0.92 },
      data: [...data],
    })),
  };
}

/** Which bucket a tooltip of an axis is about. */
export function indexOf(points: unknown): number {
  const [first] = Array.isArray(points) ? (points as readonly { dataIndex?: unknown }[]) : [];
  return typeof first?.dataIndex === 'number' ? first.dataIndex : -1;
}

function riverTooltip(river: River, theme: ChartTheme, index: number): HTMLElement {
  const [positive, neutral, negative] = [river.positive, river.neutral, river.negative].map((series) =>
    at(series, index),
  ) as [number, number, number];
  const n = positive + neutral + negative;
  const words = (count: number): string => `${formatCount(count)} (${formatShare(count, n)})`;
  return tooltipNode(bucketSpan(river.at[index] ?? 0, river.stepMs), [
    { name: '+ positive', value: words(positive), color: theme.positiveArea },
    { name: '○ neutral', value: words(neutral), color: theme.neutralArea },
    { name: '− negative', value: words(negative), color: theme.negativeArea },
    { name: 'net sentiment', value: formatSigned(netOf(positive, neutral, negative)) },
  ]);
}

export function riverTable(river: River): ChartTable {
  return {
    columns: ['Time', 'Positive', 'Neutral', 'Negative', 'Net'],
    rows: river.at
      .map((start, index) => {
        const [positive, neutral, negative] = [
          at(river.positive, index),
          at(river.neutral, index),
          at(river.negative, index),
        ];
        return [
          bucketSpan(start, river.stepMs),
          formatCount(positive),
          formatCount(neutral),
          formatCount(negative),
          formatSigned(netOf(positive, neutral, negative)),
        ];
      })
      .toReversed(),
  };
}

export function riverLabel(river: River): string {
  const sum = (series: readonly number[]): number => series.reduce((total, value) => total + value, 0);
  const [positive, neutral, negative] = [sum(river.positive), sum(river.neutral), sum(river.negative)];
  const n = positive + neutral + negative;
  if (n === 0) return 'Nothing was heard.';
  return (
    `${formatCount(n)} mentions: ${formatShare(positive, n)} positive, ${formatShare(neutral, n)} neutral, ` +
    `${formatShare(negative, n)} negative; net sentiment ${formatSigned(netOf(positive, neutral, negative))}.`
  );
}
