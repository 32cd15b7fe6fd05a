import { spreadOverCuts } from './cuts.ts';
import type { Recount } from './recount.ts';

const inbound = (where: string): string => `FROM recount_window WHERE inbound AND ${where}`;

/** Every mention, and each tone: by mention, or by text or person, one vote each, of the tone that was heard more often. */
const mentions = (where: string): string => `
  (SELECT count() AS n, countIf(sentiment = 'positive') AS positive, countIf(sentiment = 'negative') AS negative ${inbound(where)})`;
const votes = (name: string, where: string): string => `
  (SELECT count() AS n, countIf(ups > downs) AS positive, countIf(downs > ups) AS negative FROM (
    SELECT countIf(sentiment = 'positive') AS ups, countIf(sentiment = 'negative') AS downs
    ${inbound(`${where} AND toString(${name}) != ''`)} GROUP BY ${name}))`;

/** Of each person the largest audience, with and without paid promotion, and the tone that prevails. */
const people = (where: string): string => `
  (SELECT person, any(customer) AS customer, maxIf(followers, NOT promoted) AS reach, maxIf(followers, promoted) AS paid,
     sign(toInt64(countIf(sentiment = 'positive')) - toInt64(countIf(sentiment = 'negative'))) AS vote
   ${inbound(`${where} AND person != ''`)} GROUP BY person)`;

const NET =
  '100 * (positive - negative) / nullIf(n, 0) AS value, n, positive - negative AS numerator, n AS denominator';
const shareOf = (tone: string): string =>
  `${tone} / nullIf(n, 0) AS value, n, ${tone} AS numerator, n AS denominator`;
const partOf = (what: string): string =>
  `numerator / nullIf(n, 0) AS value, count() AS n, ${what} AS numerator, n AS denominator`;
const HOURS = '((least({to:Int64}, {asOf:Int64}) - {from:Int64}) / 3600000)';

/** Each metric, how it counts, and its SQL of a cut. */
const SENTENCES: readonly (readonly [metric: string, count: string, sql: (where: string) => string])[] = [
  ['volume', 'raw', (where) => `SELECT count() AS value, count() AS n ${inbound(where)}`],
  ['volume', 'unique', (where) => `SELECT uniqExact(fingerprint) AS value, count() AS n ${inbound(where)}`],
  ['volume', 'people', (where) => `SELECT uniqExactIf(person, person != '') AS value, count() AS n ${inbound(where)}`],
  ['rate', 'raw', (where) => `SELECT count() / ${HOURS} AS value, count() AS n ${inbound(where)}`],
  ['rate', 'unique', (where) => `SELECT uniqExact(fingerprint) / ${HOURS} AS value, count() AS n ${inbound(where)}`],
  ['net_sentiment', 'raw', (where) => `SELECT ${NET} FROM ${mentions(where)}`],
  ['net_sentiment', 'unique', (where) => `SELECT ${NET} FROM ${votes('fingerprint', where)}`],
  ['net_sentiment', 'people', (where) => `SELECT ${NET} FROM ${votes('person', where)}`],
  ['positive_share', 'raw', (where) => `SELECT ${shareOf('positive')} FROM ${mentions(where)}`],
  ['positive_share', 'unique', (where) => `SELECT ${shareOf('positive')} FROM ${votes('fingerprint', where)}`],
  ['negative_share', 'raw', (where) => `SELECT ${shareOf('negative')} FROM ${mentions(where)}`],
  ['negative_share', 'people', (where) => `SELECT ${shareOf('negative')} FROM ${votes('person', where)}`],
  ['reach', 'raw', (where) => `SELECT sum(reach) AS value, count() AS n FROM ${people(where)}`],
  ['paid_reach', 'raw', (where) => `SELECT sum(paid) AS value, count() AS n FROM ${people(where)}`],
  ['reach_weighted_sentiment', 'raw', (where) => `SELECT numerator / nullIf(denominator, 0) AS value, count() AS n,
    100 * sum(reach * vote) AS numerator, sum(reach) AS denominator FROM ${people(where)}`],
  ['impressions', 'raw', (where) => `SELECT sumIf(views, NOT promoted) AS value, count() AS n ${inbound(where)}`],
  ['paid_impressions', 'raw', (where) => `SELECT sumIf(views, promoted) AS value, count() AS n ${inbound(where)}`],
  ['unmatched_share', 'raw', (where) => `SELECT ${partOf(`countIf(customer = '')`)} FROM ${people(where)}`],
  ['duplicate_text_share', 'raw', (where) => `SELECT ${partOf('n - uniqExact(fingerprint)')} ${inbound(where)}`],
  ['automation_share', 'raw', (where) => `SELECT ${partOf('countIf(suspected)')} ${inbound(where)}`],
  ['unsupported_language_share', 'raw', (where) => `SELECT ${partOf("countIf(language NOT IN ('en', 'und', ''))")} ${inbound(where)}`],
  ['outbound_volume', 'raw', (where) => `SELECT count() AS value, count() AS n FROM recount_window WHERE NOT inbound AND ${where}`],
]; // prettier-ignore

export const AUDIENCE_RECOUNTS: readonly Recount[] = spreadOverCuts(SENTENCES, ([metric, count, sql], [facets, where]) => ({
  metric,
  facets: count === 'raw' ? facets : { ...facets, count },
  sql: sql(where),
})); // prettier-ignore
