import { spreadOverCuts } from './cuts.ts';
import type { Recount } from './recount.ts';

const MINUTE_MS = 60_000;
/** Milliseconds, of the clock on the wall: `CARE` judges targets by it. */
const TARGET = `multiIf(high_priority, 600, channel = 'email', 7200, 1800) * 1000`;
/** The end of the window, or now when it has not ended. */
const END = 'least({to:Int64}, {asOf:Int64})';

const QUANTILES = [['', 0.5], ['_p90', 0.9], ['_p99', 0.99]] as const; // prettier-ignore
const BANDS = [
  ['sla_band_5', -1, 5 * MINUTE_MS],
  ['sla_band_15', 5 * MINUTE_MS, 15 * MINUTE_MS],
  ['sla_band_60', 15 * MINUTE_MS, 60 * MINUTE_MS],
  ['sla_band_over_60', 60 * MINUTE_MS, 1e15],
  ['response_bands', -1, 5 * MINUTE_MS],
] as const;

const quantile = (p: number, ms: string): string =>
  `if(count() = 0, NULL, quantileExactInclusive(${p})(${ms}) / 1000)`;
const share = 'numerator / nullIf(denominator, 0) AS value, denominator AS n, numerator, denominator';

const WAITED = 'coalesce(answered_at, {asOf:Int64}) - opened_at';
const answers = (where: string): string => `FROM recount_answers WHERE ${where}`;
const cases = (where: string): string =>
  `FROM (SELECT *, opening_channel AS channel FROM recount_cases) WHERE is_actionable AND ${where}`;
const opened = (where: string): string =>
  `${cases(where)} AND opened_at >= {from:Int64} AND opened_at < {to:Int64}`;
const asked = (where: string): string =>
  `${cases(where)} AND asked_at >= {from:Int64} AND asked_at < {to:Int64}`;
const waiting = (where: string): string =>
  `${cases(where)} AND opened_at >= ${END} - 30 * 86400000 AND opened_at < ${END}
   AND (answered_at IS NULL OR answered_at >= ${END}) AND {from:Int64} < ${END}`;

/**
 * The product-limit estimate over what the subquery says of each case: how long it waited, and whether it was answered.
 * Logarithms add up where shares multiply; nothing is left after the last one was answered.
 */
const productLimit = (waits: string): string => `
  WITH steps AS (
    SELECT ms, sum(ended) AS answered, sum(count()) OVER (ORDER BY ms ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS at_risk
    FROM (${waits}) GROUP BY ms),
  curve AS (
    SELECT ms, exp(sum(log(1 - answered / at_risk)) OVER (ORDER BY ms)) AS left,
      leadInFrame(toNullable(ms)) OVER (ORDER BY ms ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next
    FROM steps WHERE answered > 0),
  half AS (SELECT ms, left, next FROM curve WHERE left < 0.5 + 1e-9 ORDER BY ms LIMIT 1)
  SELECT (SELECT if(count() = 0, NULL, any(if(left < 0.5 - 1e-9, ms,
      (ms + coalesce(next, (SELECT max(ms) FROM steps))) / 2))) / 1000 FROM half) AS value,
    (SELECT count() FROM (${waits})) AS n`;

/** Of each metric its SQL over what is left by a cut. */
const METRICS: readonly (readonly [metric: string, sql: (where: string) => string])[] = [
  ...QUANTILES.flatMap(([name, p]) => [
    [`first_response_time_business${name}`, (where: string) => `SELECT ${quantile(p, 'business_ms')} AS value, count() AS n ${answers(where)}`] as const,
    [`first_response_time${name}`, (where: string) => `SELECT ${quantile(p, 'always_ms')} AS value, count() AS n ${answers(where)}`] as const,
  ]),
  ['out_of_hours_exposure', (where) => `SELECT ${quantile(0.5, 'always_ms')} - ${quantile(0.5, 'business_ms')} AS value, count() AS n ${answers(where)}`],
  ['still_waiting_median', (where) => productLimit(`SELECT ${WAITED} AS ms, answered_at IS NOT NULL AS ended ${opened(where)}`)],
  ['waiting', (where) => `SELECT count() AS value, count() AS n ${waiting(where)}`],
  ['oldest_waiting', (where) => `SELECT if(count() = 0, NULL, max(${END} - opened_at) / 1000) AS value, count() AS n ${waiting(where)}`],
  ['sla_attainment', (where) => `SELECT ${share} FROM (
    SELECT countIf(answered_at IS NOT NULL AND ${WAITED} <= ${TARGET}) AS numerator,
      countIf(answered_at IS NOT NULL OR ${WAITED} > ${TARGET}) AS denominator ${opened(where)})`],
  ...BANDS.map(([metric, over, upTo]) => [metric, (where: string) => `SELECT ${share} FROM (
    SELECT countIf(${WAITED} > ${over} AND ${WAITED} <= ${upTo}) AS numerator, count() AS denominator
    ${opened(where)} AND answered_at IS NOT NULL)`] as const),
  ['answer_rate', (where) => `SELECT ${share} FROM (
    SELECT countIf(answered_at IS NOT NULL) AS numerator, count() AS denominator ${asked(where)})`],
  ['answer_time', (where) => `SELECT ${quantile(0.5, 'assumeNotNull(answered_at) - assumeNotNull(asked_at)')} AS value, count() AS n
    ${asked(where)} AND answered_at IS NOT NULL`],
  ['reopened_share', (where) => `SELECT ${share} FROM (SELECT countIf(reopened) AS numerator, count() AS denominator ${opened(where)})`],
]; // prettier-ignore

export const RESPONSE_RECOUNTS: readonly Recount[] = spreadOverCuts(METRICS, ([metric, sql], [facets, where]) => ({
  metric, facets, sql: sql(where),
})); // prettier-ignore
