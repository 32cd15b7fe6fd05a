import { isBag, isListOf, isMaybeNumber, isNumber, isText, isUnsetOr } from '../live/guards.ts';
import type { LiveFigure } from '../../../schema/contracts/live.ts';
import type { NumberRef } from './open-ref.ts';
import type { Window } from './window.ts';

/** The number without what its metric cannot be cut by: that narrows the mentions behind it alone. */
export function cutAsCan(ref: NumberRef, facets: readonly string[]): NumberRef {
  const { channel, topic, ...rest } = ref;
  return {
    ...rest,
    ...(channel !== undefined && facets.includes('channel') ? { channel } : {}),
    ...(topic !== undefined && facets.includes('topic') ? { topic } : {}),
  };
}

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
  /** Of a window that is a day: its date where the brand is, `2026-11-29`. */
  readonly day?: string;
  readonly revision: number;
  readonly status: string;
}

const isDay = (value: unknown): value is string =>
  isText(value) && !Number.isNaN(Date.parse(`${value}T00:00Z`));

function point(value: unknown): NumberPoint | null {
  if (!isBag(value) || !isText(value.windowStart) || !isText(value.windowEnd)) return null;
  if (!isMaybeNumber(value.value) || !isNumber(value.n) || !isNumber(value.revision) || !isText(value.status))
    return null;
  if (!isUnsetOr(value.low, isMaybeNumber) || !isUnsetOr(value.high, isMaybeNumber)) return null;
  if (!isUnsetOr(value.day, isDay)) return null;
  if (!isUnsetOr(value.open, (open) => typeof open === 'boolean')) return null;
  if (!isUnsetOr(value.missing, (missing) => isListOf(missing, isText))) return null;
  const [windowStart, windowEnd] = [Date.parse(value.windowStart), Date.parse(value.windowEnd)];
  if (Number.isNaN(windowStart) || Number.isNaN(windowEnd)) return null;
  return { ...(value as unknown as NumberPoint), windowStart, windowEnd };
}

/** The points of the one series in an answer, none where nothing was heard; null when it is no such answer. */
export function pointsIn(answer: unknown): readonly NumberPoint[] | null {
  if (!isBag(answer) || !Array.isArray(answer.series)) return null;
  if (answer.series.length === 0) return [];
  const series: unknown = answer.series[0];
  if (!isBag(series) || !Array.isArray(series.points)) return null;
  return series.points.map(point).filter((one) => one !== null);
}

/** A figure, and what is known of its window. */
export type WindowFigure = LiveFigure & Partial<Pick<NumberPoint, 'status' | 'revision'>>;

/** The figure of a whole window: nothing was heard when it has no point. */
export const figureIn = (answer: unknown): WindowFigure | null => {
  const points = pointsIn(answer);
  return points === null ? null : (points[0] ?? { value: null, n: 0 });
};

/** Points of steps, with one that says so wherever nothing was heard: a line must not run over what is not known. */
export function withGaps(points: readonly NumberPoint[]): readonly NumberPoint[] {
  return points.flatMap((point, place) => {
    const next = points[place + 1];
    if (next === undefined || next.windowStart <= point.windowEnd) return [point];
    const gap = {
      windowStart: point.windowEnd,
      windowEnd: next.windowStart,
      ...(point.day === undefined ? {} : { day: dayAfter(point.day) }),
    };
    return [point, { ...gap, value: null, n: 0, revision: 0, status: 'nothing heard' }];
  });
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);

export interface HeardChannel {
  readonly channel: string;
  readonly mentions: number;
}

/** Where something was said, busiest first, of an answer by channel. */
export function channelsIn(answer: unknown): readonly HeardChannel[] | null {
  if (!isBag(answer) || !Array.isArray(answer.series)) return null;
  return answer.series
    .flatMap((series: unknown): HeardChannel[] => {
      const [first] = pointsIn({ series: [series] }) ?? [];
      if (!isBag(series) || !isText(series.channel) || first === undefined) return [];
      return [{ channel: series.channel, mentions: first.value ?? 0 }];
    })
    .toSorted((a, b) => b.mentions - a.mentions);
}
