import type { Table } from './recount.ts';

/** Contacts and self-help of the brand before `asOf`, instants in epoch milliseconds. */
const contacts: Table = {
  name: 'recount_contacts',
  sql: `SELECT c.source AS source, c.id AS id, toUnixTimestamp64Milli(c.at) AS at, c.customer AS customer, c.channel AS channel
    FROM contacts AS c WHERE c.brand = {brand:String} AND toUnixTimestamp64Milli(c.at) < {asOf:Int64}`,
};
const helped: Table = {
  name: 'recount_helped',
  sql: `SELECT h.source AS source, h.id AS id, toUnixTimestamp64Milli(h.at) AS at, h.customer AS customer, h.kind AS kind
    FROM self_help AS h WHERE h.brand = {brand:String} AND toUnixTimestamp64Milli(h.at) < {asOf:Int64}`,
};

/** What each case consists of: every mention said on its clock, in order, with its feelings. */
const inCases: Table = {
  name: 'recount_in_cases',
  sql: `SELECT c.thread AS thread, c.who AS who, c.round AS round, c.identity AS identity, c.at AS at, c.id AS id,
      c.sentiment = 'negative' OR c.intent = 'churn' AS is_negative,
      is_negative AND (m.sentiment_score <= -0.6 OR c.intent = 'churn') AS is_severe, c.actionable AS actionable,
      row_number() OVER (PARTITION BY c.thread, c.who, c.round ORDER BY c.at, c.id) > 1 OR k.reopened AS again
    FROM recount_clocks AS c
    INNER JOIN recount_cases AS k ON k.thread = c.thread AND k.who = c.who AND k.round = c.round
    INNER JOIN (SELECT identity AS mention, sentiment_score FROM mentions) AS m ON m.mention = c.identity
    WHERE NOT c.is_reply`,
};

/**
 * The signs of one person, numbered in order of time; at one instant what was said comes before what was done about it.
 * A sign of life: something said, a contact, or self-help of somebody identities tell of. `resets` ends a row of
 * unsolved matters, `calms` one of negative mentions.
 */
const signs: Table = {
  name: 'recount_signs',
  sql: `WITH 'customer ' AS known
    SELECT *, row_number() OVER (PARTITION BY person ORDER BY at, rank, name) AS place FROM (
      SELECT s.person AS person, s.at AS at, 0 AS rank, concat(s.source, ' ', s.id) AS name, 'mention' AS what,
        s.inbound AND s.kind != 'repost' AS is_own, is_own AND s.intent = 'churn' AS leaves, is_own AND s.pulled_away AS is_pulled,
        is_own AND (s.sentiment = 'negative' OR s.intent = 'churn') AS is_negative,
        is_own AND s.sentiment = 'positive' AND s.intent != 'churn' AND NOT s.pulled_away AS calms, calms AS resets,
        is_own AND c.again AND s.actionable AS is_unsolved, 1 AS is_alive, s.sentiment AS sentiment, s.suspected AS suspected,
        c.waits_from AS waits_from, c.waits_until AS waits_until
      FROM recount_said AS s
      LEFT JOIN (
        SELECT w.identity AS mention, w.again AS again, q.asked AS waits_from, coalesce(k.answered_at, toInt64(9e15)) AS waits_until
        FROM recount_in_cases AS w INNER JOIN (
          SELECT i.thread AS thread, i.who AS who, i.round AS round, minIf(i.at, i.actionable) AS asked FROM recount_in_cases AS i
          GROUP BY i.thread, i.who, i.round) AS q ON q.thread = w.thread AND q.who = w.who AND q.round = w.round
        INNER JOIN recount_cases AS k ON k.thread = w.thread AND k.who = w.who AND k.round = w.round) AS c ON c.mention = s.identity
      WHERE s.inbound AND s.person != ''
      UNION ALL
      SELECT concat(known, customer), at, 2, concat(source, ' ', id), 'contact', 0, 0, 0, 0, 0, 0, 0, 1, '', 0, 0, 0
      FROM recount_contacts WHERE customer != ''
      UNION ALL
      SELECT concat(known, customer), at, 3, concat(source, ' ', id), 'self-help', 0, 0, 0, 0, 0,
        kind IN ('solved', 'accepted_answer'), kind = 'unsolved',
        customer IN (SELECT customer FROM recount_profiles), '', 0, 0, 0
      FROM recount_helped WHERE customer != '')`,
};

export const JOURNEY_TABLES: readonly Table[] = [contacts, helped, inCases, signs];
