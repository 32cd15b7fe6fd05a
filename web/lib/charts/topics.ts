import type { Board } from '../../../schema/contracts/board.ts';
import { formatCount, formatShare, formatSigned } from '../format.ts';
import { letters, opacityOf, tooltipBox } from './axes.ts';
import type { Box, ChartTable } from './drawing.ts';
import type { ChartOption } from './echarts.ts';
import type { ChartTheme } from './theme.ts';
import { tooltipNode } from './tooltip.ts';

type Topic = Board['topics'][number];

/** A net sentiment as a colour between negative, neutral and positive; mixed in steps, so that two can be told apart. */
export function netColor(net: number | null, theme: ChartTheme): string {
  if (net === null || Math.abs(net) < 8) return theme.neutralArea;
  const share = Math.min(1, Math.ceil(Math.abs(net) / 20) / 4);
  return mixed(theme.neutralArea, net < 0 ? theme.negativeArea : theme.positiveArea, 0.25 + 0.75 * share);
}

function mixed(from: string, to: string, share: number): string {
  const part = (color: string, at: number): number => parseInt(color.slice(at, at + 2), 16);
  const channels = [1, 3, 5].map((at) =>
    Math.round(part(from, at) + (part(to, at) - part(from, at)) * share),
  );
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance after WCAG. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Whichever of the two inks is read better on it. */
export const inkOn = (ground: string, theme: ChartTheme): string =>
  contrast(ground, theme.onLight) >= contrast(ground, theme.onDark) ? theme.onLight : theme.onDark;

const branchOf = (id: string): string => id.split('.')[0] ?? id;

/** Room a label needs, in squares as large as a letter. */
const LABEL_LETTERS = 12;

/**
 * What people talk about: as large as it is often, coloured by tone, the sign written beside the name.
 * @param picked id of the one that stands out
 */
export function topicsOption(
  topics: readonly Topic[],
  theme: ChartTheme,
  box: Box,
  picked: string | null = null,
): ChartOption {
  const size = letters(box, 0.9);
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  const pixels = (box.width * box.height) / topics.reduce((sum, { mentions }) => sum + mentions, 0);
  // What has no room for a word has a tooltip and a line in the table.
  const hasRoom = ({ mentions }: Topic): boolean => mentions * pixels > LABEL_LETTERS * size * size;
  /** How many a line has: a square is at its narrowest half as wide as high. */
  const lettersIn = ({ mentions }: Topic): number => Math.sqrt((mentions * pixels) / 2) / (size * 0.62);
  const labelOf = (topic: Topic): string => {
    const figures = `${formatSigned(topic.netSentiment)} · ${formatCount(topic.mentions)}`;
    // A name that is cut off is still that name; a number is another one.
    return figures.length <= lettersIn(topic) ? `${topic.title}\n${figures}` : topic.title;
  };
  // Only between words: inside of one a line is cut off, not broken.
  const canBreak = (topic: Topic): boolean =>
    topic.title.split(' ').every((word) => word.length <= lettersIn(topic));
  return {
    animation: false,
    tooltip: {
      ...tooltipBox(theme),
      formatter: (point: unknown) => topicTooltip(byId.get(idOf(point))),
    },
    series: [
      {
        id: 'topics',
        type: 'treemap',
        left: 0,
        right: 0,
        top: 0,
        bottom: 0,
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        visibleMin: 1,
        itemStyle: { borderColor: theme.ground, borderWidth: 0, gapWidth: Math.max(1, size / 9) },
        data: topics.map((topic) => {
          // A treemap has no opacity of its own.
          const color = mixed(theme.ground, netColor(topic.netSentiment, theme), opacityOf(topic.id, picked));
          return {
            id: topic.id,
            name: topic.id,
            value: topic.mentions,
            itemStyle: { color },
            label: {
              show: hasRoom(topic),
              color: inkOn(color, theme),
              fontSize: size,
              lineHeight: size * 1.25,
              fontWeight: 550,
              overflow: canBreak(topic) ? 'break' : 'truncate',
              formatter: labelOf(topic),
            },
          };
        }),
      },
    ],
  };
}

function idOf(point: unknown): string {
  const { name } = (point ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : '';
}

function topicTooltip(topic: Topic | undefined): HTMLElement | string {
  if (topic === undefined) return '';
  return tooltipNode(`${topic.title} (${branchOf(topic.id)})`, [
    { name: 'mentions', value: formatCount(topic.mentions) },
    { name: 'net sentiment', value: formatSigned(topic.netSentiment) },
    {
      name: 'negative',
      value: `${formatCount(topic.negative)} (${formatShare(topic.negative, topic.mentions)})`,
    },
  ]);
}

export function topicsTable(topics: readonly Topic[]): ChartTable {
  return {
    columns: ['Issue', 'Branch', 'Mentions', 'Negative', 'Net'],
    rows: topics.map(({ id, title, mentions, negative, netSentiment }) => [
      title,
      branchOf(id),
      formatCount(mentions),
      formatCount(negative),
      formatSigned(netSentiment),
    ]),
  };
}

export function topicsLabel(topics: readonly Topic[]): string {
  const [first] = topics;
  if (first === undefined) return 'No issues were named.';
  const worst = topics.toSorted((a, b) => b.negative - a.negative)[0] ?? first;
  return (
    `${topics.length} issues; most often ${first.title} with ${formatCount(first.mentions)} mentions, ` +
    `most negative ones about ${worst.title} with ${formatCount(worst.negative)}.`
  );
}
