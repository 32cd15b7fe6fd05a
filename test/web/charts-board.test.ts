import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barAt, barsOption, channelBars, voiceBars } from '../../web/lib/charts/bars.ts';
import type { ChartOption } from '../../web/lib/charts/echarts.ts';
import { briefBucketSpan, bucketSpan } from '../../web/lib/charts/axes.ts';
import {
  responsesLabel,
  responsesOption,
  responsesTable,
  sideOf,
  targetAt,
} from '../../web/lib/charts/responses.ts';
import { netOf, riverLabel, riverOption, riverTable } from '../../web/lib/charts/river.ts';
import { CHART_THEMES } from '../../web/lib/charts/theme.ts';
import { contrast, inkOn, netColor, topicsOption, topicsTable } from '../../web/lib/charts/topics.ts';
import { standing, usualWords, volumeOption, volumes, volumeTable } from '../../web/lib/charts/volume.ts';
import { board } from '../helpers/board.ts';

const theme = CHART_THEMES.dark;
const BOX = { width: 800, height: 240, em: 16 };
const BOARD = board();

interface Drawn {
  readonly series: readonly { readonly id: string; readonly data: readonly unknown[] }[];
}
const seriesOf = (option: unknown, id: string): readonly unknown[] =>
  (option as Drawn).series.find((series) => series.id === id)?.data ?? [];

describe('the river of tone', () => {
  it('is drawn from what was counted, bucket by bucket', () => {
    const option = riverOption(BOARD.river, theme, BOX);
    expect(seriesOf(option, 'positive')).toEqual([4, 0, 2, 1]);
    expect(seriesOf(option, 'negative')).toEqual([1, 0, 8, 0]);
  });
  it('has a table with the same numbers, the newest first', () => {
    const { rows } = riverTable(BOARD.river);
    expect(rows.map((row) => row.slice(1))).toEqual([
      ['1', '0', '0', '+100'],
      ['2', '2', '8', '−50'],
      ['0', '0', '0', '–'],
      ['4', '3', '1', '+38'],
    ]);
  });
  it('says in a sentence what it shows, also that there is nothing', () => {
    expect(riverLabel(BOARD.river)).toBe(
      '21 mentions: 33\u202f% positive, 24\u202f% neutral, 43\u202f% negative; net sentiment −10.',
    );
    expect(riverLabel({ stepMs: 1, at: [], positive: [], neutral: [], negative: [] })).toBe(
      'Nothing was heard.',
    );
  });
  it('has no net sentiment where nobody spoke, and never one beyond a hundred', () => {
    expect(netOf(0, 0, 0)).toBeNull();
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (positive, neutral, negative) => {
        const net = netOf(positive, neutral, negative);
        return net === null ? positive + neutral + negative === 0 : Math.abs(net) <= 100;
      }),
    );
  });
  it('names a bucket within a day by its hours, and one over midnight by both days', () => {
    const at = new Date(2026, 4, 4, 23, 0).getTime();
    expect(bucketSpan(at, 3_600_000)).toBe('Monday 4 May, 23:00 – 00:00');
    expect(bucketSpan(at, 7_200_000)).toBe('Monday 4 May, 23:00 – Tuesday 5 May, 01:00');
    expect(briefBucketSpan(at, 3_600_000)).toBe('4 May, 23:00 – 00:00');
    expect(briefBucketSpan(at, 7_200_000)).toBe('4 May, 23:00 – 5 May, 01:00');
  });
});

describe('the volume before its usual band', () => {
  it('adds up the tones', () => {
    expect(volumes(BOARD)).toEqual([8, 0, 12, 1]);
  });
  it('judges a bucket by its band, and never one that is filling as low', () => {
    expect(volumes(BOARD).map((value, index) => standing(BOARD, index, value))).toEqual([
      'within',
      'below',
      'above',
      null,
    ]);
    const filling = board({ usual: { ...BOARD.usual, low: [3, 2, 2, 5], high: [12, 10, 10, 9] } });
    expect(standing(filling, 3, 1)).toBe('within');
  });
  it('stacks the band on its lower end, with a gap where nothing is known', () => {
    const option = volumeOption(BOARD, theme, BOX);
    expect(seriesOf(option, 'low')).toEqual([3, 2, 2, '-']);
    expect(seriesOf(option, 'band')).toEqual([9, 8, 8, '-']);
    expect(seriesOf(option, 'expected')).toEqual([7, 6, 6, '-']);
  });
  it('says what the band rests on', () => {
    expect(usualWords(BOARD.usual)).toBe('usual for the hour of the week, 6\u00a0weeks');
    expect(usualWords({ ...BOARD.usual, baseline: 'none' })).toBe('no history yet to compare with');
  });
  it('has the standing of each bucket in its table', () => {
    expect(volumeTable(BOARD).rows.map((row) => row.at(-1))).toEqual(['–', 'above', 'below', 'within']);
  });
});

describe('first responses', () => {
  it('have a colour for bars in the target, for those beyond it, and for the one it lies in', () => {
    const sides = (targetMs: number) =>
      [0, 1, 2, 3].map((index) => sideOf({ ...BOARD.responses, targetMs }, index));
    expect(sides(300_000)).toEqual(['in', 'in', 'late', 'late']);
    expect(sides(600_000)).toEqual(['in', 'in', 'both', 'late']);
  });
  it('have the line of the target between bars, or as far within one as it lies in it', () => {
    expect(targetAt(BOARD.responses)).toBe(1.5);
    expect(targetAt({ ...BOARD.responses, targetMs: 180_000 })).toBe(1);
    expect(targetAt({ ...BOARD.responses, targetMs: 86_400_000 })).toBe(2.5);
  });
  it('draws both clocks, and one where the desk never closes', () => {
    expect(seriesOf(responsesOption(BOARD.responses, theme, BOX), 'business')).toEqual([4, 4, 2, 0]);
    const always = responsesOption({ ...BOARD.responses, business: null }, theme, BOX);
    expect((always as unknown as Drawn).series.map(({ id }) => id)).toEqual(['always', 'target']);
  });
  it('names the bars by their edges', () => {
    expect(responsesTable(BOARD.responses).rows.map(([name]) => name)).toEqual([
      '<\u00a01\u00a0min',
      '<\u00a05\u00a0min',
      '<\u00a060\u00a0min',
      '≥\u00a060\u00a0min',
    ]);
  });
  it('says so when there are none', () => {
    expect(responsesLabel({ ...BOARD.responses, n: 0 })).toBe('No first responses.');
    expect(responsesLabel(BOARD.responses)).toContain('the target is 5\u00a0min');
  });
});

describe('issues by tone', () => {
  it('can be read on every colour they are given, in both themes', () => {
    for (const colors of Object.values(CHART_THEMES))
      for (const net of [null, ...Array.from({ length: 41 }, (_, nth) => nth * 5 - 100)]) {
        const ground = netColor(net, colors);
        expect(contrast(ground, inkOn(ground, colors)), `${net} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
  });
  it('tells better from worse by colour', () => {
    expect(netColor(-80, theme)).not.toBe(netColor(80, theme));
    expect(netColor(null, theme)).toBe(theme.neutralArea);
  });
  it('are as large as often, with their sign written out', () => {
    const [first] = seriesOf(topicsOption(BOARD.topics, theme, BOX), 'topics') as {
      value: number;
      label: { formatter: string };
    }[];
    expect(first).toMatchObject({ value: 12, label: { formatter: 'Refund\n−60 · 12' } });
    expect(topicsTable(BOARD.topics).rows[0]).toEqual(['Refund', 'payments', '12', '9', '−60']);
  });
  it('drop the number where it has no room, and break names only between words', () => {
    const [large] = BOARD.topics;
    const drawn = (title: string, box: typeof BOX) =>
      seriesOf(topicsOption([{ ...large!, title }], theme, box), 'topics')[0] as {
        label: { formatter: string; overflow: string };
      };
    const small = { ...BOX, width: 90, height: 60 };
    expect(drawn('Late or lost', BOX).label).toMatchObject({
      formatter: 'Late or lost\n−60 · 12',
      overflow: 'break',
    });
    expect(drawn('Late or lost', small).label).toMatchObject({
      formatter: 'Late or lost',
      overflow: 'break',
    });
    expect(drawn('Authentication', small).label).toMatchObject({ overflow: 'truncate' });
  });
});

describe('bars side by side', () => {
  it('have the largest at the top, and say how many more there are than fit', () => {
    const bars = channelBars(BOARD.channels);
    const names = (option: unknown) =>
      (option as { yAxis: { data: (string | { value: string })[] } }).yAxis.data.map((name) =>
        typeof name === 'string' ? name : name.value,
      );
    expect(names(barsOption(bars, theme, BOX))).toEqual(['Chat', 'Twitter']);
    expect(names(barsOption(bars, theme, { ...BOX, height: 30 }))).toEqual(['and 1 more', 'Twitter']);
    expect(barAt(bars, 'Chat')?.id).toBe('chat');
    expect(barAt(bars, 'and 1 more')).toBeUndefined();
    const many = [1, 2, 3, 4].flatMap((time) => bars.map((bar) => ({ ...bar, name: `${bar.name} ${time}` })));
    const cut = barsOption(many, theme, { ...BOX, height: 100 });
    expect(names(cut)).toEqual(['and 6 more', 'Chat 1', 'Twitter 1']);
    // Each bar is at the place of its name.
    expect(seriesOf(cut, 'bars').map((bar) => (bar as { value: number } | null)?.value ?? null)).toEqual([
      null,
      ...bars.map(({ value }) => value).toReversed(),
    ]);
  });
  it('step back where another was picked, as issues do', () => {
    type Drawn = { itemStyle: { opacity: number } }[];
    const of = (option: ChartOption, id: string) =>
      (seriesOf(option, id) as Drawn).map(({ itemStyle }) => itemStyle.opacity);
    const bars = channelBars(BOARD.channels);
    expect(of(barsOption(bars, theme, BOX), 'bars')).toEqual([1, 1]);
    expect(of(barsOption(bars, theme, BOX, 'twitter'), 'bars')).toEqual([0.45, 1]);
    const tones = (picked?: string) =>
      (
        seriesOf(topicsOption(BOARD.topics, theme, BOX, picked), 'topics') as {
          itemStyle: { color: string };
        }[]
      ).map(({ itemStyle }) => itemStyle.color);
    expect(tones('app.crash')[0]).not.toBe(tones()[0]);
    expect(tones('app.crash')[1]).toBe(tones()[1]);
  });
  it('write names of strangers so that they break no layout and no template', () => {
    const [bar] = voiceBars([
      { brand: 'x', name: '\u202e{evil|x}' + '\u0301'.repeat(500), mentions: 1, share: 1, netSentiment: 0 },
    ]);
    expect(bar?.name.length).toBeLessThan(60);
    expect(bar?.name).not.toContain('\u202e');
  });
});
