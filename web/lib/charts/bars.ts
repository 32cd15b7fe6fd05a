import { channelName } from '../channels.ts';
import type { Board } from '../../../schema/contracts/board.ts';
import { formatCount, formatDuration, formatShare, formatSigned, NO_DATA } from '../format.ts';
import { tameText } from '../text.ts';
import { letters, opacityOf, tooltipBox } from './axes.ts';
import type { Box, ChartTable } from './drawing.ts';
import type { ChartOption } from './echarts.ts';
import { indexOf } from './river.ts';
import type { ChartTheme } from './theme.ts';
import { netColor } from './topics.ts';
import { tooltipNode, type TooltipLine } from './tooltip.ts';

/** A thing that is compared with its like: a channel, a brand. */
export interface Bar {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  /** Written at the end of the bar. */
  readonly words: string;
  readonly net: number | null;
  readonly facts: readonly TooltipLine[];
}

const MOST_BARS = 12;

/**
 * Bars side by side, the largest at the top, each with its words at its end, coloured by tone. Where not all of them have
 * room, the last line says how many there are besides.
 * @param picked id of the one that stands out
 */
export function barsOption(
  all: readonly Bar[],
  theme: ChartTheme,
  box: Box,
  picked: string | null = null,
): ChartOption {
  const size = letters(box, 0.92);
  const fits = Math.max(1, Math.min(MOST_BARS, Math.floor(box.height / (size * 1.7))));
  const shown = all.length <= fits ? all : all.slice(0, Math.max(1, fits - 1));
  const others = all.length - shown.length;
  // The axis goes upwards.
  const rest = others === 0 ? [] : [`and ${others} more`];
  const bars = shown.toReversed();
  return {
    animation: false,
    grid: {
      left: 2,
      right: size * 9,
      top: 2,
      bottom: 2,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      ...tooltipBox(theme),
      axisPointer: { type: 'shadow' },
      formatter: (points: unknown) => {
        const bar = bars[indexOf(points) - rest.length];
        return bar === undefined ? '' : tooltipNode(bar.name, bar.facts);
      },
    },
    xAxis: { type: 'value', min: 0, show: false },
    yAxis: {
      type: 'category',
      data: [
        ...rest.map((value) => ({ value, textStyle: { color: theme.muted } })),
        ...bars.map(({ name }) => name),
      ],
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: {
        color: theme.text,
        fontSize: size,
        width: Math.min(box.width * 0.34, size * 11),
        overflow: 'truncate',
        interval: 0,
      },
    },
    series: [
      {
        id: 'bars',
        type: 'bar',
        barCategoryGap: '28%',
        data: [
          ...rest.map(() => null),
          ...bars.map(({ id, value, net, words }) => ({
            value,
            itemStyle: {
              color: netColor(net, theme),
              borderRadius: [0, 2, 2, 0],
              opacity: opacityOf(id, picked),
            },
            label: {
              show: true,
              position: 'right' as const,
              color: theme.muted,
              fontSize: size * 0.94,
              formatter: words.replaceAll(/[{}]/g, ''),
            },
          })),
        ],
      },
    ],
  };
}

/** Which of the bars a click on the chart meant: they are drawn the other way around. */
export const barAt = (all: readonly Bar[], name: string): Bar | undefined =>
  all.find((bar) => bar.name === name);

/** People are not counted where too much was said to count them. */
const known = (count: number | null): string => (count === null ? NO_DATA : formatCount(count));

export const channelBars = (channels: Board['channels']): Bar[] =>
  channels.map(({ channel, mentions, people, netSentiment, medianResponseMs, reach }) => ({
    id: channel,
    name: channelName(channel),
    value: mentions,
    words: `${formatCount(mentions)}  ${formatSigned(netSentiment)}`,
    net: netSentiment,
    facts: [
      { name: 'mentions', value: formatCount(mentions) },
      { name: 'net sentiment', value: formatSigned(netSentiment) },
      { name: 'people', value: known(people) },
      { name: 'reach', value: known(reach) },
      { name: 'first response, median', value: formatDuration(medianResponseMs) },
    ],
  }));

export const channelTable = (channels: Board['channels']): ChartTable => ({
  columns: ['Channel', 'Mentions', 'Net', 'People', 'Reach', 'First response'],
  rows: channels.map(({ channel, mentions, people, netSentiment, medianResponseMs, reach }) => [
    channelName(channel),
    formatCount(mentions),
    formatSigned(netSentiment),
    known(people),
    known(reach),
    formatDuration(medianResponseMs),
  ]),
});

export const voiceBars = (voice: Board['voice']): Bar[] =>
  voice.map(({ brand, name, mentions, share, netSentiment }) => ({
    id: brand,
    name: tameText(name, 40),
    value: share,
    words: `${formatShare(share, 1)}  ${formatSigned(netSentiment)}`,
    net: netSentiment,
    facts: [
      { name: 'share of voice', value: formatShare(share, 1) },
      { name: 'mentions', value: formatCount(mentions) },
      { name: 'net sentiment', value: formatSigned(netSentiment) },
    ],
  }));

export const voiceTable = (voice: Board['voice']): ChartTable => ({
  columns: ['Brand', 'Share', 'Mentions', 'Net'],
  rows: voice.map(({ name, mentions, share, netSentiment }) => [
    tameText(name, 60),
    formatShare(share, 1),
    formatCount(mentions),
    formatSigned(netSentiment),
  ]),
});

export function barsLabel(bars: readonly Bar[], of: string): string {
  const [first] = bars;
  if (first === undefined) return `No ${of}.`;
  return `${bars.length} ${of}; first ${first.name}: ${first.facts.map(({ name, value }) => `${name} ${value}`).join(', ')}.`;
}
