import { CUTS } from './cuts.ts';
import type { Recount } from './recount.ts';

const DAY_MS = 86_400_000;
const END = 'least({to:Int64}, {asOf:Int64})';

/** The first of each person and side in the window, whose 14 days are over; and whether they came back, not unhappy. */
const judged = (where: string): string => `
  SELECT a.side AS side, a.person AS person, any(a.is_comparable) AS is_comparable,
    concat(if(person IN (SELECT concat('customer ', customer) FROM recount_profiles WHERE tier = 'high'), 'high ', 'standard '),
      toString(toMonday(toDateTime(intDiv(any(a.since), 1000), 'UTC'))), if(any(a.is_severe), ' severe', ' mild')) AS stratum,
    argMinIf(NOT s.is_negative, s.place, s.is_own AND s.at > a.since AND s.at < a.since + 14 * ${DAY_MS}) AS is_recovered
  FROM (
    SELECT * FROM recount_followed WHERE since >= {from:Int64} AND since < ${END} AND ${where}
    ORDER BY since LIMIT 1 BY side, person) AS a
  LEFT JOIN recount_signs AS s ON s.person = a.person
  WHERE a.since + 14 * ${DAY_MS} <= {asOf:Int64}
  GROUP BY a.side, a.person`;

const rate = (where: string): string => `
  SELECT numerator / nullIf(n, 0) AS value, count() AS n, countIf(is_recovered) AS numerator, n AS denominator
  FROM (${judged(where)}) WHERE side = 'contacted'`;

/** Within each stratum that has both: contacted times the difference of the two shares. */
const incremental = (where: string): string => `
  SELECT numerator / denominator AS value, toUInt64(sum(contacted)) AS n,
    if(n > 0, sum(recovered - contacted * recovered_alone / alone), NULL) AS numerator, n AS denominator
  FROM (
    SELECT stratum, countIf(side = 'contacted') AS contacted, countIf(side = 'alone') AS alone,
      countIf(side = 'contacted' AND is_recovered) AS recovered, countIf(side = 'alone' AND is_recovered) AS recovered_alone
    FROM (${judged(where)}) WHERE is_comparable GROUP BY stratum HAVING contacted > 0 AND alone > 0)`;

/** First replies of the window to a person, none in the 90 days before; and what they did in the 30 days on either side. */
const CONNECTED = `
  SELECT f.person AS person, f.at AS since, any(f.channel) AS channel, any(f.venue) AS venue, any(f.topics) AS topics,
    any(f.suspected) AS suspected, startsWith(person, 'customer ') AS is_known,
    countIf(is_said AND is_before) AS said_before, countIf(is_said AND is_after) AS said_after,
    sumIf(mood, is_said AND is_before) AS mood_before, sumIf(mood, is_said AND is_after) AS mood_after,
    countIf(what = 'contact' AND is_before) AS contacts_before, countIf(what = 'contact' AND is_after) AS contacts_after
  FROM (
    SELECT person, assumeNotNull(answered_at) AS at, opening_channel AS channel, venue, topics, suspected,
      lagInFrame(answered_at) OVER (PARTITION BY person ORDER BY answered_at, source, mention
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS replied_before
    FROM recount_cases WHERE answered_at IS NOT NULL AND person != '') AS f
  LEFT JOIN (
    SELECT person, at AS sign_at, what, is_own AS is_said, transform(sentiment, ['positive', 'negative'], [1, -1], 0) AS mood
    FROM recount_signs) AS s ON s.person = f.person
  WHERE f.at >= {from:Int64} AND f.at < ${END} AND f.at + 30 * ${DAY_MS} < {asOf:Int64}
    AND (f.replied_before IS NULL OR f.at >= f.replied_before + 90 * ${DAY_MS})
  GROUP BY f.person, f.at`
  .replaceAll('is_before', `(sign_at > f.at - 30 * ${DAY_MS} AND sign_at <= f.at)`)
  .replaceAll('is_after', `(sign_at > f.at AND sign_at <= f.at + 30 * ${DAY_MS})`);

const change =
  (difference: string, whose: string) =>
  (where: string): string =>
    `SELECT if(count() = 0, NULL, avg(${difference})) AS value, count() AS n FROM (${CONNECTED}) WHERE ${whose} AND ${where}`;

const METRICS: readonly (readonly [metric: string, sql: (where: string) => string])[] = [
  ['recovery_incremental', incremental],
  ['connecting_frequency', change('toInt64(said_after) - toInt64(said_before)', '1')],
  ['connecting_sentiment', change('100 * mood_after / said_after - 100 * mood_before / said_before', 'said_before > 0 AND said_after > 0')],
  ['recovery_rate', rate],
  ['connecting_contacts', change('toInt64(contacts_after) - toInt64(contacts_before)', 'is_known')],
]; // prettier-ignore

/** Without that by topic: of few people, nobody spoke of one topic before and after. */
const [WHOLE, ...cuts] = CUTS.filter(([{ topic }]) => topic === undefined);

/** Of each metric the whole and one cut, another one each time. */
export const RECOVERY_RECOUNTS: readonly Recount[] = METRICS.flatMap(([metric, sql], index) =>
  [WHOLE, cuts[index % cuts.length]].flatMap((cut) => cut === undefined ? [] : [{ metric, facets: cut[0], sql: sql(cut[1]) }]),
); // prettier-ignore
