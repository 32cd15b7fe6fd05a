import type { Direction, Kind, SentimentLabel } from '../../schema/contracts/mention.ts';
import { clockOf } from '../../pipelines/conversations/actionable.ts';
import type { HistoricMention } from '../../pipelines/history/history.ts';

/** The columns of a mention as a recompute reads it back. */
export const MENTION = `source, id, toUnixTimestamp64Milli(at) AS at_ms, direction, automated,
  if(author_id = '', author_handle, author_id) AS author, in_reply_to, conversation, channel, brands, kind, sentiment,
  actionable, author_followers, leaving`;

export interface MentionRecord {
  readonly source: string;
  readonly id: string;
  readonly at_ms: number;
  readonly direction: Direction;
  readonly automated: boolean;
  readonly author: string;
  readonly in_reply_to: string;
  readonly conversation: string;
  readonly channel: string;
  readonly brands: readonly string[];
  readonly sentiment: SentimentLabel;
  readonly kind: Kind;
  readonly actionable: boolean;
  readonly author_followers: number;
  readonly leaving: readonly string[];
}

export function mentionOf(row: MentionRecord): HistoricMention {
  return {
    source: row.source,
    id: row.id,
    at: row.at_ms,
    direction: row.direction,
    automated: row.automated,
    author: row.author,
    inReplyTo: row.in_reply_to,
    conversation: row.conversation,
    channel: row.channel,
    brands: row.brands,
    sentiment: row.sentiment,
    followers: row.author_followers,
    leaving: row.leaving,
    ...clockOf(row),
  };
}
