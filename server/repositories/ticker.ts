import type { Store } from '../../schema/clickhouse/store.ts';
import type { TickerMention } from '../../schema/contracts/live.ts';
import type { Direction, SentimentLabel } from '../../schema/contracts/mention.ts';
import { tickerMention } from '../live/live-view.ts';

interface Row {
  readonly source: string;
  readonly id: string;
  readonly brands: string[];
  readonly channel: string;
  readonly direction: Direction;
  readonly author_id: string;
  readonly author_name: string;
  readonly author_handle: string;
  readonly text: string;
  readonly sentiment: SentimentLabel;
  readonly at_ms: number;
  readonly stored_ms: number;
}

/** The newest mentions by event time, newest first: what the ticker shows before anything new arrives. */
export async function readTicker(store: Store, limit: number): Promise<TickerMention[]> {
  const rows = await store.query<Row>(
    `SELECT source, id, brands, channel, direction, author_id, author_name, author_handle, text, sentiment,
       toUnixTimestamp64Milli(at) AS at_ms, toUnixTimestamp64Milli(stored_at) AS stored_ms
     FROM mentions ORDER BY at DESC LIMIT {limit:UInt32}`,
    { limit },
  );
  return rows.map((row) =>
    tickerMention({
      ...row,
      author: {
        id: row.author_id,
        name: row.author_name,
        handle: row.author_handle,
        followers: 0,
        verified: false,
      },
      at: row.at_ms,
      storedAt: row.stored_ms,
    }),
  );
}
