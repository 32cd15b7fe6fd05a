import type { Board } from '../../../schema/contracts/board.ts';
import { compareToUsual, formatCount, NO_DATA } from '../format.ts';
import { bucketAxis, bucketSpan, countAxis, strokeOf, tooltipBox } from './axes.ts';
import type { Box, ChartTable } from './drawing.ts';
import type { ChartOption } from './echarts.ts';
import { indexOf } from './river.ts';
import type { ChartTheme } from './theme.ts';
import { tooltipNode } from './tooltip.ts';

type VolumeOf = Pick<Board, 'river' | 'usual'>;

const WORDS: Readonly<Record<Board['usual']['baseline'], string>> = {
  hour_of_week: 'usual for the hour of the week',
  hour_of_day: 'usual for the hour of the day',
  mean: 'mean of the day before: too little history for hours',
  none: 'no history yet to compare with',
};

/** What the band is, and what it rests on. */
export function usualWords({ baseline, weeks }: Board['usual']): string {
  if (baseline === 'none' || weeks < 1) return WORDS[baseline];
  return `${WORDS[baseline]}, ${Math.round(weeks)}\u00a0weeks`;
}

export const volumes = ({ river }: VolumeOf): number[] =>
  river.at.map(
    (_, index) => (river.positive[index] ?? 0) + (river.neutral[index] ?? 0) + (river.negative[index] ?? 0),
  );

/** Above or below the band, or within it, or nothing to be said. The bucket that is filling is not judged low. */
export function standing(board: VolumeOf, index: number, value: number): 'above' | 'below' | 'within' | null {
  const [low, high] = [board.usual.low[index] ?? null, board.usual.high[index] ?? null];
  if (low === null || high === null) return null;
  if (value > high) return 'above';
  return value < low && index < board.river.at.length - 1 ? 'below' : 'within';
}

/** Mentions as bars before the band that they usually lie in; a bar above it is filled with the colour of watch. */
export function volumeOption(board: VolumeOf, theme: ChartTheme, box: Box): ChartOption {
  const { river, usual } = board;
  const counts = volumes(board);
  const last = counts.length - 1;
  const dash = (value: number | null | undefined) => value ?? '-';
  const line = { type: 'line' as const, symbol: 'none', silent: true, step: 'middle' as const };
  return {
    animation: false,
    grid: { left: 4, right: 6, top: 8, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      ...tooltipBox(theme),
      axisPointer: { type: 'line', lineStyle: { color: theme.muted } },
      formatter: (points: unknown) => volumeTooltip(board, counts, indexOf(points)),
    },
    xAxis: bucketAxis(river.at, river.stepMs, theme, box),
    yAxis: countAxis(theme, box, formatCount),
    series: [
      // The band is a stack: an invisible floor, and what lies between it and the upper end.
      { ...line, id: 'low', stack: 'band', lineStyle: { width: 0 }, data: usual.low.map(dash), z: 1 },
      {
        ...line,
        id: 'band',
        stack: 'band',
        lineStyle: { width: 0 },
        areaStyle: { color: theme.band },
        data: usual.high.map((high, index) =>
          high === null ? '-' : high - Math.min(high, usual.low[index] ?? 0),
        ),
        z: 1,
      },
      {
        id: 'volume',
        type: 'bar',
        barCategoryGap: '22%',
        z: 2,
        data: counts.map((value, index) => ({
          value,
          itemStyle:
            index === last
              ? { color: 'transparent', borderColor: theme.accent, borderWidth: 1.5 }
              : { color: standing(board, index, value) === 'above' ? theme.watch : theme.bar },
        })),
      },
      {
        ...line,
        id: 'expected',
        lineStyle: { color: theme.muted, width: strokeOf(box) * 0.7, type: 'dashed' },
        data: usual.expected.map(dash),
        z: 3,
      },
    ],
  };
}

function volumeTooltip(board: VolumeOf, counts: readonly number[], index: number): HTMLElement {
  const { river, usual } = board;
  const value = counts[index] ?? 0;
  const [expected, low, high] = [usual.expected, usual.low, usual.high].map(
    (series) => series[index] ?? null,
  );
  const known = expected !== null && expected !== undefined;
  const compared = known ? compareToUsual(value, expected) : null;
  return tooltipNode(bucketSpan(river.at[index] ?? 0, river.stepMs), [
    { name: index === counts.length - 1 ? 'mentions so far' : 'mentions', value: formatCount(value) },
    ...(known ? [{ name: 'usually', value: formatCount(expected) }] : []),
    ...(low !== null && low !== undefined && high !== null && high !== undefined
      ? [{ name: 'nine of ten lie in', value: `${formatCount(low)} – ${formatCount(high)}` }]
      : []),
    ...(compared === null ? [] : [{ name: 'that is', value: `${compared.amount} ${compared.word}`.trim() }]),
  ]);
}

export function volumeTable(board: VolumeOf): ChartTable {
  const { river, usual } = board;
  const words = (value: number | null | undefined): string =>
    value === null || value === undefined ? NO_DATA : formatCount(value);
  return {
    columns: ['Time', 'Mentions', 'Usually', 'From', 'To', 'Standing'],
    rows: volumes(board)
      .map((value, index) => [
        bucketSpan(river.at[index] ?? 0, river.stepMs),
        formatCount(value),
        words(usual.expected[index]),
        words(usual.low[index]),
        words(usual.high[index]),
        standing(board, index, value) ?? NO_DATA,
      ])
      .toReversed(),
  };
}

export function volumeLabel(board: VolumeOf): string {
  const counts = volumes(board);
  const above = counts.filter((value, index) => standing(board, index, value) === 'above').length;
  const total = counts.reduce((sum, value) => sum + value, 0);
  const busy = above === 0 ? 'none of them above the usual band' : `${above} of them above the usual band`;
  return `${formatCount(total)} mentions in ${counts.length} buckets, ${busy}; ${usualWords(board.usual)}.`;
}
