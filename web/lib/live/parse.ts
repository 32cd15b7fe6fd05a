import { BRAND_LEVELS } from '../../../schema/contracts/live.ts';
import type {
  BrandTile,
  DeltaFrame,
  IngestTotals,
  LiveFrame,
  RelabelledMention,
  TickerMention,
} from '../../../schema/contracts/live.ts';
import type { RevisionReason } from '../../../schema/contracts/revisions.ts';
import { isBag, isCount, isListOf, isMaybeNumber, isNumber, isText, type Bag } from './guards.ts';
import { parseProgram } from './program.ts';
import { parseReadings } from './readings.ts';
import { isSource, isStateChange } from './sources.ts';

/** A day in one-minute buckets, with room; a longer chart is a mistake and would stall the canvas. */
const MOST_BUCKETS = 2_000;

const isChannel = (value: unknown): boolean =>
  isBag(value) && isText(value.channel) && isNumber(value.volume) && isMaybeNumber(value.netSentiment);

/** Spelt out: their list stands beside schemas of the whole interface, which the page has no use for. */
const REASONS: Readonly<Record<RevisionReason, true>> = {
  late: true,
  deletion: true,
  restart: true,
  requested: true,
  correction: true,
  reread: true,
};

const isSaid = (value: unknown): boolean =>
  isBag(value) && isCount(value.volume) && isMaybeNumber(value.netSentiment);

const isRevision = (value: unknown): boolean =>
  isBag(value) &&
  isNumber(value.windowStart) &&
  isNumber(value.revisedAt) &&
  isText(value.reason) &&
  Object.hasOwn(REASONS, value.reason) &&
  isSaid(value.before) &&
  isSaid(value.after);

export function isTile(value: unknown): value is BrandTile {
  if (!isBag(value)) return false;
  const { state, volume, netSentiment, firstResponse, chart } = value;
  return (
    isText(value.brand) &&
    isText(value.name) &&
    isNumber(value.windowMs) &&
    isNumber(value.asOf) &&
    isMaybeNumber(value.lastMentionAt) &&
    isBag(state) &&
    (BRAND_LEVELS as readonly unknown[]).includes(state.level) &&
    isText(state.why) &&
    isBag(volume) &&
    isCount(volume.value) &&
    isMaybeNumber(volume.usual) &&
    isBag(netSentiment) &&
    isMaybeNumber(netSentiment.value) &&
    isMaybeNumber(netSentiment.usual) &&
    isCount(netSentiment.positive) &&
    isCount(netSentiment.neutral) &&
    isCount(netSentiment.negative) &&
    isBag(firstResponse) &&
    isMaybeNumber(firstResponse.medianMs) &&
    isMaybeNumber(firstResponse.p90Ms) &&
    isCount(firstResponse.n) &&
    isCount(firstResponse.waiting) &&
    isMaybeNumber(firstResponse.oldestWaitingAt) &&
    isCount(firstResponse.overdue) &&
    isMaybeNumber(firstResponse.nextBreachAt) &&
    isListOf(value.channels, isChannel) &&
    isCount(value.openMinutes) &&
    Number.isInteger(value.openMinutes) &&
    (value.revision === null || isRevision(value.revision)) &&
    isBag(chart) &&
    isNumber(chart.startAt) &&
    isNumber(chart.stepMs) &&
    isListOf(chart.volume, isCount) &&
    isListOf(chart.netSentiment, isMaybeNumber) &&
    (chart.volume as readonly unknown[]).length <= MOST_BUCKETS &&
    (chart.netSentiment as readonly unknown[]).length <= MOST_BUCKETS
  );
}

const SENTIMENTS: readonly unknown[] = ['positive', 'neutral', 'negative'];
const DIRECTIONS: readonly unknown[] = ['inbound', 'outbound'];

export function isMention(value: unknown): value is TickerMention {
  return (
    isBag(value) &&
    isText(value.key) &&
    isListOf(value.brands, isText) &&
    isText(value.channel) &&
    DIRECTIONS.includes(value.direction) &&
    isText(value.author) &&
    isText(value.text) &&
    SENTIMENTS.includes(value.sentiment) &&
    isNumber(value.at) &&
    isNumber(value.storedAt)
  );
}

const isRelabelled = (value: unknown): value is RelabelledMention =>
  isBag(value) && isText(value.key) && SENTIMENTS.includes(value.sentiment);

const isTotals = (value: unknown): value is IngestTotals =>
  isBag(value) &&
  isNumber(value.accepted) &&
  isNumber(value.duplicates) &&
  isNumber(value.rejected) &&
  isNumber(value.turnedAway) &&
  isNumber(value.perSecond);

/**
 * The frame, or null for anything that is not one. Never throws. What is not as the contract says drops a frame whole,
 * a tile, mention or figure alone: one broken row must not blank a screen nobody is standing at.
 */
export function parseFrame(data: unknown): LiveFrame | null {
  if (!isText(data)) return null;
  let frame: unknown;
  try {
    frame = JSON.parse(data);
  } catch {
    return null;
  }
  if (!isBag(frame)) return null;
  if (frame.type === 'display') return parseDisplay(frame);
  if (!isNumber(frame.sentAt)) return null;
  if (frame.type === 'hello') return parseHello(frame);
  const { type, seq, watermark, sentAt, since } = frame;
  if (!isNumber(seq) || !isMaybeNumber(watermark)) return null;
  const stamp = { seq, watermark, sentAt };
  if (type === 'heartbeat') return { type, ...stamp };
  const news = parseNews(frame);
  if (news === null) return null;
  const { sources, changes, ...rest } = news;
  if (type === 'snapshot') return { type, ...stamp, ...rest, sources: sources ?? [], changes: changes ?? [] };
  if (type !== 'delta') return null;
  return { type, ...stamp, ...news, ...(isNumber(since) ? { since } : {}) };
}

type News = Omit<DeltaFrame, 'type' | 'seq' | 'watermark' | 'sentAt' | 'since'>;

/** What snapshots and deltas have in common. */
function parseNews(frame: Bag): News | null {
  const { tiles, mentions, removed, relabelled, totals, readings, sources, changes } = frame;
  if (!Array.isArray(tiles) || !Array.isArray(mentions) || !isTotals(totals)) return null;
  return {
    tiles: tiles.filter(isTile),
    mentions: mentions.filter(isMention),
    ...(Array.isArray(removed) ? { removed: removed.filter(isText) } : {}),
    ...(Array.isArray(relabelled)
      ? { relabelled: relabelled.filter(isRelabelled).map(({ key, sentiment }) => ({ key, sentiment })) }
      : {}),
    totals,
    ...(Array.isArray(readings)
      ? { readings: readings.map(parseReadings).filter((one) => one !== null) }
      : {}),
    ...(Array.isArray(sources) ? { sources: sources.filter(isSource) } : {}),
    ...(Array.isArray(changes) ? { changes: changes.filter(isStateChange) } : {}),
  };
}

function parseDisplay({ program }: Bag): LiveFrame | null {
  const parsed = parseProgram(program);
  return parsed === null ? null : { type: 'display', program: parsed };
}

function parseHello(frame: Bag): LiveFrame | null {
  const { protocol, build, instance, demo, heartbeatMs, sentAt } = frame;
  if (!isNumber(protocol) || !isText(build) || !isText(instance)) return null;
  if (typeof demo !== 'boolean' || !isNumber(heartbeatMs) || !isNumber(sentAt)) return null;
  return { type: 'hello', protocol, build, instance, demo, heartbeatMs, sentAt };
}
