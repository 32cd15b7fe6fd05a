import type { Store } from '../../schema/clickhouse/store.ts';

/** Every source that has stored mentions, with the event time of its newest one in epoch milliseconds. */
export async function readSources(store: Store): Promise<Map<string, number>> {
  const rows = await store.query<{ source: string; at_ms: number }>(
    'SELECT source, toUnixTimestamp64Milli(max(at)) AS at_ms FROM mentions GROUP BY source',
  );
  return new Map(rows.map(({ source, at_ms: at }) => [source, at]));
}
