import { churnScore } from '../../customers/churn.ts';
import { SIGNAL_REACH_MS } from '../../customers/churn-signals.ts';
import {
  firstAfter,
  isNegative,
  isOwnWords,
  journeysOf,
  type Journey,
  type JourneyCase,
} from '../../customers/journey.ts';
import type { MentionFact } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Fact, FactContext, Family } from '../family.ts';

const DAY_MS = 86_400_000;
/** T: a customer is judged by the next signal within this long. */
export const FOLLOW_UP_MS = 14 * DAY_MS;
/** A reply this late is not to that any more. */
export const REPLY_REACH_MS = 30 * DAY_MS;
/** Whom nobody replied to for this long counts as left alone. */
export const LEFT_ALONE_MS = 3 * DAY_MS;
/** A negative this strong is severe. */
const SEVERE = -0.6;

/** `open`: T has not passed. `early`: it has not, and the next signal was heard already. */
export type Outcome = 'recovered' | 'lost' | 'open' | 'early_recovered' | 'early_lost';

/** One customer after a negative signal, from the instant they were contacted or left alone. */
export interface FollowUp {
  readonly person: string;
  readonly isKnown: boolean;
  readonly group: 'contacted' | 'alone';
  readonly at: number;
  /** Tier, week and severity, or '' where there is nothing to compare with: they had said nothing negative. */
  readonly stratum: string;
  readonly outcome: Outcome;
}

/** By person, their first in the window: people, not replies. */
export interface FollowUps {
  readonly contacted: Map<string, FollowUp>;
  readonly alone: Map<string, FollowUp>;
}

const isBefore = (a: FollowUp, b: FollowUp): boolean =>
  a.at !== b.at ? a.at < b.at : `${a.stratum} ${a.outcome}` < `${b.stratum} ${b.outcome}`;

function keepFirst(of: Map<string, FollowUp>, one: FollowUp): void {
  const found = of.get(one.person);
  if (found === undefined || isBefore(one, found)) of.set(one.person, one);
}

export const followUps: Aggregator<FollowUp, FollowUps, FollowUps> = {
  empty: () => ({ contacted: new Map(), alone: new Map() }),
  add(acc, one) {
    keepFirst(acc[one.group], one);
    return acc;
  },
  merge(a, b) {
    const merged = { contacted: new Map(a.contacted), alone: new Map(a.alone) };
    for (const one of b.contacted.values()) keepFirst(merged.contacted, one);
    for (const one of b.alone.values()) keepFirst(merged.alone, one);
    return merged;
  },
  result: (acc) => acc,
};

/**
 * Who was contacted, and who was left alone. Contacted: the first human reply to someone who had said something
 * negative on that clock in the 30 days before, or was at risk just then; counted at the reply. Left alone: a clock on
 * which something negative was said and nobody replied for three days; counted at the end of the three days.
 */
export const recovery: Family<FollowUp, FollowUps, FollowUps> = {
  id: 'recovery',
  needs: ['mentions', 'cases', 'contacts', 'selfHelp', 'customers'],
  lookBackMs: SIGNAL_REACH_MS + REPLY_REACH_MS,
  lookAheadMs: FOLLOW_UP_MS,
  *facts(context, from, to) {
    const { asOf } = context.evidence;
    const isIn = (at: number) => at >= from && at < Math.min(to, asOf);
    for (const journey of journeysOf(context.evidence).values())
      for (const event of journey.events) {
        if (event.kind !== 'case-opened') continue;
        const { answeredAt } = event.case;
        const contacted =
          answeredAt !== null && isIn(answeredAt) ? contactOf(event, answeredAt, journey, context) : null;
        if (contacted !== null) yield factOf('contacted', event, journey, contacted, asOf);
        const alone = aloneOf(event);
        if (alone !== null && isIn(alone.at)) yield factOf('alone', event, journey, alone, asOf);
      }
  },
  aggregator: followUps,
};

interface Anchor {
  readonly at: number;
  /** What was said by then that was negative. */
  readonly negatives: readonly MentionFact[];
}

function contactOf(
  clock: JourneyCase,
  at: number,
  journey: Journey,
  { settings }: FactContext,
): Anchor | null {
  const negatives = clock.said.filter(
    (mention) => isNegative(mention) && mention.at <= at && mention.at > at - REPLY_REACH_MS,
  );
  // A moment before, lest the reply itself takes them out of danger.
  const wasAtRisk = () => churnScore(journey, at - 1) >= settings.weights.churnThreshold;
  return negatives.length > 0 || (clock.case.openedAt > at - REPLY_REACH_MS && wasAtRisk())
    ? { at, negatives }
    : null;
}

function aloneOf(clock: JourneyCase): Anchor | null {
  const first = clock.said.find(isNegative);
  // A clock that has run for longer than the evidence reaches may have had an earlier one.
  if (first === undefined || clock.case.openedAt < first.at - REPLY_REACH_MS) return null;
  const at = first.at + LEFT_ALONE_MS;
  const { answeredAt } = clock.case;
  if (answeredAt !== null && answeredAt < at) return null;
  return { at, negatives: clock.said.filter((mention) => isNegative(mention) && mention.at < at) };
}

const factOf = (
  group: FollowUp['group'],
  { case: { channel, venue, topics, suspected } }: JourneyCase,
  journey: Journey,
  { at, negatives }: Anchor,
  asOf: number,
): Fact<FollowUp> => ({
  at,
  channel,
  venue,
  topics,
  suspected,
  value: {
    person: journey.person,
    isKnown: journey.customer !== null,
    group,
    at,
    stratum: stratumOf(journey, at, negatives),
    outcome: outcomeOf(journey, at, asOf),
  },
});

/** The first Monday after 1970 began is the fifth of January. */
const MONDAY_MS = 4 * DAY_MS;

function stratumOf({ tier }: Journey, at: number, negatives: readonly MentionFact[]): string {
  if (negatives.length === 0) return '';
  const isSevere = negatives.some(({ score, intent }) => score <= SEVERE || intent === 'churn');
  return `${tier} ${Math.floor((at - MONDAY_MS) / (7 * DAY_MS))} ${isSevere ? 'severe' : 'mild'}`;
}

/** By the next thing they say themselves; who says no more within T has not come back. */
function outcomeOf({ events }: Journey, at: number, asOf: number): Outcome {
  const isOver = asOf >= at + FOLLOW_UP_MS;
  for (let index = firstAfter(events, at); index < events.length; index += 1) {
    const event = events[index];
    if (event === undefined || event.at >= Math.min(at + FOLLOW_UP_MS, asOf)) break;
    if (event.kind !== 'mention' || !isOwnWords(event.mention)) continue;
    const isLost = isNegative(event.mention);
    if (isOver) return isLost ? 'lost' : 'recovered';
    return isLost ? 'early_lost' : 'early_recovered';
  }
  return isOver ? 'lost' : 'open';
}
