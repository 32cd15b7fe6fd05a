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
const FIGURES = ['inbound', 'outbound', 'positive', 'neutral', 'negative', 'responses_ms'];
const LOGGED_SINCE =
  'toUnixTimestamp64Milli(revised_at) > (SELECT intDiv(toInt64(max(version)), 1000) FROM panes) - {lead:Int64}';

/**
 * Cheap however many years there are: of the panes only those are looked up that were revised about the last write, and
 * figures are read of those only that are ahead. Nothing is merged: what was logged twice says the same both times.
 */
const SQL = `
  SELECT brand, channel, toUnixTimestamp(window_start) AS start_s, revision,
    ${FIGURES.map((figure) => `after_${figure} AS ${figure}`).join(', ')}
  FROM revisions
  WHERE ${LOGGED_SINCE} AND (${KEY}, revision) IN (
    SELECT ${KEY}, max(logged) AS newest FROM (
      SELECT ${KEY}, revision AS logged, toUInt32(0) AS written FROM revisions WHERE ${LOGGED_SINCE}
      UNION ALL
      SELECT ${KEY}, toUInt32(0), revision FROM panes
      WHERE revision > 0 AND (${KEY}) IN (SELECT ${KEY} FROM revisions WHERE ${LOGGED_SINCE}))
    GROUP BY ${KEY} HAVING newest > max(written))
  ORDER BY start_s, brand, channel
  LIMIT 1 BY ${KEY}`;

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
