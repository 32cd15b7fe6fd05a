import type { BrandLevel, BrandTile, ChannelShare, TileRevision } from '../../schema/contracts/live.ts';
import type { WhoWaits } from '../conversations/thread-book.ts';
import { brandState } from '../metrics/brand-state.ts';
import { mentionCounts } from '../metrics/mention-counts.ts';
import { paneAggregator, type PaneAccumulator } from '../metrics/pane-accumulator.ts';
import { responseTimes } from '../metrics/responses/response-times.ts';
import { mergePanes, type PaneBook } from './pane-book.ts';
import { PANE_MS, paneStart, type Pane, type PaneRevision } from './pane.ts';

export const HEADLINE_MS = 3_600_000;
export const CHART_STEP_MS = 900_000;
export const CHART_BUCKETS = 96;
/** How far back panes are needed for a tile: the charted day and the bucket that is being filled. */
export const TILE_HORIZON_MS = CHART_STEP_MS * (CHART_BUCKETS + 1);
/** The usual is the mean of at least this much of the day before the headline window. */
export const USUAL_AT_LEAST_MS = 2 * HEADLINE_MS;
const CHANNELS_SHOWN = 6;

export interface TileInputs {
  readonly brand: string;
  readonly name: string;
  /** Processing time, epoch milliseconds: a tile shows the hour up to now, quiet or not. */
  readonly now: number;
  readonly lastMentionAt: number | null;
  /** The newest revision of the brand, of whatever age. */
  readonly revision: PaneRevision | undefined;
  readonly waiting: Readonly<WhoWaits> | undefined;
  /** Its level so far, or null: see `brandState`. */
  readonly before: BrandLevel | null;
}

/** A tile from the panes of the last day, by merging. Pure. */
export function brandTile(
  book: PaneBook,
  { brand, name, now, lastMentionAt, waiting, revision, before }: TileInputs,
): BrandTile {
  const asOf = paneStart(now) + PANE_MS;
  const headline = [...book.between(brand, asOf - HEADLINE_MS, asOf)];
  const { counts, responsesMs } = mergePanes(headline);
  const responses = responseTimes.result(responsesMs);
  const chart = chartOf(book, brand, asOf);
  const usual = usualOf(book, brand, asOf);
  return {
    brand,
    name,
    windowMs: HEADLINE_MS,
    asOf,
    lastMentionAt,
    state: brandState({ ...counts, usual }, before),
    volume: { value: counts.inbound, usual: usual?.volume ?? null },
    netSentiment: {
      value: mentionCounts.result(counts).netSentiment,
      usual: usual?.netSentiment ?? null,
      positive: counts.positive,
      neutral: counts.neutral,
      negative: counts.negative,
    },
    firstResponse: {
      medianMs: responses.medianMs,
      p90Ms: responses.p90Ms,
      n: responses.n,
      waiting: waiting?.count ?? 0,
      oldestWaitingAt: waiting?.oldestAt ?? null,
      overdue: waiting?.overdue ?? 0,
      nextBreachAt: waiting?.nextBreachAt ?? null,
    },
    channels: channelsOf(headline),
    openMinutes: new Set(
      headline.flatMap(({ status, windowStart }) => (status === 'provisional' ? [windowStart] : [])),
    ).size,
    revision:
      revision === undefined || revision.pane.windowStart < asOf - TILE_HORIZON_MS
        ? null
        : tileRevision(book, revision),
    chart,
  };
}

/** One channel's pane was revised; what a tile tells is the minute of the whole brand, before and after. */
function tileRevision(book: PaneBook, { pane, before, reason, revisedAt }: PaneRevision): TileRevision {
  const { brand, windowStart } = pane;
  const others = [...book.between(brand, windowStart, windowStart + 1)].filter(
    ({ channel }) => channel !== pane.channel,
  );
  const rest = others.reduce((sum, { acc }) => mentionCounts.merge(sum, acc.counts), mentionCounts.empty());
  const said = ({ counts }: PaneAccumulator) => {
    const all = mentionCounts.merge(rest, counts);
    return { volume: all.inbound, netSentiment: rounded(mentionCounts.result(all).netSentiment) };
  };
  return { windowStart, revisedAt, reason, before: said(before), after: said(pane.acc) };
}

function usualOf(
  book: PaneBook,
  brand: string,
  asOf: number,
): { volume: number; netSentiment: number | null } | null {
  const to = asOf - HEADLINE_MS;
  const panes = [...book.between(brand, asOf - TILE_HORIZON_MS, to)];
  const since = panes.reduce((first, { windowStart }) => Math.min(first, windowStart), to);
  if (to - since < USUAL_AT_LEAST_MS) return null;
  const counts = panes.reduce((sum, { acc }) => mentionCounts.merge(sum, acc.counts), mentionCounts.empty());
  return {
    volume: (counts.inbound * HEADLINE_MS) / (to - since),
    netSentiment: mentionCounts.result(counts).netSentiment,
  };
}

function chartOf(book: PaneBook, brand: string, asOf: number): BrandTile['chart'] {
  const lastBucket = Math.floor((asOf - 1) / CHART_STEP_MS) * CHART_STEP_MS;
  const startAt = lastBucket - (CHART_BUCKETS - 1) * CHART_STEP_MS;
  const buckets = Array.from({ length: CHART_BUCKETS }, () => mentionCounts.empty());
  for (const pane of book.between(brand, startAt, asOf)) {
    const index = Math.floor((pane.windowStart - startAt) / CHART_STEP_MS);
    buckets[index] = mentionCounts.merge(buckets[index] ?? mentionCounts.empty(), pane.acc.counts);
  }
  return {
    startAt,
    stepMs: CHART_STEP_MS,
    volume: buckets.map(({ inbound }) => inbound),
    netSentiment: buckets.map((bucket) => rounded(mentionCounts.result(bucket).netSentiment)),
  };
}

function channelsOf(headline: readonly Pane[]): ChannelShare[] {
  const channels = new Map<string, PaneAccumulator>();
  for (const { channel, acc } of headline)
    channels.set(channel, paneAggregator.merge(channels.get(channel) ?? paneAggregator.empty(), acc));
  return [...channels]
    .map(([channel, { counts }]) => ({
      channel,
      volume: counts.inbound,
      netSentiment: rounded(mentionCounts.result(counts).netSentiment),
    }))
    .filter(({ volume }) => volume > 0)
    .sort((a, b) => b.volume - a.volume || (a.channel < b.channel ? -1 : 1))
    .slice(0, CHANNELS_SHOWN);
}

/** A tenth of a point is finer than any chart shows, and half the bytes of a frame. */
const rounded = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 10) / 10;
