import type { QueryParams, Store } from '../../schema/clickhouse/store.ts';
import { ALL_CHANNELS, type PaneStatus, type Step } from '../../schema/contracts/metrics.ts';
import type { RollupWriter } from '../../pipelines/sinks/rollup-writer.ts';
import { greatest, least } from './lists.ts';
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
  /** False leaves response times out: they are most of what is read, and few metrics want them. */
  readonly responses?: boolean;
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

/**
 * Hours and days come from the rollups, except those that have changed since: these are merged from their minutes.
 * So do minutes, and the hours at both ends of a range that does not begin and end with one.
 */
export function createPaneRepository(store: Store, rollups: Pick<RollupWriter, 'stale'>): PaneRepository {
  return {
    async merged({ brands, channels, from, to, step, zone, responses = true }) {
      // Of any of the brands: minutes say the same as a rollup that nobody has to distrust.
      const stale = [...new Set(rollups.stale(brands).map(({ hour }) => hour / 1_000))];
      const params: QueryParams = {
        brands, channels, zone, stale,
        from: from / 1_000,
        to: to / 1_000,
        ...(stale.length === 0 ? {} : { firstStale: least(stale), lastStale: greatest(stale) }),
      }; // prettier-ignore
      const each = channels.length > 0;
      const shape = SHAPES[step ?? 'range'];
      const named = each && !channels.includes('*') ? 'AND p.channel IN {channels:Array(String)}' : '';
      // Hours and days are read whole: without stale ones no minute is needed, and looking for some costs more than all.
      const rolledOnly = step !== null && shape.rollup !== null && stale.length === 0;
      const parts = [
        ...(rolledOnly ? [] : [fromMinutes(shape, stale.length > 0, named, responses)]),
        ...(shape.rollup === null ? [] : [fromRollups(shape, stale.length > 0, named, responses)]),
      ];
      const rows = await store.query<Row>(
        `SELECT brand, ${each ? 'part.channel' : `'${ALL_CHANNELS}'`} AS channel,
           toUnixTimestamp(${shape.step === 'range' ? instant('from') : 'start'}) AS start_s,
           toUnixTimestamp(${shape.step === 'range' ? instant('to') : 'end'}) AS end_s,
           sum(part.inbound) AS inbound, sum(part.outbound) AS outbound,
           sum(part.positive) AS positive, sum(part.neutral) AS neutral, sum(part.negative) AS negative,
           groupArrayArray(part.responses_ms) AS responses_ms, max(part.revision) AS revision,
           multiIf(countIf(part.status = 'provisional') > 0, 'provisional', countIf(part.status = 'revised') > 0, 'revised', 'final') AS status
         FROM (${parts.join(' UNION ALL ')}) AS part
         GROUP BY brand, channel, start_s, end_s ORDER BY brand, channel, start_s`,
        params,
      );
      return rows.map(mergedPane);
    },
  };
}

const instant = (name: 'from' | 'to' | 'firstStale' | 'lastStale'): string =>
  `toDateTime({${name}:Int64}, 'UTC')`;
const columns = (
  responses: boolean,
): string => `p.brand AS brand, p.channel AS channel, p.inbound AS inbound, p.outbound AS outbound, p.positive AS positive,
  p.neutral AS neutral, p.negative AS negative, ${responses ? 'p.responses_ms' : 'emptyArrayUInt64()'} AS responses_ms, p.revision AS revision, p.status AS status`;

/** The SQL of a step. Days are days of the zone (23 and 25 hours happen); so are hours: some zones lie half an hour off. */
interface Shape {
  readonly step: Step | 'range';
  /** The rollup it is read from, null for minutes. */
  readonly rollup: '1h' | '1d' | null;
  readonly startOf: (at: string) => string;
  readonly endOf: (start: string) => string;
  /** Whether a window of it holds an hour of UTC whose rollup is old. */
  readonly isStale: (start: string, end: string) => string;
  /** First and last instant that is read: steps are read whole, a range exactly. */
  readonly from: string;
  readonly to: string;
}

/** An hour of a zone lies in one of UTC or in two. */
const isStaleHour = (start: string, end: string): string =>
  `(${hourOfUtc(start)} IN {stale:Array(UInt32)} OR ${hourOfUtc(`${end} - 1`)} IN {stale:Array(UInt32)})`;
const hourOfUtc = (at: string): string => `intDiv(toUnixTimestamp(${at}), 3600) * 3600`;
const isStaleDay = (start: string): string => `(${start} IN (
  SELECT arrayJoin([${day("toDateTime(hour, 'UTC')")}, ${day("toDateTime(hour + 3599, 'UTC')")}])
  FROM (SELECT arrayJoin({stale:Array(UInt32)}) AS hour)))`;

const hour = (at: string): string => `toStartOfHour(${at}, {zone:String})`;
const day = (at: string): string => `toStartOfDay(${at}, {zone:String})`;
const lastInstant = "toDateTime({to:Int64} - 1, 'UTC')";

const SHAPES: Readonly<Record<Step | 'range', Shape>> = {
  '1m': { step: '1m', rollup: null, startOf: (at) => at, endOf: (start) => `addMinutes(${start}, 1)`, isStale: isStaleHour, from: instant('from'), to: instant('to') },
  '1h': {
    step: '1h', rollup: '1h', startOf: hour, endOf: (start) => `addHours(${start}, 1)`, isStale: isStaleHour,
    from: hour(instant('from')), to: `addHours(${hour(lastInstant)}, 1)`,
  },
  '1d': {
    step: '1d', rollup: '1d', startOf: day, endOf: (start) => `addDays(${start}, 1)`, isStale: isStaleDay,
    from: day(instant('from')), to: `addDays(${day(lastInstant)}, 1)`,
  },
  range: { step: 'range', rollup: '1h', startOf: hour, endOf: (start) => `addHours(${start}, 1)`, isStale: isStaleHour, from: instant('from'), to: instant('to') },
}; // prettier-ignore

const fromRollups = (
  { rollup, from, to, isStale }: Shape,
  some: boolean,
  named: string,
  responses: boolean,
): string => `
  SELECT ${columns(responses)}, p.window_start AS start, p.window_end AS end
  FROM rollups AS p FINAL
  WHERE p.step = '${rollup}' AND p.zone = {zone:String} AND p.brand IN {brands:Array(String)} ${named}
    AND p.window_start >= ${from} AND p.window_end <= ${to}
    ${some ? `AND NOT ${isStale('p.window_start', 'p.window_end')}` : ''}`;

function fromMinutes(
  { rollup, startOf, endOf, isStale, from, to }: Shape,
  some: boolean,
  named: string,
  responses: boolean,
): string {
  const start = startOf('p.window_start');
  const end = endOf(start);
  // The first condition is cheap and true wherever the exact ones are: it lets whole granules be skipped. Its bounds are
  // parameters, as is what is stale: as subqueries they took half of the time of a range.
  const notRolled = `
    AND (p.window_start < addHours(${from}, 25) OR p.window_start >= subtractHours(${to}, 25)
      ${some ? `OR p.window_start >= subtractHours(${instant('firstStale')}, 25) AND p.window_start < addHours(${instant('lastStale')}, 26)` : ''})
    AND (${start} < ${from} OR ${end} > ${to} ${some ? `OR ${isStale(start, end)}` : ''})`;
  return `
  SELECT ${columns(responses)}, ${start} AS start, ${end} AS end
  FROM panes AS p FINAL
  WHERE p.brand IN {brands:Array(String)} ${named} AND p.window_start >= ${from} AND p.window_start < ${to}
    ${rollup === null ? '' : notRolled}`;
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
