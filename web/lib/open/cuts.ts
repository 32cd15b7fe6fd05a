import { isBag, isListOf, isMaybeNumber, isNumber, isText, isUnsetOr } from '../live/guards.ts';
import type { LiveFigure } from '../../../schema/contracts/live.ts';
import type { NumberRef } from './number-ref.ts';
import type { Window } from './window.ts';

/** The question of `GET /api/metrics` for a number; `extra` are further cuts or a step. */
export function numberUrl(
  { brand, metric = '', channel, topic }: NumberRef,
  { from, to }: Window,
  extra: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({ brand, metric, from: String(from), to: String(to), ...extra });
  if (channel !== undefined) query.set('channel', channel);
  if (topic !== undefined) query.set('topic', topic);
  return `/api/metrics?${query}`;
}

export interface NumberPoint extends LiveFigure {
  readonly windowStart: number;
  readonly windowEnd: number;
  readonly revision: number;
  readonly status: string;
}

function point(value: unknown): NumberPoint | null {
  if (!isBag(value) || !isText(value.windowStart) || !isText(value.windowEnd)) return null;
  if (!isMaybeNumber(value.value) || !isNumber(value.n) || !isNumber(value.revision) || !isText(value.status))
    return null;
  if (!isUnsetOr(value.low, isMaybeNumber) || !isUnsetOr(value.high, isMaybeNumber)) return null;
  if (!isUnsetOr(value.missing, (missing) => isListOf(missing, isText))) return null;
  const [windowStart, windowEnd] = [Date.parse(value.windowStart), Date.parse(value.windowEnd)];
  if (Number.isNaN(windowStart) || Number.isNaN(windowEnd)) return null;
  return { ...(value as unknown as NumberPoint), windowStart, windowEnd };
}

/** The points of the one series in an answer; null when there is none. */
export function pointsIn(answer: unknown): readonly NumberPoint[] | null {
  if (!isBag(answer) || !Array.isArray(answer.series)) return null;
  const series: unknown = answer.series[0];
  if (!isBag(series) || !Array.isArray(series.points)) return null;
  return series.points.map(point).filter((one) => one !== null);
}

/** The figure of a whole window: nothing was heard when it has no point. */
export const figureIn = (answer: unknown): LiveFigure | null => {
  const points = pointsIn(answer);
  return points === null ? null : (points[0] ?? { value: null, n: 0 });
};
