import type { Labels } from '../contracts/labels.ts';
import type { Intent, Mention, SentimentLabel } from '../contracts/mention.ts';

/** A mention as it is stored: with what reading it added, and when and in which batch it was stored. */
export interface StoredMention extends Mention, Labels {
  /** The probability that the sentiment is right, 0 … 1, of what has just been read; not stored. */
  readonly confidence?: number | undefined;
  readonly identity: bigint;
  readonly batch: number;
  /** Epoch milliseconds. */
  readonly storedAt: number;
  /** The fingerprint of the earliest near copy that was remembered when it was stored; its own without one. */
  readonly original: bigint;
}

/** The row of `mentions`. UInt64 travels as a string: JSON numbers lose digits past 2^53. */
export function mentionRow(mention: StoredMention): object {
  return {
    source: mention.source,
    id: mention.id,
    identity: mention.identity.toString(),
    batch: mention.batch,
    at: dateTime64(mention.at),
    stored_at: dateTime64(mention.storedAt),
    brands: mention.brands,
    channel: mention.channel,
    venue: mention.venue,
    kind: mention.kind,
    direction: mention.direction,
    author_id: mention.author.id,
    author_name: mention.author.name,
    author_handle: mention.author.handle,
    author_followers: mention.author.followers,
    author_verified: mention.author.verified,
    text: mention.text,
    lang: mention.lang,
    in_reply_to: mention.inReplyTo,
    conversation: mention.conversation,
    url: mention.url,
    likes: mention.metrics.likes,
    reposts: mention.metrics.reposts,
    replies: mention.metrics.replies,
    views: mention.metrics.views,
    automated: mention.automated,
    promoted: mention.promoted,
    rating: mention.rating,
    customer: mention.customer,
    original: mention.original.toString(),
    ...labelRow(mention),
  };
}

/** The labels of a mention as columns of its row. */
export interface LabelRow {
  readonly sentiment: SentimentLabel;
  readonly sentiment_score: number;
  readonly sentiment_model: string;
  readonly topics: readonly string[];
  readonly intent: Intent;
  readonly leaving: readonly string[];
  readonly joining: readonly string[];
  readonly actionable: boolean;
  readonly suspicion: number;
  /** UInt64 in decimal digits. */
  readonly fingerprint: string;
  readonly language: string;
}

export function labelRow(labels: Labels): LabelRow {
  return {
    sentiment: labels.sentiment,
    sentiment_score: labels.sentimentScore,
    sentiment_model: labels.sentimentModel,
    topics: labels.topics,
    intent: labels.intent,
    leaving: labels.leaving,
    joining: labels.joining,
    actionable: labels.actionable,
    suspicion: labels.suspicion,
    fingerprint: labels.fingerprint.toString(),
    language: labels.language,
  };
}

/** The labels a row was stored with. Scores have the digits of a Float32. */
export function labelsOf(row: LabelRow): Labels {
  return {
    sentiment: row.sentiment,
    sentimentScore: row.sentiment_score,
    sentimentModel: row.sentiment_model,
    topics: row.topics,
    intent: row.intent,
    leaving: row.leaving,
    joining: row.joining,
    actionable: row.actionable,
    suspicion: row.suspicion,
    fingerprint: BigInt(row.fingerprint),
    language: row.language,
  };
}

/** `panes`: the counts and answers of one minute of one brand on one channel. */
export interface PaneRow {
  readonly brand: string;
  readonly channel: string;
  /** Epoch seconds. */
  readonly window_start: number;
  readonly window_end: number;
  readonly inbound: number;
  readonly outbound: number;
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
  readonly responses_ms: readonly number[];
  readonly status: string;
  readonly revision: number;
  readonly version: number;
}

/**
 * `YYYY-MM-DD hh:mm:ss.mmm` for a DateTime64(3, 'UTC'), from epoch milliseconds. Not decimal seconds: with fewer than ten
 * digits, which is before September 2001, the parser takes those for a date and refuses the batch.
 */
export const dateTime64 = (at: number): string => new Date(at).toISOString().replace('T', ' ').slice(0, -1);
