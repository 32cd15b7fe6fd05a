import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use, type ComposeOption, type EChartsType } from 'echarts/core';
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type {
  BrushComponentOption,
  GridComponentOption,
  MarkLineComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import type { TreemapSeriesOption } from 'echarts/charts';
import { CanvasRenderer } from 'echarts/renderers';

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | TreemapSeriesOption
  | BrushComponentOption
  | GridComponentOption
  | MarkLineComponentOption
  | TooltipComponentOption
>;

/** Extensions of ECharts, as `use` takes them. */
export type ChartParts = Parameters<typeof use>[0];

let registered = false;

/** A chart of the parts that the wall uses, and of those a screen brings: importing this file does nothing. */
export function createChart(host: HTMLElement, parts: ChartParts): EChartsType {
  if (!registered) {
    use([BarChart, LineChart, GridComponent, CanvasRenderer]);
    registered = true;
  }
  use(parts);
  const chart = init(host, null, { renderer: 'canvas' });
  // Nothing moves by itself here: its loop of animation frames may end when a drawing has been put on the canvas.
  chart.getZr().setSleepAfterStill(1);
  return chart;
}
