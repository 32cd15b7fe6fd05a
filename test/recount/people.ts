import { spreadOverCuts } from './cuts.ts';
import type { Recount } from './recount.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The end of the window, or now when it has not ended. */
const END = 'least({to:Int64}, {asOf:Int64})';

/** By person: advocates are more positive than negative and praise outright, detractors are more negative. */
const stances = (where: string): string => `
  (SELECT person, countIf(sentiment = 'negative' OR intent = 'churn') AS downs,
     countIf(sentiment = 'positive' AND intent != 'churn') AS ups, countIf(sentiment = 'positive' AND intent = 'praise') AS praises,
     ups > downs AND praises > 0 AS is_advocate, downs > ups AS is_detractor
   FROM recount_window WHERE inbound AND person != '' AND ${where} GROUP BY person)`;

/** What the brand did about each eligible positive mention within a week; clocks of a network differ by an hour. */
const amplified = (where: string): string => `
  SELECT countIf(is_amplified) / nullIf(n, 0) AS value, count() AS n, countIf(is_amplified) AS numerator, n AS denominator FROM (
    SELECT p.identity AS identity, countIf(a.ref != '' AND a.at >= p.at - ${HOUR_MS} AND a.at < p.at + 7 * ${DAY_MS}) > 0 AS is_amplified
    FROM (SELECT * FROM recount_window WHERE inbound AND sentiment = 'positive' AND kind != 'repost' AND NOT suspected AND ${where}) AS p
    LEFT JOIN (
      SELECT source, mention AS ref, toUnixTimestamp64Milli(engagements.at) AS at FROM engagements
      WHERE liked_by_brand AND toUnixTimestamp64Milli(engagements.at) < {asOf:Int64}
      UNION ALL
      SELECT source, in_reply_to AS ref, at FROM recount_said
      WHERE NOT inbound AND in_reply_to != '' AND (kind IN ('repost', 'quote') OR NOT automated)
    ) AS a ON a.source = p.source AND a.ref = p.id
    GROUP BY identity)`;

/** Each input 0 … 100 and its weight: the tone, where negatives are heading, and the part of all positives. */
const reputation = (where: string): string => `
  WITH ${END} AS end, end - {from:Int64} AS elapsed,
    (SELECT (countIf(at >= {from:Int64}), countIf(at >= {from:Int64} AND sentiment = 'positive'),
       countIf(at >= {from:Int64} AND sentiment = 'negative'), countIf(at < {from:Int64}),
       countIf(at < {from:Int64} AND sentiment = 'negative'),
       countIf(at >= {from:Int64} AND 2 * at < {from:Int64} + end AND sentiment = 'negative'))
     FROM recount_said WHERE inbound AND at >= {from:Int64} - 7 * ${DAY_MS} AND at < {to:Int64} AND ${where}) AS said,
    said.1 AS n, said.2 AS positive, said.3 AS negative, said.4 AS heard_before, said.5 AS before, said.6 AS first_half,
    (SELECT (countIf(sentiment = 'positive'), countIf(sentiment = 'positive' AND brand = {brand:String}), countIf(brand != {brand:String}))
     FROM recount_market WHERE ${where}) AS market,
    if(n = 0, NULL, (100 * (toInt64(positive) - toInt64(negative)) / n + 100) / 2) AS tone,
    before / (7 * ${DAY_MS}) * elapsed / 2 AS usual,
    (toInt64(negative) - 2 * toInt64(first_half)) / greatest(1, usual) AS change,
    if(heard_before = 0, NULL, 50 * (1 - greatest(-1, least(1, change)))) AS velocity,
    if(market.3 = 0 OR market.1 = 0, NULL, 100 * market.2 / market.1) AS part
  SELECT 0.5 * tone + 0.25 * velocity + 0.25 * part AS value, n`;

/** How long after its time each mention was on disk. */
const LAG = 'greatest(0, stored_at - at)';
const lag = (p: number, where: string): string =>
  `SELECT if(n = 0, NULL, quantileExactInclusive(${p})(${LAG}) / 1000) AS value, count() AS n FROM recount_window WHERE ${where}`;

const THINGS: readonly (readonly [metric: string, sql: (where: string) => string])[] = [
  ['loyalty_index', (where) => `SELECT 100 * numerator / nullIf(n, 0) AS value, count() AS n, n AS denominator,
    toInt64(countIf(is_advocate)) - toInt64(countIf(is_detractor)) AS numerator FROM ${stances(where)}`],
  ['advocates', (where) => `SELECT countIf(is_advocate) AS value, count() AS n FROM ${stances(where)}`],
  ['detractors', (where) => `SELECT countIf(is_detractor) AS value, count() AS n FROM ${stances(where)}`],
  ['amplification', amplified],
  ['amplification', amplified],
  ['reputation_index', reputation],
  ['reputation_index', reputation],
  ['lag_p50', (where) => lag(0.5, where)],
  ['lag_p95', (where) => lag(0.95, where)],
  ['late_share', (where) => `SELECT numerator / nullIf(n, 0) AS value, count() AS n, n AS denominator,
    countIf(${LAG} > ${HOUR_MS} + 10000) AS numerator FROM recount_window WHERE ${where}`],
]; // prettier-ignore

/** Of sources heard at least twice in the last day: silent for longer than a quarter of an hour and five usual gaps. */
const SILENT = `
  SELECT if(n = 0, NULL, countIf(${END} - last_at > greatest(900000, 5 * usual_gap))) AS value, count() AS n FROM (
    SELECT source, max(at) AS last_at,
      arrayReduce('quantileExactInclusive(0.5)', arrayPopFront(arrayDifference(arraySort(groupArray(at))))) AS usual_gap
    FROM recount_said WHERE at >= ${END} - ${DAY_MS} AND at < ${END} AND ${END} > {from:Int64}
    GROUP BY source HAVING count() >= 2)`;

export const PEOPLE_RECOUNTS: readonly Recount[] = [
  ...spreadOverCuts(THINGS, ([metric, sql], [facets, where]) => ({ metric, facets, sql: sql(where) })),
  { metric: 'silent_sources', sql: SILENT },
];
