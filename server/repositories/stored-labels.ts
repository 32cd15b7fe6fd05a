import type { Store } from '../../schema/clickhouse/store.ts';
import type { Kind } from '../../schema/contracts/mention.ts';
import type { StoredLabels } from '../../pipelines/text/rules/preview.ts';

/** A mention as rules see it, with the model that was asked. */
export interface LabelledRow extends StoredLabels {
  readonly model: string;
  readonly lang: string;
  readonly kind: Kind;
}

export interface LabelRange {
  readonly brand: string;
  /** Epoch milliseconds, half-open. */
  readonly from: number;
  readonly to: number;
}

/** Texts may be long: a page of the longest takes a hundred megabytes. */
const PAGE = 1_000;

const WHERE = `at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})
  AND direction = 'inbound' AND has(brands, {brand:String})`;

/** How many inbound mentions of a brand a range holds. @throws StoreError */
export async function countInbound(store: Store, { brand, from, to }: LabelRange): Promise<number> {
  const [row] = await store.query<{ n: string | number }>(
    `SELECT count() AS n FROM mentions WHERE ${WHERE}`,
    { brand, from, to },
  );
  return Number(row?.n ?? 0);
}

interface Row extends Omit<LabelledRow, 'model' | 'direction'> {
  readonly sentiment_model: string;
  readonly at_ms: number;
  readonly key: string;
}

/** The same mentions in the order of time, page by page: no more than one page is held at a time. @throws StoreError */
export async function* labelledPages(
  store: Store,
  { brand, from, to }: LabelRange,
): AsyncGenerator<readonly LabelledRow[]> {
  let after = { at: from, key: '0' };
  for (let first = true; ; first = false) {
    const rows = await store.query<Row>(
      `SELECT source, id, text, lang, kind, channel, brands, sentiment, sentiment_model, topics, intent,
         toUnixTimestamp64Milli(at) AS at_ms, toString(identity) AS key
       FROM mentions
       WHERE ${WHERE} AND at >= fromUnixTimestamp64Milli({after:Int64})
         ${first ? '' : 'AND (toUnixTimestamp64Milli(at), identity) > ({after:Int64}, {key:UInt64})'}
       ORDER BY mentions.at, identity LIMIT {page:UInt32}`,
      { brand, from, to, after: after.at, key: after.key, page: PAGE },
    );
    yield rows.map(({ sentiment_model, ...row }) => ({
      ...row,
      model: sentiment_model,
      direction: 'inbound',
    }));
    const last = rows.at(-1);
    if (rows.length < PAGE || last === undefined) return;
    after = { at: Number(last.at_ms), key: last.key };
  }
}
