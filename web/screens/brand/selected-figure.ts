import { isBag, isMaybeNumber, isNumber, isText } from '../../lib/live/guards.ts';

export interface SelectedFigure {
  readonly value: number | null;
  readonly n: number;
  readonly unit: string;
}

/** The one value of `GET /api/metrics` without a step: nothing was heard when there is no point. */
export function firstPoint(answer: unknown): SelectedFigure | null {
  if (!isBag(answer) || !Array.isArray(answer.series)) return null;
  const series: unknown = answer.series[0];
  if (!isBag(series) || !isText(series.unit) || !Array.isArray(series.points)) return null;
  const { unit } = series;
  const point: unknown = series.points[0];
  if (point === undefined) return { value: null, n: 0, unit };
  if (!isBag(point) || !isMaybeNumber(point.value) || !isNumber(point.n)) return null;
  return { value: point.value, n: point.n, unit };
}
