import { CUTS } from './cuts.ts';
import type { Recount } from './recount.ts';

const DAY_MS = 86_400_000;
/** The end of the window, or now when it has not ended. */
const END = 'least({to:Int64}, {asOf:Int64})';

/**
 * Actionable negatives said in a span, and whether before `by` somebody replied to their case or a decision about them
 * was recorded.
 */
const negatives = (from: string, to: string, by: string): string => `
  (SELECT s.at AS at, s.channel AS channel, s.venue AS venue, s.topics AS topics, s.suspected AS suspected,
     max(k.answered_at IS NOT NULL AND k.answered_at < ${by}
       OR d.id != '' AND d.at >= s.at - ${DAY_MS} AND d.at < s.at + 30 * ${DAY_MS} AND d.at < ${by}) AS is_attended
   FROM recount_said AS s
   LEFT JOIN (SELECT c.identity AS identity, a.answered_at AS answered_at FROM recount_clocks AS c
     INNER JOIN recount_cases AS a ON a.thread = c.thread AND a.who = c.who AND a.round = c.round
     WHERE NOT c.is_reply) AS k ON k.identity = s.identity
   LEFT JOIN (SELECT source, mention, id, toUnixTimestamp64Milli(decisions.at) AS at FROM decisions
     WHERE toUnixTimestamp64Milli(decisions.at) < {asOf:Int64}) AS d ON d.source = s.source AND d.mention = s.id
   WHERE s.inbound AND s.actionable AND s.sentiment = 'negative' AND s.at >= ${from} AND s.at < ${to}
   GROUP BY s.identity, s.at, s.channel, s.venue, s.topics, s.suspected)`;

export const ATTENDANCE_RECOUNTS: readonly Recount[] = CUTS.flatMap(([facets, where]) => [
  {
    metric: 'negative_attendance',
    facets,
    sql: `SELECT numerator / nullIf(n, 0) AS value, count() AS n, countIf(is_attended) AS numerator, n AS denominator
      FROM ${negatives('{from:Int64}', '{to:Int64}', '{asOf:Int64}')} WHERE ${where}`,
  },
  {
    metric: 'oldest_unattended',
    facets,
    sql: `SELECT if(count() = 0, NULL, max(${END} - at) / 1000) AS value, count() AS n
      FROM ${negatives(`${END} - 30 * ${DAY_MS}`, END, END)} WHERE NOT is_attended AND {from:Int64} < ${END} AND ${where}`,
  },
]);
