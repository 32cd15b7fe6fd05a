import type { Board, BoardCut } from '../../../schema/contracts/board.ts';
import type { Span } from '../../../schema/contracts/scenes.ts';
import type { Buckets } from '../../lib/charts/drawing.ts';
import type { NumberRef } from '../../lib/open/open-ref.ts';
import type { Window } from '../../lib/open/window.ts';

/** What of a brand's page is looked at more closely: its board is cut by it. All of it stands in the address. */
export type Selection = Readonly<BoardCut>;

/** What the server takes for an instant, a channel and an issue; an address may hold anything. */
const END_OF_TIME = Date.UTC(2100, 0, 1);
const CHANNEL = /^[a-z0-9][a-z0-9_-]{0,31}$/;
const TOPIC = /^(?=.{1,80}$)[a-z0-9-]+(\.[a-z0-9-]+)?$/;

type Param = (name: string) => string | null;

const instant = (text: string | null): number | null =>
  text !== null && /^\d{1,13}$/.test(text) && Number(text) < END_OF_TIME ? Number(text) : null;
const matching = (text: string | null, shape: RegExp): string | null =>
  text !== null && shape.test(text) ? text : null;

export function selectionIn(param: Param): Selection {
  const [from, to] = [instant(param('from')), instant(param('to'))];
  return {
    channel: matching(param('channel'), CHANNEL),
    topic: matching(param('topic'), TOPIC),
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

/** The question for the board of a brand, cut as is selected. */
export function boardUrl(brand: string, span: Span, selection: Selection): string {
  const query = new URLSearchParams({ span });
  for (const [name, value] of Object.entries(selectionParams(selection)))
    if (value !== null) query.set(name, value);
  return `/api/brands/${encodeURIComponent(brand.toWellFormed())}/board?${query}`;
}

/** The first and the last bucket that a part of the time touches, or null: it touches none, or there is none. */
export function bucketsOf(
  { at, stepMs }: Pick<Board['river'], 'at' | 'stepMs'>,
  range: Selection['range'],
): Buckets | null {
  if (range === null) return null;
  const first = at.findIndex((start) => start + stepMs > range.from);
  const last = at.findLastIndex((start) => start < range.to);
  return first === -1 || last < first ? null : { first, last };
}

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
): NumberRef & Window {
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
