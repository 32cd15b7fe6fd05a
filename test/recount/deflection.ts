import type { Recount } from './recount.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** `CARE` says: the horizon of class D, and what a contact costs. */
const HORIZON_MS = 24 * HOUR_MS;
const PER_CONTACT = 5;

const IN_WINDOW = 'at >= {from:Int64} AND at < {to:Int64}';
const share = 'numerator / nullIf(denominator, 0) AS value, denominator AS n, numerator, denominator';

/**
 * Whole hours of the window that have passed and have at least three past weeks: the calls they had, and what was to
 * be expected of them. A week counts when somebody was in contact in the seven days before its hour.
 */
const HOURS = `
  WITH
  -- The same time of the local clock, so many weeks before.
  slots AS (
    SELECT hour, week, toInt64(toUnixTimestamp(subtractWeeks(toDateTime(intDiv(hour, 1000), 'Europe/Paris'), week))) * 1000 AS at
    FROM (SELECT arrayJoin(range(toUInt64(ceil({from:Int64} / ${HOUR_MS}) * ${HOUR_MS}), toUInt64({to:Int64}), ${HOUR_MS})) AS hour)
    ARRAY JOIN range(9) AS week
    WHERE hour + ${HOUR_MS} <= {asOf:Int64}),
  happened AS (
    SELECT at, 'contact' AS what, channel = 'call' AS is_call FROM recount_contacts
    UNION ALL SELECT at, 'demand', 0 FROM recount_said WHERE inbound AND NOT suspected
    UNION ALL SELECT at, 'demand', 0 FROM recount_helped WHERE kind = 'view'),
  counted AS (
    SELECT s.hour AS hour, s.week AS week,
      countIf(h.is_call AND h.at >= s.at AND h.at < s.at + ${HOUR_MS}) AS calls,
      countIf(h.what = 'demand' AND h.at >= s.at - 7 * ${DAY_MS} AND h.at < s.at) AS demand,
      countIf(h.what = 'contact' AND h.at >= s.at - 7 * ${DAY_MS} AND h.at < s.at) > 0 AS is_recorded
    FROM slots AS s CROSS JOIN happened AS h GROUP BY s.hour, s.week),
  by_hour AS (
    SELECT hour, anyIf(calls, week = 0) AS actual, anyIf(demand, week = 0) AS demand_now,
      countIf(week > 0 AND is_recorded) AS weeks, avgIf(calls, week > 0 AND is_recorded) AS mean_calls,
      countIf(week > 0 AND is_recorded AND demand > 0) AS heard_weeks,
      avgIf(calls, week > 0 AND is_recorded AND demand > 0) AS mean_heard_calls,
      avgIf(demand, week > 0 AND is_recorded AND demand > 0) AS mean_demand
    FROM counted GROUP BY hour HAVING maxIf(is_recorded, week = 0) AND weeks >= 3)
  SELECT count() AS hours, sum(actual) AS actual,
    sum(if(demand_now > 0 AND heard_weeks >= 3, mean_heard_calls * demand_now / mean_demand, mean_calls)) AS expected
  FROM by_hour`;

/** People who asked for help, and when: queries, complaints, leaving, or self-help. */
const ASKED = `
  SELECT customer, at FROM recount_said WHERE inbound AND customer != '' AND intent IN ('query', 'complaint', 'churn')
  UNION ALL SELECT customer, at FROM recount_helped WHERE customer != '' AND kind != 'accepted_answer'`;

/** Entries of the window: who had asked nothing in the hours of the horizon before; and what came of it. */
const ENTRIES = `
  SELECT e.customer AS customer, e.at AS at, e.at + ${HORIZON_MS} <= {asOf:Int64} AS is_over,
    countIf(c.customer = e.customer AND c.at >= e.at AND c.at < e.at + ${HORIZON_MS}) > 0 AS is_contacted,
    countIf(c.at >= e.at - 30 * ${DAY_MS} AND c.at < e.at + ${HORIZON_MS}) > 0 AS is_known
  FROM (
    SELECT customer, at, lagInFrame(toNullable(at)) OVER (PARTITION BY customer ORDER BY at
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS before
    FROM (SELECT DISTINCT customer, at FROM (${ASKED}))) AS e
  CROSS JOIN (
    SELECT customer, at FROM recount_contacts WHERE channel IN ('call', 'chat', 'email')
    UNION ALL SELECT '', toInt64(0)) AS c
  WHERE e.at >= {from:Int64} AND e.at < {to:Int64} AND (e.before IS NULL OR e.at - e.before > ${HORIZON_MS})
  GROUP BY e.customer, e.at`;

export const DEFLECTION_RECOUNTS: readonly Recount[] = [
  {
    metric: 'deflection_a',
    sql: `SELECT numerator / denominator AS value, hours AS n,
        if(expected > 0, expected - actual, NULL) AS numerator, if(expected > 0, expected, NULL) AS denominator
      FROM (${HOURS})`,
  },
  {
    metric: 'deflection_value',
    sql: `SELECT if(expected > 0, (expected - actual) * ${PER_CONTACT}, NULL) AS value, hours AS n FROM (${HOURS})`,
  },
  {
    metric: 'deflection_b',
    sql: `SELECT numerator / nullIf(denominator, 0) AS value, uniqExact(customer) AS n,
        uniqExactIf(customer, helped) AS numerator, uniqExactIf(customer, NOT helped) AS denominator
      FROM (SELECT customer, 1 AS helped FROM recount_helped WHERE ${IN_WINDOW}
        UNION ALL SELECT customer, 0 FROM recount_contacts WHERE ${IN_WINDOW}) WHERE customer != ''`,
  },
  {
    metric: 'deflection_c',
    sql: `SELECT ${share} FROM (
      SELECT countIf(resolved) AS numerator, count() AS denominator
      FROM (SELECT 1 AS resolved FROM recount_helped WHERE kind IN ('solved', 'accepted_answer') AND ${IN_WINDOW}
        UNION ALL SELECT 0 FROM recount_contacts WHERE ${IN_WINDOW}))`,
  },
  {
    metric: 'deflection_d',
    sql: `SELECT ${share} FROM (
      SELECT countIf(NOT is_contacted) AS numerator, count() AS denominator FROM (${ENTRIES}) WHERE is_over AND is_known)`,
  },
];
