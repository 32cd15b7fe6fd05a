import { TreemapChart } from 'echarts/charts';
import {
  AxisPointerComponent,
  BrushComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components';
import type { ChartParts } from './echarts.ts';

/** What charts that are read at a desk need beyond those of the wall: fetched with the screens that have them. */
export const DESK_PARTS: ChartParts = [
  TreemapChart,
  MarkLineComponent,
  TooltipComponent,
  AxisPointerComponent,
  BrushComponent,
];
