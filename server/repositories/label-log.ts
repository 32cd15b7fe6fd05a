import type { QueryParams, Store } from '../../schema/clickhouse/store.ts';
import type { LabelChange } from '../../schema/contracts/corrections.ts';
import type { Labels, RelabelReason } from '../../schema/contracts/labels.ts';
import type { SentimentLabel } from '../../schema/contracts/mention.ts';
import type { Relabelling } from '../../pipelines/labels/relabel.ts';
import type { LabelledText } from '../../pipelines/text/sentiment/training/labelled.ts';
import { RELABEL, relabellingOf, type RelabelRecord } from './labelled-mentions.ts';
import { readTexts } from './texts.ts';

export interface LabelLogQuery {
  /** Changes made in `[from, to)`, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly brand?: string | undefined;
  readonly reason?: RelabelReason | undefined;
}

const PAGE = 1_000;

const MADE = `relabelled_at >= fromUnixTimestamp64Milli({from:Int64}) AND relabelled_at < fromUnixTimestamp64Milli({to:Int64})`;
const ofBrand = (brand: string | undefined): string =>
  brand === undefined ? '' : 'AND has(brands, {brand:String})';

/** What was said of labels, newest first. */
export async function readLabelLog(
  store: Store,
  { from, to, brand, reason }: LabelLogQuery,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ changes: LabelChange[]; total: number }> {
  const where = `${MADE} ${ofBrand(brand)} ${reason === undefined ? '' : 'AND reason = {reason:String}'}`;
  const params: QueryParams = { from, to, brand: brand ?? '', reason: reason ?? '', limit, offset };
  const rows = await store.query<RelabelRecord>(
    `SELECT ${RELABEL} FROM relabels WHERE ${where}
     ORDER BY batch DESC, identity LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
    params,
  );
  const [count] = await store.query<{ total: number }>(
    `SELECT count() AS total FROM relabels WHERE ${where}`,
    params,
  );
  return { changes: rows.map((row) => changeOf(relabellingOf(row))), total: Number(count?.total ?? 0) };
}

/** A change as it is answered. */
export function changeOf(change: Relabelling): LabelChange {
  const { source, id, brands, at, relabelledAt, reason, by, named, before, after } = change;
  return {
    source,
    id,
    brands: [...brands],
    saidAt: new Date(at).toISOString(),
    at: new Date(relabelledAt).toISOString(),
    reason,
    by,
    named: [...named],
    before: answered(before),
    after: answered(after),
  };
}

/** All but the fingerprint, which is no label to people. */
export const answered = (labels: Labels): LabelChange['before'] => ({
  sentiment: labels.sentiment,
  sentimentScore: labels.sentimentScore,
  sentimentModel: labels.sentimentModel,
  topics: [...labels.topics],
  intent: labels.intent,
  leaving: [...labels.leaving],
  joining: [...labels.joining],
  actionable: labels.actionable,
  suspicion: labels.suspicion,
  language: labels.language,
});

interface TrainingRow {
  readonly source: string;
  readonly id: string;
  readonly digits: string;
  readonly label: SentimentLabel;
}

/** The newest sentiment that a person gave each mention, with its text, page by page. Mentions that are gone are left out. */
export async function* readTrainingTexts(
  store: Store,
  { from, to, brand }: LabelLogQuery,
): AsyncGenerator<LabelledText[]> {
  let last: TrainingRow = { source: '', id: '', digits: '0', label: 'neutral' };
  for (;;) {
    const rows: TrainingRow[] = await store.query<TrainingRow>(
      `SELECT source, id, toString(identity) AS digits, argMax(after_sentiment, batch) AS label FROM relabels
       WHERE reason = 'correction' AND has(named, 'sentiment') ${ofBrand(brand)}
         AND (identity, source, id) > ({identity:UInt64}, {source:String}, {id:String})
       GROUP BY identity, source, id HAVING max(relabelled_at) >= fromUnixTimestamp64Milli({from:Int64})
         AND max(relabelled_at) < fromUnixTimestamp64Milli({to:Int64})
       ORDER BY identity, source, id LIMIT {limit:UInt32}`,
      {
        from,
        to,
        brand: brand ?? '',
        identity: BigInt(last.digits),
        source: last.source,
        id: last.id,
        limit: PAGE,
      },
    );
    const texts = await readTexts(store, rows);
    yield rows.flatMap(({ source, id, label }) => {
      const text = texts.get(`${source}\u0000${id}`);
      return text === undefined ? [] : [{ split: 'corrected', id: `${source}/${id}`, label, text }];
    });
    const next = rows.at(-1);
    if (next === undefined || rows.length < PAGE) return;
    last = next;
  }
}
