import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { BrandTile } from '../../schema/contracts/live.ts';
import { sentimentLimit, sparkOption, sparkSummary } from '../../web/lib/charts/spark.ts';
import { CHART_THEMES } from '../../web/lib/charts/theme.ts';

const HOUR = 3_600_000;
const { dark, light } = CHART_THEMES;
const day = (volume: readonly number[], netSentiment: readonly (number | null)[]): BrandTile['chart'] => ({
  startAt: 0,
  stepMs: HOUR,
  volume,
  netSentiment,
});
interface Point {
  readonly value: unknown;
  readonly symbolSize?: number;
  readonly itemStyle?: Readonly<Record<string, unknown>>;
}
/** The series by its id, its points all in the long form. */
function points(option: ReturnType<typeof sparkOption>, id: string): Point[] {
  const series = [option.series ?? []].flat().find((one) => one.id === id);
  return (series?.data as unknown[]).map((point) =>
    typeof point === 'object' ? (point as Point) : { value: point },
  );
}
const values = (list: readonly Point[]) => list.map(({ value }) => value);

describe('the chart of a day', () => {
  const usual = day([3, 0, 5, 2], [10, null, -20, 30]);

  it('keeps its series and axes by their ids, with any data and in any theme', () => {
    for (const option of [sparkOption(usual, dark, 90), sparkOption(day([], []), light, 400)]) {
      expect([option.series].flat().map((series) => series?.id)).toEqual(['volume', 'net']);
      expect([option.yAxis].flat().map((axis) => axis?.id)).toEqual(['volume', 'net']);
      expect(option.animation).toBe(false);
    }
  });

  it('draws nothing heard as a gap of the line, never as zero', () => {
    const option = sparkOption(usual, dark, 90);
    expect(values(points(option, 'net'))).toEqual([10, '-', -20, 30]);
    expect(values(points(option, 'volume'))).toEqual([3, 0, 5, 2]);
    expect([option.series].flat()[1]).toMatchObject({ connectNulls: false });
  });

  it('marks the bucket that is still filling, in both series and nowhere else', () => {
    const option = sparkOption(usual, dark, 90);
    const bars = points(option, 'volume');
    expect(bars.map(({ itemStyle }) => itemStyle?.['borderColor'])).toEqual([
      undefined,
      undefined,
      undefined,
      dark.barOpen,
    ]);
    expect(bars.at(-1)?.itemStyle).toMatchObject({ color: 'transparent' });
    const hollow = points(option, 'net').map(({ itemStyle }) => itemStyle?.['color'] === dark.ground);
    expect(hollow).toEqual([false, false, false, true]);
  });

  it('does not mark an end of the line that is not there', () => {
    expect(points(sparkOption(day([1, 0], [5, null]), dark, 90), 'net').at(-1)).toEqual({ value: '-' });
  });

  it('gives a dot to a value between two gaps, in the colour of its sign', () => {
    const net = points(sparkOption(day([1, 0, 1, 0, 1], [-5, null, 5, null, 9]), light, 90), 'net');
    expect(net.map(({ symbolSize = 0 }) => symbolSize > 0)).toEqual([true, false, true, false, true]);
    expect([net[0]?.itemStyle?.['color'], net[2]?.itemStyle?.['color']]).toEqual([
      light.negative,
      light.positive,
    ]);
  });

  it('keeps zero in the middle and doubles the scale only for what goes beyond half of it', () => {
    expect([sentimentLimit([]), sentimentLimit([null, 50, -50]), sentimentLimit([-51])]).toEqual([
      50, 50, 100,
    ]);
    expect([sparkOption(usual, dark, 90).yAxis].flat()[1]).toMatchObject({ min: -50, max: 50 });
  });

  it('leaves room for all of the open end’s marker at −100 and at +100, and changes colour where zero is', () => {
    for (const value of [-100, 100]) {
      const option = sparkOption(day([1], [value]), dark, 200);
      const { symbolSize = 0, itemStyle } = points(option, 'net')[0] ?? {};
      const radius = symbolSize / 2 + Number(itemStyle?.['borderWidth']) / 2;
      const { top, bottom } = [option.grid].flat()[0] ?? {};
      expect(Math.min(Number(top), Number(bottom))).toBeGreaterThanOrEqual(radius);
      const line = [option.series].flat()[1] as { lineStyle: { color: { y: number; y2: number } } };
      expect(line.lineStyle.color).toMatchObject({ y: top, y2: 200 - Number(bottom) });
    }
  });

  it('draws stronger lines on larger screens, within limits', () => {
    const widths = [40, 112, 224, 4_000].map((height) => {
      const net = [sparkOption(usual, dark, height).series].flat()[1] as { lineStyle: { width: number } };
      return net.lineStyle.width;
    });
    expect(widths).toEqual([1.75, 2, 4, 6]);
  });

  it('has no tooltip, label or legend that a name could get into as markup', () => {
    const option = JSON.stringify(sparkOption(usual, dark, 90));
    expect(option).not.toMatch(/tooltip|formatter|rich|legend|title|"label"/);
  });
});

describe('the chart as it is really drawn', () => {
  beforeAll(() => use([BarChart, LineChart, GridComponent, SVGRenderer]));

  function draw(...days: readonly BrandTile['chart'][]): string {
    const warnings = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
    const chart = init(null, null, { renderer: 'svg', ssr: true, width: 300, height: 90 });
    for (const one of days) chart.setOption(sparkOption(one, dark, 90), { silent: true });
    const svg = chart.renderToSVGString();
    chart.dispose();
    for (const warning of warnings) expect(warning).not.toHaveBeenCalled();
    return svg;
  }
  /** Pen strokes of the sentiment line: one `M` for each stretch without a gap. */
  const stretches = (svg: string): number => {
    const paths = [...svg.matchAll(/<path d="([^"]*)"[^>]*stroke="url\(/g)].map(([, d]) => d ?? '');
    return (paths.join('').match(/M/g) ?? []).length;
  };

  it('has a line in two pieces where nothing was heard in between', () => {
    expect(stretches(draw(day([1, 1, 1, 1, 1], [10, 20, 30, 20, 10])))).toBe(1);
    expect(stretches(draw(day([1, 1, 0, 1, 1], [10, 20, null, 20, 10])))).toBe(2);
  });

  it('forgets the day before when it is given another', () => {
    const second = day([1, 2], [1, null]);
    expect(draw(day([5, 5, 5], [-90, 0, 90]), second).length).toBe(draw(second).length);
  });

  it('draws an empty day, and one with nothing but silence, without a complaint', () => {
    draw(day([], []));
    draw(day([0, 0], [null, null]));
  });
});

describe('the chart in words', () => {
  const plain = (name: string, one: BrandTile['chart']) =>
    sparkSummary(name, one).replace(/[\u00a0\u202f]/g, ' ');

  it('says how many, between what, and the latest that is known', () => {
    expect(plain('Acme', day([1_000, 200, 34], [-20, 40, null]))).toBe(
      'Acme, last 3 h 00 min: 1 234 mentions, net sentiment between −20 and +40, latest +40.',
    );
  });
  it('says so when nothing was heard or nothing could be judged', () => {
    expect(plain('Acme', day([0, 0], [null, null]))).toBe('Acme, last 2 h 00 min: nothing heard.');
    expect(plain('Acme', day([1], [null]))).toBe('Acme, last 1 h 00 min: 1 mention, net sentiment unknown.');
  });
  it('repeats a hostile name as it is, as text', () => {
    expect(plain('{a|b}<b>', day([0], [null]))).toBe('{a|b}<b>, last 1 h 00 min: nothing heard.');
  });
});
