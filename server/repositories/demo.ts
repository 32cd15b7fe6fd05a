import type { Store } from '../../schema/clickhouse/store.ts';
import type { StoredDemo } from '../../pipelines/sources/demo/run-demo.ts';

/**
 * What the store holds of the demo, or null for nothing. Told mentions begin with a minute at the latest, so what is
 * stored from before that minute is back story.
 */
export async function readStoredDemo(store: Store): Promise<StoredDemo | null> {
  const [mentions] = await store.query<{ count: number; first_ms: number; last_ms: number }>(
    `SELECT toUInt32(count()) AS count, toUnixTimestamp64Milli(min(at)) AS first_ms, toUnixTimestamp64Milli(max(at)) AS last_ms
     FROM mentions WHERE source = 'demo'`,
  );
  if (mentions === undefined || mentions.count === 0) return null;
  const { first_ms: firstAt, last_ms: lastAt } = mentions;
  const [back] = await store.query<{ told: number; back_ms: number }>(
    `SELECT toUInt8(least(contacts.n, help.n) > 0) AS told, toUnixTimestamp64Milli(least(contacts.newest, help.newest)) AS back_ms
     FROM (SELECT count() AS n, max(at) AS newest FROM contacts WHERE source = 'demo' AND at < fromUnixTimestamp64Milli({before:Int64})) AS contacts,
          (SELECT count() AS n, max(at) AS newest FROM self_help WHERE source = 'demo' AND at < fromUnixTimestamp64Milli({before:Int64})) AS help`,
    { before: firstAt - 60_000 },
  );
  return { firstAt, lastAt, backStoryAt: back === undefined || back.told === 0 ? null : back.back_ms };
}
