import { within, type Case, type Evidence, type MentionFact } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family } from '../family.ts';
import { shareReading } from '../intervals.ts';
import { metricOf, type Metric } from '../metric.ts';
import { CASE_REACH_MS, OF_CASES } from './case-facts.ts';
import { seconds } from './metrics.ts';
import { queue, stateAt } from './waiting.ts';

/** How long after a mention a decision about it still counts, and how much the clocks of two systems may differ. */
const DECISION_REACH_MS = 30 * 86_400_000;
const SKEW_MS = 86_400_000;

type How = 'replied' | 'decided' | 'unattended';
export interface Negative {
  readonly followers: number;
  readonly how: How;
}

export const negatives: Aggregator<Negative, Negative[], readonly Negative[]> = {
  empty: () => [],
  add(acc, value) {
    acc.push(value);
    return acc;
  },
  merge: (a, b) => [...a, ...b],
  result: (acc) => acc,
};

const keyOf = (source: string, id: string): string => `${source}\u0000${id}`;

/** By mention, the case it was said in. Worked out once for a list, however many windows are read from it. */
const casesByMention = new WeakMap<readonly Case[], ReadonlyMap<string, Case>>();
function caseOf({ cases }: Evidence, { source, id }: MentionFact): Case | undefined {
  let found = casesByMention.get(cases);
  if (found === undefined) {
    found = new Map(cases.flatMap((one) => one.said.map((mention) => [keyOf(one.source, mention), one] as const)));
    casesByMention.set(cases, found);
  }
  return found.get(keyOf(source, id));
} // prettier-ignore

function* negativesIn({ mentions }: Evidence, from: number, to: number): Generator<MentionFact> {
  for (const mention of within(mentions, from, to))
    if (mention.direction === 'inbound' && mention.actionable && mention.sentiment === 'negative')
      yield mention;
}

/** What was made of a mention before an instant; decisions are those of mentions in `[from, to)`. */
function attendanceBy(evidence: Evidence, from: number, to: number, by: number): (mention: MentionFact) => How {
  const decidedAt = new Map<string, number[]>();
  for (const { source, mention, at } of within(evidence.decisions, from - SKEW_MS, Math.min(by, to + DECISION_REACH_MS))) {
    const key = keyOf(source, mention);
    const known = decidedAt.get(key);
    if (known === undefined) decidedAt.set(key, [at]);
    else known.push(at);
  }
  return (mention) => {
    const answeredAt = caseOf(evidence, mention)?.answeredAt ?? null;
    if (answeredAt !== null && answeredAt < by) return 'replied';
    const decisions = decidedAt.get(keyOf(mention.source, mention.id)) ?? [];
    const isDecided = decisions.some((at) => at >= mention.at - SKEW_MS && at < mention.at + DECISION_REACH_MS);
    return isDecided ? 'decided' : 'unattended';
  };
} // prettier-ignore

const factOf = <Value>(mention: MentionFact, value: Value) => ({
  at: mention.at,
  channel: mention.channel,
  venue: mention.venue,
  topics: mention.topics,
  suspected: mention.suspected,
  value,
});

export const attendance: Family<Negative, Negative[], readonly Negative[]> = {
  id: 'attendance',
  needs: ['mentions', 'cases', 'decisions'],
  lookBackMs: SKEW_MS,
  lookAheadMs: DECISION_REACH_MS,
  *facts({ evidence }, from, to) {
    // Whatever is known counts: an answer after the window too.
    const how = attendanceBy(evidence, from, to, Infinity);
    for (const mention of negativesIn(evidence, from, to))
      yield factOf(mention, { followers: mention.followers, how: how(mention) });
  },
  aggregator: negatives,
};

/** The negatives of `[from, to)` that `negative_attendance` counts as left alone. */
export function* leftAloneIn(evidence: Evidence, from: number, to: number): Generator<MentionFact> {
  const how = attendanceBy(evidence, from, to, Infinity);
  for (const mention of negativesIn(evidence, from, to)) if (how(mention) === 'unattended') yield mention;
}

/** Who is left alone at the end of the window: a state, so its facts depend on `to` and not on where it begins. */
export const unattended: Family<
  { readonly ms: number; readonly mention: string },
  ReturnType<typeof queue.empty>,
  ReturnType<typeof queue.empty>
> = {
  id: 'unattended',
  needs: ['mentions', 'cases', 'decisions'],
  lookBackMs: CASE_REACH_MS + SKEW_MS,
  lookAheadMs: 0,
  *facts(context, from, to) {
    const { evidence } = context;
    const at = stateAt(context, to);
    if (at <= from) return;
    const how = attendanceBy(evidence, at - CASE_REACH_MS, at, at);
    for (const mention of negativesIn(evidence, at - CASE_REACH_MS, at))
      if (how(mention) === 'unattended')
        yield factOf(mention, { ms: at - mention.at, mention: `${mention.source} ${mention.id}` });
  },
  aggregator: queue,
};

/** By tenth of the audience, from the smallest: accounts with the same number of followers are in the same tenth. */
function byDecile(seen: readonly Negative[]): Record<string, number | null> {
  const sorted = seen.toSorted((a, b) => a.followers - b.followers);
  const deciles = Array.from({ length: 10 }, () => ({ attended: 0, n: 0 }));
  let fewer = 0;
  for (const [index, { followers, how }] of sorted.entries()) {
    if (followers !== sorted[index - 1]?.followers) fewer = index;
    const decile = deciles[Math.floor((10 * fewer) / sorted.length)];
    if (decile === undefined) continue;
    decile.n += 1;
    if (how !== 'unattended') decile.attended += 1;
  }
  return Object.fromEntries(
    deciles.flatMap(({ attended, n }, index) => [
      [`decile${index + 1}`, n > 0 ? attended / n : null],
      [`decile${index + 1}N`, n],
    ]),
  );
}

const NEGATIVES =
  'Inbound mentions that are negative and that a person of the brand should answer. Attended: a human reply stopped the clock of their author, or a decision not to reply was recorded within 30 days.';

export const ATTENDANCE_METRICS: readonly Metric[] = [
  metricOf(
    {
      ...OF_CASES,
      facets: [...OF_CASES.facets],
      id: 'negative_attendance',
      title: 'Negatives attended to',
      unit: 'share',
      formula: '(actionable negatives with a human reply or a recorded decision not to reply) / actionable negatives',
      includes: `${NEGATIVES} Split by tenths of their authors’ followers.`,
      n: 'Actionable negative mentions.',
      numerator: 'Those with a human reply or a recorded decision.',
      denominator: 'All of them.',
      window: 'Event time of the mention.',
      interval: 'Wilson.',
      source: 'TheSocialPeople.',
    },
    attendance,
    (seen) => {
      const count = (how: How) => seen.filter((negative) => negative.how === how).length;
      const [replied, decided] = [count('replied'), count('decided')];
      return {
        ...shareReading(replied + decided, seen.length),
        parts: { replied, decided, ...byDecile(seen) },
        ...(replied + decided < seen.length ? { open: true } : {}),
      };
    },
  ),
  metricOf(
    {
      ...OF_CASES,
      facets: [...OF_CASES.facets],
      id: 'oldest_unattended',
      title: 'Oldest negative left alone',
      unit: 'seconds',
      formula: 'age of the oldest actionable negative that nobody replied to or decided about, at the end of the window or now',
      includes: `${NEGATIVES} At most 30 days old.`,
      n: 'Actionable negatives nobody attended to.',
      window: 'The end of the window, or now when it has not ended.',
      interval: 'None: it is a state, not an estimate.',
      minN: 0,
      source: 'TheSocialPeople.',
    },
    unattended,
    ({ count, oldest }) => ({
      value: seconds(oldest?.ms ?? null),
      n: count,
      parts: { mention: oldest?.mention ?? null },
    }),
  ),
]; // prettier-ignore
