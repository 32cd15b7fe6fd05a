import type { QueryParams, Store } from '../../schema/clickhouse/store.ts';
import type { PaneStatus } from '../../schema/contracts/metrics.ts';
import type { ThreadEvent } from '../../pipelines/conversations/first-responses.ts';
import type { HistoricMention, History, RememberedText } from '../../pipelines/history/history.ts';
import { follow } from './follow-threads.ts';
import { MENTION, mentionOf, type MentionRecord } from './historic-mentions.ts';
import { readIdentities } from './identities.ts';
import { readLabelled, readRelabelsSince } from './labelled-mentions.ts';
import { greatest, least, parts } from './lists.ts';
import { readPanesLoggedAhead } from './panes-logged-ahead.ts';
import { PANE_MS, type Pane } from '../../pipelines/panes/pane.ts';

const PANE = `brand, channel, toUnixTimestamp(window_start) AS start_s, toUnixTimestamp(window_end) AS end_s,
  inbound, outbound, positive, neutral, negative, responses_ms, status, revision`;

interface DeletionRecord {
  readonly source: string;
  readonly id: string;
  readonly batch: number;
  readonly brands: readonly string[];
  readonly window_starts: readonly number[];
}

interface PaneRecord {
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
  readonly status: PaneStatus;
  readonly revision: number;
}

/** Reads back what the pipelines need, with bound parameters only. */
export function createHistory(store: Store): History {
  const mentions = async (where: string, params: QueryParams): Promise<HistoricMention[]> =>
    (await store.query<MentionRecord>(`SELECT ${MENTION} FROM mentions WHERE ${where}`, params)).map(
      mentionOf,
    );
  const panes = async (where: string, params: QueryParams): Promise<Pane[]> =>
    (await store.query<PaneRecord>(`SELECT ${PANE} FROM panes FINAL WHERE ${where}`, params)).map(paneOf);

  const history: History = {
    async storedAmong(identities) {
      const found = new Set<string>();
      for (const part of parts(identities)) {
        const rows = await store.query<{ source: string; id: string }>(
          `SELECT source, id FROM mentions WHERE identity IN {identities:Array(UInt64)}
           UNION ALL SELECT source, id FROM deletions WHERE identity IN {identities:Array(UInt64)}`,
          { identities: part },
        );
        for (const { source, id } of rows) found.add(`${source}\u0000${id}`);
      }
      return found;
    },

    identities: () => readIdentities(store),

    async lastBatch() {
      const [row] = await store.query<{ batch: number }>(
        `SELECT greatest((SELECT max(batch) FROM mentions), (SELECT max(batch) FROM deletions),
           (SELECT max(batch) FROM relabels)) AS batch`,
      );
      return Number(row?.batch ?? 0);
    },

    async mention(source, id) {
      const [found] = await mentions('source = {source:String} AND id = {id:String} LIMIT 1', { source, id });
      return found;
    },

    async deletionsSince(batch) {
      const rows = await store.query<DeletionRecord>(
        'SELECT source, id, batch, brands, window_starts FROM deletions WHERE batch > {batch:UInt64}',
        { batch },
      );
      return rows.map(({ source, id, batch: number, brands, window_starts: starts }) => ({
        source,
        id,
        batch: number,
        windows: brands.map((brand, index) => ({ brand, windowStart: (starts[index] ?? 0) * 1_000 })),
      }));
    },

    labelled: (asked) => readLabelled(store, asked),

    relabelsSince: (batch) => readRelabelsSince(store, batch),

    async windowsOf(brand, from, to) {
      const rows = await store.query<{ start_s: number }>(
        `SELECT DISTINCT start_s FROM (
           SELECT toUnixTimestamp(toStartOfMinute(at)) AS start_s FROM mentions
           WHERE has(brands, {brand:String}) AND at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})
           UNION ALL SELECT toUnixTimestamp(window_start) AS start_s FROM panes
           WHERE brand = {brand:String} AND window_start >= toDateTime(intDiv({from:Int64}, 1000)) AND window_start < toDateTime(intDiv({to:Int64}, 1000)))
         ORDER BY start_s`,
        { brand, from, to },
      );
      return rows.map((row) => row.start_s * 1_000);
    },

    mentionsSince: (batch) => mentions('batch > {batch:UInt64}', { batch }),

    async mentionsIn(brands, windowStarts) {
      const found: HistoricMention[][] = [];
      for (const windows of parts(windowStarts)) {
        found.push(
          await mentions(
            `hasAny(brands, {brands:Array(String)}) AND at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64})
             AND toUnixTimestamp(toStartOfMinute(at)) IN {windows:Array(UInt32)}`,
            {
              brands,
              from: least(windows),
              to: greatest(windows) + PANE_MS,
              windows: windows.map((start) => start / 1_000),
            },
          ),
        );
      }
      return found.flat();
    },

    recentMentions: async (from, to, limit) =>
      (
        await mentions(
          `at >= fromUnixTimestamp64Milli({from:Int64}) AND at < fromUnixTimestamp64Milli({to:Int64}) ORDER BY at DESC LIMIT {limit:UInt32}`,
          { from, to, limit },
        )
      ).reverse(),

    recentTexts: (limit) =>
      store.query<RememberedText>(
        'SELECT id, text, toUnixTimestamp64Milli(at) AS at FROM mentions ORDER BY mentions.at DESC LIMIT {limit:UInt32}',
        { limit },
      ),

    async threadsAround(seeds) {
      const bySource = new Map<string, ThreadEvent[]>();
      for (const seed of seeds) bySource.set(seed.source, [...(bySource.get(seed.source) ?? []), seed]);
      const found: HistoricMention[] = [];
      for (const [source, events] of bySource) found.push(...(await follow(mentions, source, events)));
      return found;
    },

    async panesIn(brands, windowStarts) {
      const found: Pane[][] = [];
      for (const windows of parts(windowStarts)) {
        found.push(
          await panes(
            'brand IN {brands:Array(String)} AND toUnixTimestamp(window_start) IN {windows:Array(UInt32)}',
            {
              brands,
              windows: windows.map((start) => start / 1_000),
            },
          ),
        );
      }
      return found.flat();
    },

    panesBetween: (from, to) =>
      panes('window_start >= toDateTime({from:Int64}) AND window_start < toDateTime({to:Int64})', {
        from: Math.floor(from / 1_000),
        to: Math.ceil(to / 1_000),
      }),

    // The inner question spares the outer one all months but the last: merging years of panes takes seconds.
    provisionalPanes: () =>
      panes(
        `status = 'provisional' AND window_start IN (SELECT window_start FROM panes WHERE status = 'provisional')`,
        {},
      ),

    panesLoggedAhead: () => readPanesLoggedAhead(store),

    async brandsHeard() {
      const rows = await store.query<{ brand: string; at_ms: number }>(
        'SELECT brand, toUnixTimestamp64Milli(max(at)) AS at_ms FROM mentions ARRAY JOIN brands AS brand GROUP BY brand ORDER BY brand',
      );
      return new Map(rows.map((row) => [row.brand, row.at_ms]));
    },

    async lastVersion() {
      const [row] = await store.query<{ version: number }>('SELECT max(version) AS version FROM panes');
      return Number(row?.version ?? 0);
    },

    async checkpoint() {
      const [row] = await store.query<{ batch: number }>(
        `SELECT max(batch) AS batch FROM checkpoints WHERE name = 'panes'`,
      );
      return Number(row?.batch ?? 0);
    },
  };
  return history;
}

function paneOf(row: PaneRecord): Pane {
  const { inbound, outbound, positive, neutral, negative } = row;
  return {
    brand: row.brand,
    channel: row.channel,
    windowStart: row.start_s * 1_000,
    windowEnd: row.end_s * 1_000,
    acc: { counts: { inbound, outbound, positive, neutral, negative }, responsesMs: row.responses_ms },
    status: row.status,
    revision: row.revision,
  };
}
