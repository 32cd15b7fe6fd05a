import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use, type ComposeOption, type EChartsType } from 'echarts/core';
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';

export type ChartOption = ComposeOption<BarSeriesOption | LineSeriesOption | GridComponentOption>;

let registered = false;

/** The parts of ECharts the wall uses, registered with the first chart: importing this file does nothing. */
export function createChart(host: HTMLElement): EChartsType {
  if (!registered) {
    use([BarChart, LineChart, GridComponent, CanvasRenderer]);
    registered = true;
  }
  return init(host, null, { renderer: 'canvas' });
}
