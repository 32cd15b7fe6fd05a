import type { Store } from '../../schema/clickhouse/store.ts';
import { HUMAN } from '../../schema/contracts/labels.ts';
import { COVERED_LANGUAGES } from '../../pipelines/text/language/coverage.ts';
import { EMOJI_MODEL } from '../../pipelines/text/sentiment/emoji-scorer.ts';
import { UNSUPPORTED } from '../../pipelines/text/sentiment/scorer.ts';
import { BOUND, inTime } from './mention-list.ts';

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
  /** Its first 2,000 characters: who labels reads no further, and thousands of them are held at once. */
  readonly text: string;
}

/**
 * Inbound mentions that a model of words reads, drawn by a hash of their names: every one is as likely as another, and
 * whoever asks again gets the same ones in the same order. What a person has corrected is in it like any other.
 *
 * @throws TooMuchEvidence, StoreError
 */
export function sampleMentions(
  store: Store,
  { from, to, brand, size }: LabelSampleQuery,
): Promise<SampledMention[]> {
  const range = 'at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})';
  const order = `ORDER BY cityHash64('sample', source, id), source, id`;
  // Drawn first: only the texts that are drawn are read.
  return inTime(
    store.query<SampledMention>(
      `SELECT source, id, brands, substringUTF8(text, 1, 2000) AS text FROM mentions
       WHERE ${range} AND (source, id) IN (
         SELECT source, id FROM mentions
         WHERE ${range} AND direction = 'inbound' AND sentiment_model NOT IN {unread:Array(String)}
           AND (sentiment_model != {human:String} OR language IN {covered:Array(String)})
           ${brand === undefined ? '' : 'AND has(brands, {brand:String})'}
         ${order} LIMIT {size:UInt32})
       ${order} ${BOUND}`,
      {
        from,
        to,
        brand: brand ?? '',
        size,
        unread: [UNSUPPORTED.model, EMOJI_MODEL],
        human: HUMAN,
        covered: COVERED_LANGUAGES,
      },
    ),
  );
}
