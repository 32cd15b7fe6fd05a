import type { Table } from './recount.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What is older says nothing. */
const REACH_MS = 60 * DAY_MS;
/** Contacts this close together are about one matter. */
const REPEAT_MS = 7 * DAY_MS;
/** Crossings are looked for this often between two changes; one that is undone sooner would be missed. */
const STEP_MS = 10 * 60_000;

/**
 * Instants at which the signs of a person change: one comes, or goes out of reach, or somebody is replied to. And the
 * instant before each reply, for which it matters whether they were at risk. And the end of the window, and now.
 */
const instants: Table = {
  name: 'recount_instants',
  sql: `SELECT DISTINCT person, at FROM (
      SELECT person, arrayJoin([at, at + ${REACH_MS}]) AS at FROM recount_signs
      UNION ALL SELECT person, at + ${REPEAT_MS} FROM recount_signs WHERE what = 'contact'
      UNION ALL SELECT person, assumeNotNull(arrayJoin([answered_at, answered_at - 1])) FROM recount_cases
        WHERE answered_at IS NOT NULL AND person != ''
      UNION ALL SELECT DISTINCT person, arrayJoin([least({to:Int64}, {asOf:Int64}) - 1, {asOf:Int64}]) FROM recount_signs)`,
};

/** What the signs within reach say at each of these instants; 0 where something never was. */
const signals: Table = {
  name: 'recount_signals',
  sql: `SELECT person, now, max(is_alive) AS is_heard,
      maxIf(at, leaves) AS leaves_at, maxIf(at, is_pulled) AS pulled_at,
      countIf(is_negative AND place > calmed) AS negatives, maxIf(at, is_negative) AS negative_at,
      maxIf(at, calms AND place > upset) AS relief_at,
      countIf(is_unsolved AND place > solved) AS unsolved, maxIf(at, is_unsolved) AS unsolved_at,
      countIf(what = 'contact' AND at > now - ${REPEAT_MS}) AS contacts,
      minIf(at, waits_from > 0 AND waits_from <= now AND waits_until > now) AS waiting_since,
      person IN (SELECT concat('customer ', customer) FROM recount_profiles WHERE tier = 'high') AS is_high
    FROM (
      SELECT i.person AS person, i.at AS now, s.at AS at, s.* EXCEPT (person, at),
        max(if(s.calms, s.place, 0)) OVER (PARTITION BY i.person, i.at) AS calmed,
        max(if(s.is_negative, s.place, 0)) OVER (PARTITION BY i.person, i.at) AS upset,
        max(if(s.resets, s.place, 0)) OVER (PARTITION BY i.person, i.at) AS solved
      FROM recount_instants AS i INNER JOIN recount_signs AS s ON s.person = i.person
      WHERE s.at > i.at - ${REACH_MS} AND s.at <= i.at)
    GROUP BY person, now`,
};

/** The printed weights over what the signals are worth at an instant, by the logistic function. */
const scoreAt = (at: string): string => `
  1 / (1 + exp(-(-3.2
    + 4.5 * if(leaves_at = 0, 0, exp2(-(${at} - leaves_at) / ${14 * DAY_MS}))
    + 2.0 * least(negatives, 5) / 5 * exp2(-(${at} - negative_at) / ${14 * DAY_MS})
    + 1.5 * least(greatest(toInt64(contacts) - 1, 0), 3) / 3
    + 1.5 * if(waiting_since = 0, 0, 1 - exp2(-(${at} - waiting_since) / ${DAY_MS}))
    + 1.5 * least(unsolved, 3) / 3 * exp2(-(${at} - unsolved_at) / ${14 * DAY_MS})
    + 1.8 * if(pulled_at = 0, 0, exp2(-(${at} - pulled_at) / ${14 * DAY_MS}))
    + 0.5 * is_high
    - 1.5 * if(relief_at = 0, 0, exp2(-(${at} - relief_at) / ${14 * DAY_MS})))))`;

const scores: Table = {
  name: 'recount_scores',
  sql: `SELECT person, now AS at, is_heard, ${scoreAt('now')} AS score FROM recount_signals`,
};

/**
 * When known customers came to be at risk or were so no more. Between two changes of their signs the score is looked
 * at in the last millisecond of every step, so that what is found lies in the same step as the crossing itself.
 */
const moves: Table = {
  name: 'recount_moves',
  sql: `WITH risks AS (
      SELECT person, seen, ${scoreAt('seen')} >= 0.5 AND is_heard AS is_at_risk
      FROM (
        SELECT *, arrayJoin(arrayDistinct(arrayConcat([now], arrayFilter(at -> at > now AND at < next,
          arrayConcat([next - 1, {from:Int64} - 1],
            range(toInt64(intDiv(now, ${STEP_MS}) * ${STEP_MS} + ${STEP_MS - 1}), toInt64(next), ${STEP_MS})))))) AS seen
        FROM (
          SELECT *, leadInFrame(now, 1, now) OVER (PARTITION BY person ORDER BY now
            ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next
          FROM recount_signals WHERE startsWith(person, 'customer ') AND now < {asOf:Int64}))),
    changes AS (
      SELECT * FROM (
        SELECT *, lagInFrame(is_at_risk, 1, 0) OVER (PARTITION BY person ORDER BY seen
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS was_at_risk
        FROM risks)
      WHERE is_at_risk != was_at_risk)
    SELECT person, seen AS at, is_at_risk AS enters, lagInFrame(seen) OVER (PARTITION BY person ORDER BY seen
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_at
    FROM changes`,
};

export const RISK_TABLES: readonly Table[] = [instants, signals, scores, moves];
