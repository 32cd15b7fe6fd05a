import { randomUUID } from 'node:crypto';
import type { QueryParams, Store } from '../../schema/clickhouse/store.ts';
import type { AuditDifference } from '../../schema/contracts/audit.ts';
import type { PaneFigures } from '../../schema/contracts/pane-figures.ts';
import { labelThreads } from './audit-threads.ts';

export interface AuditRepository {
  /** Every pane in `[from, to)`, epoch milliseconds, that does not say what the raw rows say. */
  differences(from: number, to: number): Promise<{ checked: number; differences: AuditDifference[] }>;
}

type Side = 'raw' | 'pane';
type Counted = (typeof COUNTS)[number];
type Row = { readonly brand: string; readonly channel: string; readonly minute: number } & {
  readonly [K in `${Side}_${Counted}`]: number;
} & { readonly [K in `${Side}_responses`]: number[] };

const COUNTS = ['inbound', 'outbound', 'positive', 'neutral', 'negative'] as const;

/**
 * Counts everything again from the raw rows, in SQL alone: not one line is shared with the aggregators, so an error of
 * theirs cannot hide here. Thread by thread it follows replies and conversations like `conversations/`, by its own
 * means: labels spread over shared references until nothing changes.
 */
export function createAuditRepository(store: Store): AuditRepository {
  return {
    async differences(from, to) {
      const run = `audit_${randomUUID().replaceAll('-', '')}`;
      try {
        const { threads, customers } = await labelThreads(store, run, { from, to });
        return await compare(store, { from, to, threads, customers });
      } finally {
        for (const { name } of await store.query<{ name: string }>(
          'SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, {run:String})',
          { run },
        ))
          await store.command(`DROP TABLE \`${name}\` SYNC`);
      }
    },
  };
}

interface Compared {
  readonly from: number;
  readonly to: number;
  /** Table of (identity, thread). */
  readonly threads: string;
  /** Table of (identity, customer) of human replies. */
  readonly customers: string;
}

async function compare(store: Store, { from, to, threads, customers }: Compared) {
  const params: QueryParams = { from, to };
  const sides = (side: Side) =>
    COUNTS.map((name) => `sumIf(${name}, side = '${side}') AS ${side}_${name}`).join(', ');
  const sql = `
    SELECT brand, channel, toUnixTimestamp(minute) AS minute, ${sides('raw')}, ${sides('pane')},
      arraySort(groupArrayArrayIf(responses, side = 'raw')) AS raw_responses,
      arraySort(groupArrayArrayIf(responses, side = 'pane')) AS pane_responses
    FROM (${rawCounts()} UNION ALL ${rawResponses(threads, customers)} UNION ALL ${panes()})
    GROUP BY brand, channel, minute`;
  const differing = [...COUNTS, 'responses'].map((name) => `raw_${name} != pane_${name}`).join(' OR ');
  const rows = await store.query<Row>(
    `SELECT * FROM (${sql}) WHERE ${differing} ORDER BY minute, brand, channel LIMIT 10000`,
    params,
  );
  const [total] = await store.query<{ checked: number }>(`SELECT count() AS checked FROM (${sql})`, params);
  return { checked: Number(total?.checked ?? 0), differences: rows.map(differenceOf) };
}

const IN_RANGE = 'at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})';

const rawCounts = (): string => `
  SELECT 'raw' AS side, brand, channel, toStartOfMinute(at) AS minute,
    countIf(direction = 'inbound') AS inbound, countIf(direction = 'outbound') AS outbound,
    countIf(direction = 'inbound' AND sentiment = 'positive') AS positive,
    countIf(direction = 'inbound' AND sentiment = 'neutral') AS neutral,
    countIf(direction = 'inbound' AND sentiment = 'negative') AS negative,
    emptyArrayUInt64() AS responses
  FROM mentions ARRAY JOIN brands AS brand WHERE ${IN_RANGE} GROUP BY brand, channel, minute`;

/**
 * Within a thread, brand and customer, rounds end with a reply: the round's first inbound mention started its clock.
 * A round without an inbound mention answers nothing.
 */
const rawResponses = (threads: string, customers: string): string => `
  SELECT 'raw', brand, argMaxIf(channel, at, is_reply) AS channel, toStartOfMinute(maxIf(at, is_reply)) AS minute,
    0, 0, 0, 0, 0,
    [toUInt64(toUnixTimestamp64Milli(maxIf(at, is_reply)) - toUnixTimestamp64Milli(minIf(at, NOT is_reply)))]
  FROM (
    SELECT *, sum(is_reply) OVER (
      PARTITION BY thread, brand, customer ORDER BY at, is_reply, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS round
    FROM (
      SELECT m.id AS id, m.at AS at, m.channel AS channel, t.thread AS thread, m.direction = 'outbound' AS is_reply,
        if(m.direction = 'outbound', c.customer, if(m.author_id = '', m.author_handle, m.author_id)) AS customer,
        arrayJoin(m.brands) AS brand
      FROM mentions AS m
      INNER JOIN ${threads} AS t ON t.identity = m.identity
      LEFT JOIN ${customers} AS c ON c.identity = m.identity
      WHERE (m.direction = 'inbound' AND m.kind != 'repost') OR c.known = 1
    )
  )
  GROUP BY thread, brand, customer, round
  HAVING countIf(is_reply) = 1 AND countIf(NOT is_reply) > 0
    AND maxIf(at, is_reply) >= fromUnixTimestamp64Milli({from:Int64}) AND maxIf(at, is_reply) < fromUnixTimestamp64Milli({to:Int64})`;

const panes = (): string => `
  SELECT 'pane', brand, channel, window_start, inbound, outbound, positive, neutral, negative, responses_ms
  FROM panes FINAL
  WHERE window_start >= toDateTime(intDiv({from:Int64}, 1000)) AND window_start < toDateTime(intDiv({to:Int64}, 1000))`;

function differenceOf(row: Row): AuditDifference {
  const figures = (side: Side): PaneFigures => ({
    inbound: row[`${side}_inbound`],
    outbound: row[`${side}_outbound`],
    positive: row[`${side}_positive`],
    neutral: row[`${side}_neutral`],
    negative: row[`${side}_negative`],
    responsesMs: row[`${side}_responses`],
  });
  return {
    brand: row.brand,
    channel: row.channel,
    windowStart: new Date(row.minute * 1_000).toISOString(),
    raw: figures('raw'),
    pane: figures('pane'),
  };
}
