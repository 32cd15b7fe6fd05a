import type { Store } from '../../../schema/clickhouse/store.ts';
import type { SentimentLabel, Venue } from '../../../schema/contracts/mention.ts';
import type { EvidenceSpan } from '../../../pipelines/evidence/evidence-source.ts';
import type { MarketMention } from '../../../pipelines/evidence/evidence.ts';
import { AUTOMATION_THRESHOLD } from '../../../pipelines/text/automation/read-automation.ts';
import { MAX_ROWS, atMost } from './limits.ts';

const IN_SPAN = 'at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})';
const AUTHOR = `if(author_id = '', author_handle, author_id)`;

/** When each account of the span was first heard of this brand, whenever that was. */
export async function readFirstSeen(
  store: Store,
  { brand, from, to }: EvidenceSpan,
): Promise<Map<string, number>> {
  const inbound = `has(brands, {brand:String}) AND direction = 'inbound' AND ${AUTHOR} != ''`;
  const rows = await store.query<{ channel: string; author: string; at_ms: number }>(
    `SELECT channel, ${AUTHOR} AS author, toUnixTimestamp64Milli(min(at)) AS at_ms FROM mentions
     WHERE ${inbound} AND at < fromUnixTimestamp64Milli({to:Int64})
       AND (channel, ${AUTHOR}) IN (SELECT channel, ${AUTHOR} FROM mentions WHERE ${inbound} AND ${IN_SPAN})
     GROUP BY channel, author LIMIT {limit:UInt32}`,
    { brand, from, to, limit: MAX_ROWS + 1 },
  );
  return new Map(
    atMost(rows, 'authors').map(({ channel, author, at_ms: at }) => [`${channel}\u0000${author}`, at]),
  );
}

/** Inbound mentions of every brand. */
export async function readMarket(store: Store, { from, to }: EvidenceSpan): Promise<MarketMention[]> {
  const rows = await store.query<{
    readonly brand: string;
    readonly at_ms: number;
    readonly channel: string;
    readonly venue: Venue;
    readonly author: string;
    readonly sentiment: SentimentLabel;
    readonly topics: readonly string[];
    readonly print: string;
    readonly suspicion: number;
  }>(
    `SELECT brand, toUnixTimestamp64Milli(at) AS at_ms, channel, venue, ${AUTHOR} AS author, sentiment, topics,
       toString(original) AS print, suspicion
     FROM mentions ARRAY JOIN brands AS brand WHERE direction = 'inbound' AND ${IN_SPAN}
     ORDER BY at, source, id LIMIT {limit:UInt32}`,
    { from, to, limit: MAX_ROWS + 1 },
  );
  // Written out: with hundreds of thousands of rows what a spread takes is a second.
  return atMost(rows, 'mentions of all brands').map((row) => ({
    brand: row.brand,
    at: row.at_ms,
    channel: row.channel,
    venue: row.venue,
    author: row.author,
    sentiment: row.sentiment,
    topics: row.topics,
    fingerprint: row.print,
    suspected: row.suspicion >= AUTOMATION_THRESHOLD,
  }));
}
