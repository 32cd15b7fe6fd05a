import type { Store } from '../../schema/clickhouse/store.ts';

/** Rows of one page: small enough that reading one keeps nobody waiting. */
const PAGE = 100_000;

/** One string of sixteen digits each, low byte first: a tenth of the work of numbers in JSON. */
const PACKED = 'arrayStringConcat(groupArray(hex(reinterpretAsFixedString(identity)))) AS page';

/** Every identity of `mentions` and `deletions`, page by page in the order of the disk. */
export async function* readIdentities(store: Store): AsyncGenerator<BigUint64Array> {
  const [deleted] = await store.query<{ page: string }>(`SELECT ${PACKED} FROM deletions`);
  if (deleted !== undefined) yield unpacked(deleted.page);
  const hours = await store.query<{ hour_s: number; rows: number }>(
    'SELECT toInt64(intDiv(toUnixTimestamp64Milli(at), 3600000) * 3600) AS hour_s, count() AS rows FROM mentions GROUP BY hour_s ORDER BY hour_s',
  );
  let from = hours[0]?.hour_s ?? 0;
  let rows = 0;
  for (const [index, hour] of hours.entries()) {
    rows += Number(hour.rows);
    const next = hours[index + 1];
    if (next !== undefined && rows + Number(next.rows) <= PAGE) continue;
    const [read] = await store.query<{ page: string }>(
      `SELECT ${PACKED} FROM mentions WHERE at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})`,
      { from: from * 1_000, to: (hour.hour_s + 3_600) * 1_000 },
    );
    if (read !== undefined) yield unpacked(read.page);
    from = next?.hour_s ?? 0;
    rows = 0;
  }
}

/** The store writes integers with the low byte first, as do all machines this runs on. */
function unpacked(page: string): BigUint64Array {
  const bytes = Buffer.from(page, 'hex');
  return new BigUint64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
