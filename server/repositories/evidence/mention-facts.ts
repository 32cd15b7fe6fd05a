import type { Direction, Intent, Kind, SentimentLabel, Venue } from '../../../schema/contracts/mention.ts';
import type { MentionFact } from '../../../pipelines/evidence/evidence.ts';
import { AUTOMATION_THRESHOLD } from '../../../pipelines/text/automation/read-automation.ts';
import type { Accounts } from './accounts.ts';

export const MENTION_COLUMNS = `source, id, toUnixTimestamp64Milli(at) AS at_ms, toUnixTimestamp64Milli(stored_at) AS stored_ms,
  brands, channel, venue, kind, direction, if(author_id = '', author_handle, author_id) AS author, author_handle,
  author_followers, automated, promoted, customer, sentiment, sentiment_score, topics, intent, leaving, joining,
  actionable, suspicion, language, toString(original) AS print, in_reply_to, conversation, views`;

export interface MentionRecord {
  readonly source: string;
  readonly id: string;
  readonly at_ms: number;
  readonly stored_ms: number;
  readonly brands: readonly string[];
  readonly channel: string;
  readonly venue: Venue;
  readonly kind: Kind;
  readonly direction: Direction;
  readonly author: string;
  readonly author_handle: string;
  readonly author_followers: number;
  readonly automated: boolean;
  readonly promoted: boolean;
  readonly customer: string;
  readonly sentiment: SentimentLabel;
  readonly sentiment_score: number;
  readonly topics: readonly string[];
  readonly intent: Intent;
  readonly leaving: readonly string[];
  readonly joining: readonly string[];
  readonly actionable: boolean;
  readonly suspicion: number;
  readonly language: string;
  readonly print: string;
  readonly in_reply_to: string;
  readonly conversation: string;
  readonly views: number;
}

/** A stored row as it concerns one brand. */
export function factOf(row: MentionRecord, brand: string, accounts: Accounts): MentionFact {
  const left = row.leaving.includes(brand);
  return {
    source: row.source,
    id: row.id,
    at: row.at_ms,
    storedAt: row.stored_ms,
    brands: row.brands,
    channel: row.channel,
    venue: row.venue,
    kind: row.kind,
    direction: row.direction,
    author: row.author,
    followers: row.author_followers,
    customer: accounts.customerOf(row),
    sentiment: row.sentiment,
    score: row.sentiment_score,
    topics: row.topics,
    // Leaving another brand is no churn of this one.
    intent: left ? 'churn' : row.intent === 'churn' ? 'comment' : row.intent,
    pulledAway: row.joining.some((name) => name !== brand),
    opensClock: row.direction === 'inbound' && row.kind !== 'repost',
    actionable: row.actionable,
    automated: row.automated,
    suspected: row.suspicion >= AUTOMATION_THRESHOLD,
    promoted: row.promoted,
    language: row.language,
    fingerprint: row.print,
    inReplyTo: row.in_reply_to,
    conversation: row.conversation,
    views: row.views,
  };
}
