import type { Store } from '../../schema/clickhouse/store.ts';
import type { PaneFigures } from '../../schema/contracts/pane-figures.ts';
import type { Revision, RevisionReason } from '../../schema/contracts/revisions.ts';

type Side = 'before' | 'after';
type Counted = Exclude<keyof PaneFigures, 'responsesMs'>;
type Row = {
  readonly brand: string;
  readonly channel: string;
  readonly start_s: number;
  readonly revision: number;
  readonly reason: RevisionReason;
  readonly revised_ms: number;
} & { readonly [K in `${Side}_${Counted}`]: number } & { readonly [K in `${Side}_responses_ms`]: number[] };

export interface RevisionQuery {
  /** Empty: every brand. */
  readonly brands: readonly string[];
  /** Windows in `[from, to)`, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

/** What panes said before and after they changed their minds, newest first. */
export async function readRevisions(
  store: Store,
  { brands, from, to, limit }: RevisionQuery,
): Promise<Revision[]> {
  const rows = await store.query<Row>(
    `SELECT * EXCEPT (window_start, revised_at), toUnixTimestamp(window_start) AS start_s,
       toUnixTimestamp64Milli(revised_at) AS revised_ms
     FROM revisions FINAL
     WHERE window_start >= toDateTime(intDiv({from:Int64}, 1000)) AND window_start < toDateTime(intDiv({to:Int64}, 1000))
       ${brands.length === 0 ? '' : 'AND brand IN {brands:Array(String)}'}
     ORDER BY revised_ms DESC, start_s DESC, brand, channel LIMIT {limit:UInt32}`,
    { brands, from, to, limit },
  );
  return rows.map((row) => ({
    brand: row.brand,
    channel: row.channel,
    windowStart: new Date(row.start_s * 1_000).toISOString(),
    revision: row.revision,
    reason: row.reason,
    revisedAt: new Date(row.revised_ms).toISOString(),
    before: figures(row, 'before'),
    after: figures(row, 'after'),
  }));
}

const figures = (row: Row, side: Side): PaneFigures => ({
  inbound: row[`${side}_inbound`],
  outbound: row[`${side}_outbound`],
  positive: row[`${side}_positive`],
  neutral: row[`${side}_neutral`],
  negative: row[`${side}_negative`],
  responsesMs: row[`${side}_responses_ms`],
});
