import type { Table } from './recount.ts';

/**
 * What runs and stops the clocks of the brand: what customers say themselves, and human replies to somebody. `who`: the
 * author whose clock it is. A round ends with a reply, so what was said in one round was said on one clock.
 */
const clocks: Table = {
  name: 'recount_clocks',
  sql: `SELECT *, sum(is_reply) OVER (PARTITION BY thread, who ORDER BY at, is_reply, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS round
    FROM (
      SELECT s.*, NOT s.inbound AS is_reply, t.thread AS thread, if(s.inbound, s.author, r.addressee) AS who
      FROM recount_said AS s
      INNER JOIN (SELECT identity AS linked, thread FROM recount_threads) AS t ON t.linked = s.identity
      LEFT JOIN (SELECT identity AS reply, author AS addressee, known FROM recount_answered) AS r ON r.reply = s.identity
      WHERE (s.inbound AND s.kind != 'repost') OR r.known = 1)`,
};

/** Cases: clocks somebody started. What is cut by is that of the mention that opened it. */
const cases: Table = {
  name: 'recount_cases',
  sql: `WITH NOT c.is_reply AS is_said, (c.at, c.id) AS in_order
    SELECT c.thread AS thread, c.who AS who, c.round AS round,
      row_number() OVER (PARTITION BY c.thread, c.who ORDER BY c.round) > 1 AS reopened,
      minIf(c.at, is_said) AS opened_at,
      if(max(c.is_reply), maxIf(c.at, c.is_reply), NULL) AS answered_at, maxIf(c.channel, c.is_reply) AS reply_channel,
      minIf(c.at, is_said AND c.intent = 'query') AS first_query_at, if(first_query_at = 0, NULL, first_query_at) AS asked_at,
      max(is_said AND c.actionable) AS is_actionable,
      argMinIf(c.source, in_order, is_said) AS source, argMinIf(c.id, in_order, is_said) AS mention,
      argMinIf(c.person, in_order, is_said) AS person, argMinIf(c.customer, in_order, is_said) AS customer,
      argMinIf(c.channel, in_order, is_said) AS opening_channel, argMinIf(c.venue, in_order, is_said) AS venue,
      argMinIf(c.topics, in_order, is_said) AS topics, argMinIf(c.suspected, in_order, is_said) AS suspected,
      argMinIf(c.intent = 'churn' OR c.followers >= 10000, in_order, is_said)
        OR customer IN (SELECT customer FROM recount_profiles WHERE tier = 'high') AS high_priority
    FROM recount_clocks AS c GROUP BY c.thread, c.who, c.round HAVING countIf(is_said) > 0`,
};

/** When the desk of `CARE` is open, in UTC: from its local times by the engine's own rules of the zone. */
const open: Table = {
  name: 'recount_open',
  sql: `SELECT toInt64(toUnixTimestamp(toDateTime(concat(toString(day), ' ', hours.1), 'Europe/Paris'))) * 1000 AS opens,
      toInt64(toUnixTimestamp(toDateTime(concat(toString(day), ' ', hours.2), 'Europe/Paris'))) * 1000 AS closes
    FROM (SELECT toDate('2010-01-01') + number AS day FROM numbers(6000))
    ARRAY JOIN multiIf(
      toDayOfWeek(day) = 1, [('09:00:00', '12:30:00'), ('13:30:00', '18:00:00')],
      toDayOfWeek(day) IN (2, 3, 4), [('09:00:00', '18:00:00')], []) AS hours
    WHERE toString(day) NOT IN ('2025-11-11', '2017-11-01')`,
};

/** First responses of the window by both clocks, milliseconds. */
const answers: Table = {
  name: 'recount_answers',
  sql: `SELECT c.thread AS thread, c.who AS who, c.round AS round, any(c.reply_channel) AS channel, any(c.venue) AS venue,
      any(c.topics) AS topics, any(c.suspected) AS suspected, any(c.answered_at - c.opened_at) AS always_ms,
      sum(greatest(0, least(o.closes, c.answered_at) - greatest(o.opens, c.opened_at))) AS business_ms,
      max(o.opens <= c.opened_at AND c.opened_at < o.closes) = 0 AS while_closed
    FROM recount_cases AS c CROSS JOIN recount_open AS o
    WHERE c.answered_at >= {from:Int64} AND c.answered_at < {to:Int64}
    GROUP BY c.thread, c.who, c.round`,
};

export const CASE_TABLES: readonly Table[] = [clocks, cases, open, answers];
