import type { StoredMention } from '../../schema/clickhouse/tables.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import type { Reading } from '../text/mention-reader.ts';

/**
 * A mention with what was read of it and what it is known by in the store. Written out, as spreading three objects into
 * one of 36 properties takes 20 µs, a seventh of what a mention costs, and naming them takes 0.06.
 */
export const storedMention = (
  mention: Mention,
  reading: Reading,
  {
    identity,
    batch,
    storedAt,
    original,
  }: Pick<StoredMention, 'identity' | 'batch' | 'storedAt' | 'original'>,
): StoredMention => ({
  source: mention.source,
  id: mention.id,
  channel: mention.channel,
  venue: mention.venue,
  kind: mention.kind,
  direction: mention.direction,
  at: mention.at,
  author: mention.author,
  text: mention.text,
  lang: mention.lang,
  inReplyTo: mention.inReplyTo,
  conversation: mention.conversation,
  url: mention.url,
  metrics: mention.metrics,
  automated: mention.automated,
  promoted: mention.promoted,
  rating: mention.rating,
  customer: mention.customer,
  brands: mention.brands,
  sentiment: reading.sentiment,
  sentimentScore: reading.sentimentScore,
  sentimentModel: reading.sentimentModel,
  topics: reading.topics,
  intent: reading.intent,
  leaving: reading.leaving,
  joining: reading.joining,
  actionable: reading.actionable,
  suspicion: reading.suspicion,
  fingerprint: reading.fingerprint,
  language: reading.language,
  confidence: reading.confidence,
  identity,
  batch,
  storedAt,
  original,
});
