import type { Store } from '../../schema/clickhouse/store.ts';
import { LOG_LEAD_MS } from '../../pipelines/history/history.ts';
import { PANE_MS, type Pane } from '../../pipelines/panes/pane.ts';

interface Row {
  readonly brand: string;
  readonly channel: string;
  readonly start_s: number;
  readonly revision: number;
  readonly inbound: number;
  readonly outbound: number;
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
  readonly responses_ms: number[];
}

const KEY = 'brand, channel, window_start';
/** Not FINAL: what the log holds twice says the same both times, and merging all of it takes long. */
const newest = (figure: string): string => `argMax(after_${figure}, (revision, revised_at)) AS ${figure}`;
const FIGURES = ['inbound', 'outbound', 'positive', 'neutral', 'negative', 'responses_ms'];

const RECENT =
  'toUnixTimestamp64Milli(revised_at) > (SELECT intDiv(toInt64(max(version)), 1000) FROM panes) - {lead:Int64}';

/**
 * Of years of panes and their log only what was revised about the last write is looked at: the keys lead to those few
 * panes through the index, without a merge.
 */
const SQL = `
  SELECT brand, channel, toUnixTimestamp(window_start) AS start_s, logged.number AS revision, ${FIGURES.join(', ')}
  FROM (
    SELECT ${KEY}, max(revision) AS number, ${FIGURES.map(newest).join(', ')}
    FROM revisions WHERE ${RECENT} GROUP BY ${KEY}) AS logged
  LEFT JOIN (
    SELECT ${KEY}, argMax(revision, version) AS number
    FROM panes WHERE (${KEY}) IN (SELECT ${KEY} FROM revisions WHERE ${RECENT}) GROUP BY ${KEY}) AS stored
  USING (${KEY})
  WHERE logged.number > stored.number
  ORDER BY start_s, brand, channel`;

/** Panes as the log of revisions says they are, where it is ahead of `panes`. @throws StoreError */
export async function readPanesLoggedAhead(store: Store): Promise<Pane[]> {
  return (await store.query<Row>(SQL, { lead: LOG_LEAD_MS })).map((row) => {
    const { brand, channel, revision, inbound, outbound, positive, neutral, negative } = row;
    const windowStart = row.start_s * 1_000;
    return {
      brand,
      channel,
      windowStart,
      windowEnd: windowStart + PANE_MS,
      acc: { counts: { inbound, outbound, positive, neutral, negative }, responsesMs: row.responses_ms },
      status: 'revised',
      revision,
    };
  });
}
