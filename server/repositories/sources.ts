import type { Store } from '../../schema/clickhouse/store.ts';
import { HEARD_MS } from '../../pipelines/metrics/quality/silence.ts';
import {
  RATE_OVER_MS,
  TENTH_OF_MINUTES_MS,
  TIMES_KEPT,
  type SourcePast,
} from '../../pipelines/metrics/quality/source-book.ts';

/** Every source that has stored mentions, with how it spoke of late. `now`: epoch milliseconds. */
export async function readSources(store: Store, now: number): Promise<SourcePast[]> {
  const since = { from: now - HEARD_MS, storedFrom: now - RATE_OVER_MS, partMs: TENTH_OF_MINUTES_MS };
  const rows = await store.query<{ source: string; at_ms: number; stored_ms: number }>(
    `SELECT source, toUnixTimestamp64Milli(max(at)) AS at_ms, toUnixTimestamp64Milli(max(stored_at)) AS stored_ms
     FROM mentions GROUP BY source`,
  );
  const spoken = await store.query<{ source: string; times: number[] }>(
    `SELECT source, groupArray(at_ms) AS times FROM (
       SELECT source, toUnixTimestamp64Milli(mentions.at) AS at_ms FROM mentions
       WHERE mentions.at >= fromUnixTimestamp64Milli({from:Int64})
       ORDER BY mentions.at DESC LIMIT {limit:UInt32} BY source)
     GROUP BY source`,
    { ...since, limit: TIMES_KEPT },
  );
  const stored = await store.query<{ source: string; part: number; count: number }>(
    `SELECT source, intDiv(toUnixTimestamp64Milli(stored_at), {partMs:UInt32}) AS part, count() AS count FROM mentions
     WHERE stored_at > fromUnixTimestamp64Milli({storedFrom:Int64})
     GROUP BY source, part`,
    since,
  );
  const times = new Map(spoken.map((row) => [row.source, row.times]));
  return rows.map(({ source, at_ms: lastEventAt, stored_ms: lastStoredAt }) => ({
    source,
    lastEventAt,
    lastStoredAt,
    times: times.get(source) ?? [],
    stored: new Map(stored.flatMap((row) => (row.source === source ? [[row.part, row.count]] : []))),
  }));
}
