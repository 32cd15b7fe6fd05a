import type { Board } from '../../../schema/contracts/board.ts';
import type { NumberRef } from '../../lib/open/number-ref.ts';

/** What of a brand's page is looked at more closely. All of it stands in the address. */
export interface Selection {
  readonly channel: string | null;
  readonly topic: string | null;
  /** Half-open, epoch milliseconds; null: the whole span. */
  readonly range: { readonly from: number; readonly to: number } | null;
}

type Param = (name: string) => string | null;

const instant = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

export function selectionIn(param: Param): Selection {
  const [from, to] = [instant(param('from')), instant(param('to'))];
  return {
    channel: param('channel') || null,
    topic: param('topic') || null,
    range: from !== null && to !== null && from < to ? { from, to } : null,
  };
}

export const isSelected = ({ channel, topic, range }: Selection): boolean =>
  channel !== null || topic !== null || range !== null;

/** As parameters of the address; null takes one out. */
export const selectionParams = ({ channel, topic, range }: Selection): Record<string, string | null> => ({
  channel,
  topic,
  from: range === null ? null : String(range.from),
  to: range === null ? null : String(range.to),
});

/** The window of the buckets from `first` to `last`, both inclusive. */
export function rangeOfBuckets(
  { at, stepMs }: Pick<Board['river'], 'at' | 'stepMs'>,
  first: number,
  last: number,
): Selection['range'] {
  const [from, end] = [at[Math.max(0, first)], at[Math.min(at.length - 1, last)]];
  return from === undefined || end === undefined || end < from ? null : { from, to: end + stepMs };
}

/** A number of this brand, cut as is selected; without a range that of the span. */
export function refOf(
  brand: string,
  metric: string,
  { channel, topic, range }: Selection,
  span: { readonly from: number; readonly to: number },
): NumberRef {
  const { from, to } = range ?? span;
  return {
    brand,
    metric,
    ...(channel === null ? {} : { channel }),
    ...(topic === null ? {} : { topic }),
    from,
    to,
  };
}

/** The question of `GET /api/metrics` for it. */
export function metricUrl({ brand, metric, channel, topic, from, to }: NumberRef): string {
  const query = new URLSearchParams({ brand, metric: metric ?? '' });
  if (channel !== undefined) query.set('channel', channel);
  if (topic !== undefined) query.set('topic', topic);
  if (from !== undefined) query.set('from', String(from));
  if (to !== undefined) query.set('to', String(to));
  return `/api/metrics?${query}`;
}
