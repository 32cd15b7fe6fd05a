import type { Store } from '../../schema/clickhouse/store.ts';
import { HUMAN } from '../../schema/contracts/labels.ts';
import type { SentimentLabel } from '../../schema/contracts/mention.ts';
import { EMOJI_MODEL } from '../../pipelines/text/sentiment/emoji-scorer.ts';
import { UNSUPPORTED } from '../../pipelines/text/sentiment/scorer.ts';

export interface LabelSampleQuery {
  /** Said in `[from, to)`, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly brand?: string | undefined;
  readonly size: number;
}

export interface SampledMention {
  readonly source: string;
  readonly id: string;
  readonly brands: readonly string[];
  readonly text: string;
  /** Null: only a model has read it. */
  readonly byPerson: SentimentLabel | null;
}

/**
 * Inbound mentions that a model of words reads, drawn by a hash of their names: every one is as likely as another, and
 * whoever asks again gets the same ones in the same order.
 */
export async function sampleMentions(
  store: Store,
  { from, to, brand, size }: LabelSampleQuery,
): Promise<SampledMention[]> {
  const rows = await store.query<Omit<SampledMention, 'byPerson'> & { label: SentimentLabel; model: string }>(
    `SELECT source, id, brands, text, sentiment AS label, sentiment_model AS model FROM mentions
     WHERE at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})
       AND direction = 'inbound' AND sentiment_model NOT IN {unread:Array(String)}
       ${brand === undefined ? '' : 'AND has(brands, {brand:String})'}
     ORDER BY cityHash64('sample', source, id), source, id LIMIT {size:UInt32}`,
    { from, to, brand: brand ?? '', size, unread: [UNSUPPORTED.model, EMOJI_MODEL] },
  );
  return rows.map(({ label, model, ...row }) => ({ ...row, byPerson: model === HUMAN ? label : null }));
}
