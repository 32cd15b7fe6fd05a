import { spreadOverCuts } from './cuts.ts';
import type { Recount } from './recount.ts';

/** What is one vote: a mention, a text or an account of a brand. */
const VOTERS = { raw: 'identity', unique: 'fingerprint', people: 'channel, author' } as const;

/** Votes of the brand among those of all brands: all of them, or those whose tone is positive. */
const among = (voters: string, tone: string, where: string): string => `
  SELECT numerator / nullIf(n, 0) AS value, count() AS n, countIf(brand = {brand:String}) AS numerator, n AS denominator
  FROM (SELECT brand, countIf(sentiment = 'positive') AS ups, countIf(sentiment = 'negative') AS downs FROM recount_market
    WHERE ${where} ${voters.includes('author') ? `AND author != ''` : ''} GROUP BY brand, ${voters})
  WHERE ${tone}`;

const THINGS = (['raw', 'unique', 'people'] as const).flatMap((count) => [
  ['share_of_voice', count, '1'] as const,
  ['share_of_positive', count, 'ups > downs'] as const,
]);

const VOICE: readonly Recount[] = spreadOverCuts(THINGS, ([metric, count, tone], [facets, where]) => ({
  metric,
  facets: count === 'raw' ? facets : { ...facets, count },
  sql: among(VOTERS[count], tone, where),
}));

const byTopic = (where: string): string => `
  SELECT 100 * numerator / nullIf(n, 0) AS value, count() AS n, n AS denominator,
    toInt64(countIf(sentiment = 'positive')) - toInt64(countIf(sentiment = 'negative')) AS numerator
  FROM recount_window WHERE inbound AND notEmpty(topics) AND ${where}`;
const TOPICS: readonly Recount[] = spreadOverCuts(['', '', '', ''], (_, [facets, where]) => ({
  metric: 'sentiment_by_topic',
  facets,
  sql: byTopic(where),
}));

/** Accounts by when they were first heard of the brand, whenever that was. */
const newcomers = (channel: string): string => `
  SELECT numerator / nullIf(n, 0) AS value, count() AS n, countIf(${channel}) AS numerator, n AS denominator
  FROM (SELECT channel, author, min(at) AS heard_at FROM recount_said WHERE inbound AND author != '' GROUP BY channel, author)
  WHERE heard_at >= {from:Int64} AND heard_at < {to:Int64}`;
const impressions = (channel: string): string => `
  SELECT numerator / nullIf(denominator, 0) AS value, count() AS n, sumIf(views, NOT promoted AND ${channel}) AS numerator,
    sumIf(views, NOT promoted) AS denominator
  FROM recount_window WHERE inbound`;
const CHANNELS = [
  [{}, '1'],
  [{ channel: 'twitter' }, `channel = 'twitter'`],
  [{ channel: 'email' }, `channel = 'email'`],
] as const;
const ATTRACTION: readonly Recount[] = CHANNELS.flatMap(([facets, channel]) => [
  { metric: 'channel_attraction', facets, sql: newcomers(channel) },
  { metric: 'channel_impressions_share', facets, sql: impressions(channel) },
]);

/** On venues of the brand: who wrote there, and who used self-help. */
const takingPart = (where: string): string => `
  (SELECT customer, person, channel, toBool(suspected) AS suspected FROM recount_window
     WHERE inbound AND venue = 'owned' AND person != '' AND ${where}
   UNION ALL
   SELECT customer, concat('customer ', customer) AS person, 'self-help' AS channel, false AS suspected FROM recount_self_help
     WHERE customer != '' AND ${where})`;
const PARTICIPATION: readonly Recount[] = [
  ...CHANNELS,
  [{ channel: 'self-help' }, `channel = 'self-help'`] as const,
  [{ automation: 'exclude' }, 'NOT suspected'] as const,
].flatMap(([facets, where]) => [
  { metric: 'participants', facets, sql: `SELECT uniqExact(person) AS value, value AS n FROM ${takingPart(where)}` },
  {
    metric: 'participation_rate',
    facets,
    // Nobody known to be enrolled: there is nothing to take a share of.
    sql: `SELECT (SELECT count() FROM recount_profiles WHERE enrolled) AS n, numerator / nullIf(n, 0) AS value, nullIf(n, 0) AS denominator,
        if(n = 0, NULL, uniqExactIf(customer, customer IN (SELECT customer FROM recount_profiles WHERE enrolled))) AS numerator
      FROM ${takingPart(where)}`,
  },
]); // prettier-ignore

export const VOICE_RECOUNTS: readonly Recount[] = [...VOICE, ...TOPICS, ...ATTRACTION, ...PARTICIPATION];
