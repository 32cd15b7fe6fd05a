import type { Table } from './recount.ts';

const DAY_MS = 86_400_000;

/** Of each case of somebody: when it first turned negative, and what was negative in the 30 days up to its reply. */
const felt: Table = {
  name: 'recount_felt',
  sql: `SELECT any(k.person) AS person, any(k.answered_at) AS answered_at, any(k.opened_at) AS opened_at,
      any(k.opening_channel) AS channel, any(k.venue) AS venue, any(k.topics) AS topics, any(k.suspected) AS suspected,
      minIf(i.at, i.is_negative) AS first_negative_at,
      max(i.is_negative AND i.at <= k.answered_at AND i.at > k.answered_at - 30 * ${DAY_MS}) AS was_negative,
      max(i.is_severe AND i.at <= k.answered_at AND i.at > k.answered_at - 30 * ${DAY_MS}) AS was_severe,
      max(i.is_severe AND i.at < i.first_negative_at + 3 * ${DAY_MS}) AS is_severe_alone
    FROM (
      SELECT *, minIf(at, is_negative) OVER (PARTITION BY thread, who, round) AS first_negative_at
      FROM recount_in_cases) AS i
    INNER JOIN recount_cases AS k ON k.thread = i.thread AND k.who = i.who AND k.round = i.round
    WHERE k.person != '' GROUP BY k.thread, k.who, k.round`,
};

/** People after a negative signal: from the reply on, or from the end of three days without one. */
const followed: Table = {
  name: 'recount_followed',
  sql: `SELECT 'contacted' AS side, person, assumeNotNull(answered_at) AS since, channel, venue, topics, suspected,
      was_negative AS is_comparable, was_severe AS is_severe
    FROM recount_felt
    WHERE answered_at IS NOT NULL AND (was_negative OR (opened_at > answered_at - 30 * ${DAY_MS}
      AND (person, assumeNotNull(answered_at) - 1) IN (SELECT person, at FROM recount_scores WHERE score >= 0.5)))
    UNION ALL
    SELECT 'alone', person, first_negative_at + 3 * ${DAY_MS} AS since, channel, venue, topics, suspected, 1, is_severe_alone
    FROM recount_felt
    WHERE first_negative_at > 0 AND opened_at >= first_negative_at - 30 * ${DAY_MS}
      AND (answered_at IS NULL OR answered_at >= since)`,
};

/** To be made after those of `risk-tables.ts`. */
export const RECOVERY_TABLES: readonly Table[] = [felt, followed];
