import type { Table } from './recount.ts';

const WEEK_MS = 7 * 86_400_000;

/** Mentions of the window and the week before it, each with all that say the same, oldest first. */
const pool: Table = {
  name: 'recount_pool',
  sql: `WITH said AS (SELECT *, CAST(source, 'String') AS feed FROM recount_said WHERE at >= {from:Int64} - ${WEEK_MS} AND at < {to:Int64})
    SELECT s.*, CAST(s.kind, 'String') IN ('repost', 'quote') AS passes_on, c.copies AS copies FROM said AS s
    INNER JOIN (SELECT fingerprint, arraySort(groupArray((at, feed, id))) AS copies FROM said GROUP BY fingerprint) AS c
      ON c.fingerprint = s.fingerprint`,
};

/**
 * What each inbound repost and quote goes back to, step by step: to the mention it names, or to the oldest that says the
 * same; ended by a post of its own (`original`), by a mention that is not there, or by a circle, whose oldest counts.
 * @param reachMs how much older than the repost itself a step may be; it is never younger. Null: whatever the pool holds
 */
const roots = (name: string, reachMs: number | null): Table => {
  const inReach = (at: string) =>
    reachMs === null ? '1' : `(${at} >= event_at - ${reachMs} AND ${at} <= event_at)`;
  return {
    name,
    sql: `WITH RECURSIVE walk AS (
        SELECT identity AS event, at AS event_at, feed, id, in_reply_to, fingerprint, copies, [(at, feed, id)] AS passed,
          toUInt8(1) AS goes_on, '' AS root_feed, '' AS root_id, toUInt64(0) AS original
        FROM recount_pool WHERE inbound AND passes_on
        UNION ALL
        SELECT event, event_at, next.2 AS feed, next.3 AS id, next_ref AS in_reply_to, next_print AS fingerprint,
          next_copies AS copies, arrayPushBack(passed, next) AS passed,
          toUInt8(is_there AND place = 0 AND next_passes_on) AS goes_on,
          multiIf(place > 0, oldest.2, is_there, next.2, from_feed) AS root_feed,
          multiIf(place > 0, oldest.3, is_there, next.3, ref != '', ref, concat('text:', toString(print))) AS root_id,
          if(is_there AND place = 0 AND NOT next_passes_on, next_identity, 0) AS original
        FROM (
          SELECT w.event AS event, w.event_at AS event_at, w.feed AS from_feed, w.in_reply_to AS ref, w.fingerprint AS print,
            w.passed AS passed, (p.at, p.feed, p.id) AS next, p.in_reply_to AS next_ref, p.fingerprint AS next_print,
            p.copies AS next_copies, p.passes_on AS next_passes_on, p.identity AS next_identity,
            p.id != '' AND ${inReach('p.at')} AND NOT (ref = '' AND p.id = w.id AND p.feed = w.feed) AS is_there,
            if(is_there, indexOf(passed, next), 0) AS place, arraySort(arraySlice(passed, greatest(1, place)))[1] AS oldest
          FROM (
            SELECT *, arrayFirst(copy -> ${inReach('copy.1')}, copies) AS same,
              if(in_reply_to != '', feed, same.2) AS step_feed, if(in_reply_to != '', in_reply_to, same.3) AS step_id
            FROM walk WHERE goes_on
          ) AS w
          LEFT JOIN recount_pool AS p ON p.feed = w.step_feed AND p.id = w.step_id
        )
      )
      SELECT event, root_feed, root_id, original FROM walk WHERE NOT goes_on`,
  };
};

/** Reposts and quotes with what they go back to, within a week each or, for stories, within the pool. */
const passing = (name: string, from: string): Table => ({
  name,
  sql: `SELECT * EXCEPT (copies) FROM recount_pool INNER JOIN (
      SELECT r.event AS identity, r.root_feed AS root_feed, r.root_id AS root_id, o.identity != 0 AS is_seen,
        is_seen AND NOT o.inbound AS is_of_brand, CAST(o.sentiment, 'String') AS root_sentiment
      FROM ${from} AS r LEFT JOIN recount_pool AS o ON o.identity = r.original) AS root USING (identity)
    WHERE NOT (root_feed = feed AND root_id = id)`,
});

/** What networks report of a mention: by how much its total grew with each row. One that falls is a correction. */
const totals: Table = {
  name: 'recount_totals',
  sql: `SELECT * FROM (
      SELECT CAST(source, 'String') AS feed, mention, id, toUnixTimestamp64Milli(e.at) AS at, reposts FROM engagements AS e
      WHERE toUnixTimestamp64Milli(e.at) >= {from:Int64} - ${WEEK_MS} AND toUnixTimestamp64Milli(e.at) < least({to:Int64}, {asOf:Int64})
    ) WHERE (feed, mention) IN (SELECT source, id FROM recount_said)`,
};

export const STORY_TABLES: readonly Table[] = [
  pool,
  roots('recount_roots', WEEK_MS),
  roots('recount_story_roots', null),
  passing('recount_passed_on', 'recount_roots'),
  passing('recount_story_events', 'recount_story_roots'),
  totals,
];
