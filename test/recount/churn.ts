import type { Recount } from './recount.ts';

const DAY_MS = 86_400_000;
/** The last instant of the window, or now when it has not ended. */
const LAST = '(least({to:Int64}, {asOf:Int64}) - 1)';

/**
 * People of whom, in the 60 days up to then, nothing is known but what looks automated. The subquery has a person and an
 * instant in each row.
 */
const machines = (seen: string): string => `
  SELECT r.person, r.at FROM (${seen}) AS r
  INNER JOIN (SELECT person AS who, at AS said_at, suspected FROM recount_signs) AS s ON s.who = r.person
  WHERE said_at > r.at - 60 * ${DAY_MS} AND said_at <= r.at
  GROUP BY r.person, r.at HAVING min(suspected) = 1`;

/** Known customers heard of within 90 days, and which of them are at risk. */
const state = (where: string): string => `
  SELECT uniqExact(person) AS active, uniqExactIf(person, person IN (
    SELECT person FROM recount_scores WHERE at = ${LAST} AND is_heard AND score >= 0.5)) AS at_risk
  FROM recount_signs
  WHERE startsWith(person, 'customer ') AND is_alive AND at > ${LAST} - 90 * ${DAY_MS} AND at <= ${LAST}
    AND {from:Int64} <= ${LAST} AND ${where}`;

/** Helped: a first human reply since they came to be at risk, or a contact after that, both within 30 days. */
const MOVES = `
  SELECT m.person AS person, m.at AS at, m.enters AS enters,
    max(e.at > m.at - 30 * ${DAY_MS} AND e.at <= m.at AND e.at + e.is_reply > m.entered_at) AS is_helped
  FROM recount_moves AS m
  LEFT JOIN (
    SELECT person, assumeNotNull(answered_at) AS at, 1 AS is_reply FROM recount_cases WHERE answered_at IS NOT NULL
    UNION ALL SELECT person, at, 0 FROM recount_signs WHERE what = 'contact') AS e ON e.person = m.person
  WHERE m.at >= {from:Int64} AND m.at < least({to:Int64}, {asOf:Int64})
  GROUP BY m.person, m.at, m.enters`;

const NO_MACHINE_NOW = `person NOT IN (
  SELECT person FROM (${machines(`SELECT DISTINCT person, ${LAST} AS at FROM recount_signs`)}))`;
const NO_MACHINE_THEN = `(person, at) NOT IN (${machines('SELECT person, at FROM recount_moves')})`;

const atRisk = (where: string): string =>
  `SELECT if(active = 0, NULL, at_risk) AS value, active AS n FROM (${state(where)})`;
const load = (where: string): string =>
  `SELECT at_risk / nullIf(active, 0) AS value, active AS n, at_risk AS numerator, active AS denominator FROM (${state(where)})`;
const moves = (which: string, where: string): string =>
  `SELECT count() AS value, count() AS n FROM (${MOVES}) WHERE ${which} AND ${where}`;

export const CHURN_RECOUNTS: readonly Recount[] = [false, true].flatMap((isCut) => {
  const facets: Recount['facets'] = isCut ? { automation: 'exclude' } : {};
  const [now, then] = isCut ? [NO_MACHINE_NOW, NO_MACHINE_THEN] : ['1', '1'];
  return [
    { metric: 'customers_at_risk', facets, sql: atRisk(now) },
    { metric: 'churn_load', facets, sql: load(now) },
    { metric: 'churn_entered', facets, sql: moves('enters', then) },
    { metric: 'churn_left', facets, sql: moves('NOT enters AND NOT is_helped', then) },
    { metric: 'churn_saved', facets, sql: moves('NOT enters AND is_helped', then) },
  ];
});
