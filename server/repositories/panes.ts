import type { QueryParams, Store } from '../../schema/clickhouse/store.ts';
import { ALL_CHANNELS, type PaneStatus, type Step } from '../../schema/contracts/metrics.ts';
import type { PaneAccumulator } from '../../pipelines/metrics/pane-accumulator.ts';

export interface PaneQuery {
  readonly brands: readonly string[];
  /** Empty: all channels added up. `*`: each channel on its own. */
  readonly channels: readonly string[];
  /** Epoch milliseconds, whole minutes; half-open. */
  readonly from: number;
  readonly to: number;
  readonly step: Step | null;
  /** IANA zone whose days `1d` counts. */
  readonly zone: string;
}

export interface MergedPane {
  readonly brand: string;
  readonly channel: string;
  /** Epoch milliseconds; the whole range without a step. */
  readonly windowStart: number;
  readonly windowEnd: number;
  readonly acc: PaneAccumulator;
  readonly revision: number;
  readonly status: PaneStatus;
}

interface Row {
  readonly brand: string;
  readonly channel: string;
  readonly start_s: number;
  readonly end_s: number;
  readonly inbound: number;
  readonly outbound: number;
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
  readonly responses_ms: number[];
  readonly revision: number;
  readonly status: PaneStatus;
}

export interface PaneRepository {
  /** Panes merged into the steps of a range, oldest first; windows without a pane are left out. */
  merged(query: PaneQuery): Promise<MergedPane[]>;
}

export function createPaneRepository(store: Store): PaneRepository {
  return {
    async merged(query) {
      const params: QueryParams = {
        brands: query.brands,
        channels: query.channels,
        from: query.from / 1_000,
        to: query.to / 1_000,
        zone: query.zone,
      };
      const each = query.channels.length > 0;
      const named = each && !query.channels.includes('*');
      const { start, end, from, to } = windowOf(query.step);
      const rows = await store.query<Row>(
        `SELECT brand, ${each ? 'panes.channel' : `'${ALL_CHANNELS}'`} AS channel,
           toUnixTimestamp(${start}) AS start_s, toUnixTimestamp(${end}) AS end_s,
           sum(panes.inbound) AS inbound, sum(panes.outbound) AS outbound,
           sum(panes.positive) AS positive, sum(panes.neutral) AS neutral, sum(panes.negative) AS negative,
           groupArrayArray(panes.responses_ms) AS responses_ms, max(panes.revision) AS revision,
           multiIf(countIf(panes.status = 'provisional') > 0, 'provisional', countIf(panes.status = 'revised') > 0, 'revised', 'final') AS status
         FROM panes FINAL
         WHERE brand IN {brands:Array(String)} ${named ? 'AND panes.channel IN {channels:Array(String)}' : ''}
           AND window_start >= ${from} AND window_start < ${to}
         GROUP BY brand, channel, start_s, end_s ORDER BY brand, channel, start_s`,
        params,
      );
      return rows.map(mergedPane);
    },
  };
}

/**
 * SQL of a step's window, and of the first and last instant to read: a range that begins or ends inside a window reads
 * all of it, for half a day's count under a whole day's name would be wrong. Days are days of the zone: 23 and 25
 * hours happen.
 */
function windowOf(step: Step | null): { start: string; end: string; from: string; to: string } {
  const range = { from: 'toDateTime({from:Int64})', to: 'toDateTime({to:Int64})' };
  const last = 'toDateTime({to:Int64} - 1)';
  switch (step) {
    case null:
      return { start: range.from, end: range.to, ...range };
    case '1m':
      return { start: 'window_start', end: 'window_end', ...range };
    case '1h':
      // Hours of the clock on the wall: zones half an hour off have hours of their own.
      return {
        start: 'toStartOfHour(window_start, {zone:String})',
        end: 'addHours(toStartOfHour(window_start, {zone:String}), 1)',
        from: `toStartOfHour(${range.from}, {zone:String})`,
        to: `addHours(toStartOfHour(${last}, {zone:String}), 1)`,
      };
    case '1d':
      return {
        start: 'toStartOfDay(window_start, {zone:String})',
        end: 'addDays(toStartOfDay(window_start, {zone:String}), 1)',
        from: `toStartOfDay(${range.from}, {zone:String})`,
        to: `addDays(toStartOfDay(${last}, {zone:String}), 1)`,
      };
  }
}

const mergedPane = (row: Row): MergedPane => ({
  brand: row.brand,
  channel: row.channel,
  windowStart: row.start_s * 1_000,
  windowEnd: row.end_s * 1_000,
  acc: {
    counts: {
      inbound: row.inbound,
      outbound: row.outbound,
      positive: row.positive,
      neutral: row.neutral,
      negative: row.negative,
    },
    responsesMs: row.responses_ms,
  },
  revision: row.revision,
  status: row.status,
});
