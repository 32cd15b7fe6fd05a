import type { EChartsType } from 'echarts/core';

/**
 * Fetches what draws charts, which is most of what a screen needs, on its own: numbers are read meanwhile.
 * @param isRead also what charts that are read at a desk have beyond those of a wall
 */
export async function loadCharts(isRead: boolean): Promise<(host: HTMLElement) => EChartsType> {
  const [{ createChart }, parts] = await Promise.all([
    import('./echarts.ts'),
    isRead ? import('./parts.ts').then(({ DESK_PARTS }) => DESK_PARTS) : [],
  ]);
  return (host) => createChart(host, parts);
}
