import type { BrandTile } from '../../../schema/contracts/live.ts';
import { formatCount, formatSigned, formatDuration } from '../format.ts';
import type { ChartOption } from './echarts.ts';
import type { ChartTheme } from './theme.ts';

type Day = BrandTile['chart'];

/** Lines thinner than this vanish at five metres; the chart's own pixels decide, so 4K gets a stronger one. */
const strokeFor = (heightPx: number): number => Math.min(6, Math.max(1.75, heightPx / 56));

/** Half the scale when nothing goes beyond it, so that an ordinary day is not a flat line. Always around zero. */
export const sentimentLimit = (values: readonly (number | null)[]): 50 | 100 =>
  values.some((value) => value !== null && Math.abs(value) > 50) ? 100 : 50;

/** A value between two gaps has no line through it and would not be drawn at all. */
const isAlone = (values: readonly (number | null)[], index: number): boolean =>
  (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;

/** One line in two colours that change exactly at zero, which a symmetric axis has in the middle of the plot. */
function aroundZero(theme: ChartTheme, top: number, bottom: number) {
  const colorStops = [
    { offset: 0, color: theme.positive },
    { offset: 0.5, color: theme.positive },
    { offset: 0.5, color: theme.negative },
    { offset: 1, color: theme.negative },
  ];
  return { type: 'linear' as const, x: 0, y: top, x2: 0, y2: bottom, global: true, colorStops };
}

/** The day of one brand: mentions as soft bars, net sentiment as a line on an axis of its own, gaps where nothing was heard. */
export function sparkOption(day: Day, theme: ChartTheme, heightPx: number): ChartOption {
  const stroke = strokeFor(heightPx);
  // Room for half of the open end's marker at either limit of the scale.
  const margin = stroke * 2.5;
  const colorOf = (value: number): string => (value < 0 ? theme.negative : theme.positive);
  const limit = sentimentLimit(day.netSentiment);
  const last = day.volume.length - 1;
  const most = day.volume.reduce((max, value) => Math.max(max, value), 0);
  return {
    animation: false,
    grid: { left: 0, right: margin, top: margin, bottom: margin, outerBoundsMode: 'none' },
    xAxis: {
      type: 'category',
      data: day.volume.map((_, index) => String(index)),
      axisLabel: { show: false },
      axisTick: { show: false },
      axisLine: { show: true, onZero: false, lineStyle: { color: theme.axis, width: 1 } },
    },
    yAxis: [
      { id: 'volume', type: 'value', min: 0, max: Math.max(1, most * 1.08), show: false },
      {
        id: 'net',
        type: 'value',
        min: -limit,
        max: limit,
        interval: limit,
        axisLabel: { show: false },
        axisTick: { show: false },
        axisLine: { show: false },
        splitLine: {
          show: true,
          showMinLine: false,
          showMaxLine: false,
          lineStyle: { color: theme.axis, width: Math.max(1, stroke / 2.5), type: [2 * stroke, 2 * stroke] },
        },
      },
    ],
    series: [
      {
        id: 'volume',
        type: 'bar',
        yAxisIndex: 0,
        silent: true,
        barCategoryGap: '18%',
        itemStyle: { color: theme.bar, borderRadius: [stroke / 2, stroke / 2, 0, 0] },
        // The bucket that is still filling is an outline: its height is not its last word.
        data: day.volume.map((value, index) =>
          index === last
            ? {
                value,
                itemStyle: {
                  color: 'transparent',
                  borderColor: theme.barOpen,
                  borderWidth: Math.max(1, stroke / 2),
                },
              }
            : value,
        ),
      },
      {
        id: 'net',
        type: 'line',
        yAxisIndex: 1,
        silent: true,
        connectNulls: false,
        showSymbol: true,
        // Left to itself, ECharts drops symbols of a dense line: the lone points and the open end are the ones meant.
        showAllSymbol: true,
        symbol: 'circle',
        symbolSize: 0,
        lineStyle: {
          color: aroundZero(theme, margin, heightPx - margin),
          width: stroke,
          cap: 'round',
          join: 'round',
        },
        data: day.netSentiment.map((value, index) => {
          if (value === null) return { value: '-' };
          if (index === last) {
            return {
              value,
              symbolSize: stroke * 4,
              itemStyle: { color: theme.ground, borderColor: colorOf(value), borderWidth: stroke * 0.9 },
            };
          }
          return isAlone(day.netSentiment, index)
            ? { value, symbolSize: stroke * 2, itemStyle: { color: colorOf(value) } }
            : value;
        }),
      },
    ],
  };
}

/** The chart for those who hear it. */
export function sparkSummary(name: string, day: Day): string {
  const total = day.volume.reduce((sum, value) => sum + value, 0);
  const judged = day.netSentiment.filter((value) => value !== null);
  const span = formatDuration(day.stepMs * day.volume.length);
  if (total === 0) return `${name}, last ${span}: nothing heard.`;
  const range =
    judged.length === 0
      ? 'net sentiment unknown'
      : `net sentiment between ${formatSigned(Math.min(...judged))} and ${formatSigned(Math.max(...judged))}, ` +
        `latest ${formatSigned(judged.at(-1) ?? null)}`;
  return `${name}, last ${span}: ${formatCount(total)} ${total === 1 ? 'mention' : 'mentions'}, ${range}.`;
}
