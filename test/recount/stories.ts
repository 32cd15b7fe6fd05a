import { spreadOverCuts } from './cuts.ts';
import type { Recount } from './recount.ts';

const WEEK_MS = 7 * 86_400_000;
/** Seen being passed on in the window; what the brand itself posted is no original. */
const EVENTS = `FROM recount_passed_on WHERE at >= {from:Int64} AND NOT is_of_brand`;

/** By how much reported totals of originals grew in the window, each within a week of its post. */
const REPORTED = `
  (SELECT p.feed AS feed, p.id AS id, p.channel AS channel, p.venue AS venue, p.topics AS topics, p.suspected AS suspected,
     CAST(p.sentiment, 'String') AS tone, t.at AS grown_at, toInt64(t.reposts) - toInt64(max(t.reposts) OVER
       (PARTITION BY t.feed, t.mention ORDER BY t.at, t.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS growth
   FROM recount_totals AS t INNER JOIN recount_pool AS p ON p.feed = t.feed AND p.id = t.mention
   WHERE p.inbound AND p.kind != 'message' AND NOT p.passes_on AND t.at >= p.at AND t.at <= p.at + ${WEEK_MS})`;

/**
 * Originals with how often each was passed on: as seen, or as reported when that is more. The tone is its own; of one
 * nobody saw that of its reposts, negative before others: a quote may say the opposite.
 */
const originals = (where: string): string => `
  (SELECT root_feed, root_id, greatest(sum(seen), sum(growth)) AS size,
     if(max(tone != ''), anyIf(tone, tone != ''), if(max(guess = 'negative'), 'negative', '')) AS tone
   FROM (
     SELECT feed AS root_feed, id AS root_id, CAST(sentiment, 'String') AS tone, '' AS guess, 0 AS seen, 0 AS growth
     FROM recount_pool WHERE at >= {from:Int64} AND inbound AND NOT passes_on AND kind != 'message' AND ${where}
     UNION ALL
     SELECT root_feed, root_id, root_sentiment AS tone, if(kind = 'repost', CAST(sentiment, 'String'), '') AS guess,
       1 AS seen, 0 AS growth ${EVENTS} AND ${where}
     UNION ALL
     SELECT feed AS root_feed, id AS root_id, tone, '' AS guess, 0 AS seen, growth FROM ${REPORTED}
     WHERE growth > 0 AND grown_at >= {from:Int64} AND ${where}
   ) GROUP BY root_feed, root_id)`;
const RATE =
  'SELECT numerator / nullIf(n, 0) AS value, count() AS n, sum(size) AS numerator, n AS denominator';

/** Accounts that passed something on, each with its largest audience; a mention without an author is an account. */
const audience = (where: string): string => `
  SELECT sum(reach) AS value, count() AS n FROM (
    SELECT maxIf(followers, NOT promoted) AS reach ${EVENTS} AND ${where}
    GROUP BY if(author = '', concat('mention ', feed, ' ', id), concat('account ', channel, ' ', author)))`;

/** What stories are cut by: the original, or the first that was seen of it. */
const STORY = `
  (SELECT feed AS root_feed, id AS root_id, at AS born_at, channel, venue, topics, suspected FROM recount_pool
     WHERE NOT passes_on
   UNION ALL
   SELECT root_feed, root_id, NULL AS born_at, argMin(channel, (at, feed, id)), argMin(venue, (at, feed, id)),
     argMin(topics, (at, feed, id)), argMin(suspected, (at, feed, id))
   FROM recount_story_events WHERE NOT is_seen GROUP BY root_feed, root_id)`;

/**
 * The size of every story at each instant something was heard of it, then a straight line through ln(1 + size) at the
 * instants of the window at which it grew: four at least, and the original where it lies in the window before them.
 */
const doubling = (where: string): string => `
  WITH heard AS (
    SELECT root_feed, root_id, at, 1 AS seen, toUInt64(0) AS total FROM recount_story_events
    UNION ALL SELECT feed, mention, at, 0, reposts FROM recount_totals),
  sizes AS (
    SELECT root_feed, root_id, at, greatest(sum(sum(seen)) OVER before, max(max(total)) OVER before) AS size FROM heard
    GROUP BY root_feed, root_id, at WINDOW before AS (PARTITION BY root_feed, root_id ORDER BY at)),
  grown AS (
    SELECT *, toInt64(size) - toInt64(lagInFrame(size, 1, 0) OVER (PARTITION BY root_feed, root_id ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS growth
    FROM sizes),
  curves AS (
    SELECT root_feed, root_id, groupArray((at, log(1 + size))) AS curve, min(at) AS begins FROM grown
    WHERE growth > 0 AND at >= {from:Int64} GROUP BY root_feed, root_id HAVING count() >= 4),
  fits AS (
    SELECT arrayConcat(if(s.born_at >= {from:Int64} AND s.born_at < begins, [(assumeNotNull(s.born_at), 0.)], []), curve) AS points,
      arrayMap(point -> (point.1 - {from:Int64}) / 1000, points) AS x, arrayMap(point -> point.2, points) AS y,
      arrayReduce('covarPopStable', x, y) / arrayReduce('varPopStable', x) AS slope
    FROM curves AS c INNER JOIN ${STORY} AS s ON s.root_feed = c.root_feed AND s.root_id = c.root_id WHERE ${where})
  SELECT if(n = 0, NULL, min(log(2) / slope)) AS value, count() AS n FROM fits WHERE slope > 0`;

const promoted = (where: string): string =>
  `SELECT count() AS value, count() AS n FROM recount_window WHERE inbound AND promoted AND ${where}`;

const THINGS: readonly (readonly [metric: string, sql: (where: string) => string])[] = [
  ['replication', (where) => `${RATE} FROM ${originals(where)}`],
  ['replication', (where) => `${RATE} FROM ${originals(where)}`],
  ['replication_negative', (where) => `${RATE} FROM ${originals(where)} WHERE tone = 'negative'`],
  ['spread_reach', audience],
  ['doubling_time', doubling],
  ['doubling_time', doubling],
  ['paid_amplification', promoted],
];

export const STORY_RECOUNTS: readonly Recount[] = spreadOverCuts(
  THINGS,
  ([metric, sql], [facets, where]) => ({
    metric,
    facets,
    sql: sql(where),
  }),
);
