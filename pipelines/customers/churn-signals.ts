import type { Tier } from '../../schema/contracts/streams.ts';
import { firstAfter, isNegative, isOwnWords, type Journey, type JourneyCase } from './journey.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What was said longer ago says nothing of today: after four half-lives a signal is worth less than a tenth. */
export const SIGNAL_REACH_MS = 60 * DAY_MS;
/** A signal is worth half after this long. */
export const HALF_LIFE_MS = 14 * DAY_MS;
/** Contacts this close together are about the same thing. */
export const REPEAT_MS = 7 * DAY_MS;
/** A customer who waits this long is half as angry as one who waits for ever. */
export const WAITING_HALF_MS = 24 * HOUR_MS;
/** More than these say no more. */
const FULL_STREAK = 5;
const FULL_REPEATS = 3;
const FULL_UNRESOLVED = 3;

/** Score of a customer of whom nothing is known: 1 / (1 + e^3.2) = 0.04. */
export const CHURN_BIAS = -3.2;

/**
 * What a signal at full strength adds to the log odds of leaving. The order follows the literature on churn in social
 * media (Amiri & Daumé 2015/16: words of leaving come first) and practice of care; the sizes are set by hand and
 * printed, not fitted: with outcomes at hand they can be. Each is chosen for what it means alone and together.
 */
export const CHURN_WEIGHTS = {
  churnIntent: {
    weight: 4.5,
    measures: 'said it is leaving us; halves every 14 days since the last time',
    why: 'A plain announcement alone is a risk (0.79), and stays one for a week.',
  },
  negativeStreak: {
    weight: 2,
    measures: 'negative mentions in a row since the last positive one, of 5; halves every 14 days',
    why: 'Anger without a turn is no announcement: a risk only together with a wait or an unsolved problem.',
  },
  repeatContacts: {
    weight: 1.5,
    measures: 'calls, chats and e-mails within 7 days beyond the first, of 3',
    why: 'Who has to ask again was not helped.',
  },
  unanswered: {
    weight: 1.5,
    measures:
      'time the oldest question or complaint of 60 days waits for a person: half after 24 hours, full in the limit',
    why: 'Silence makes it worse, quickly at first.',
  },
  unresolved: {
    weight: 1.5,
    measures: 'came back to an open matter, or found no help in self-help, of 3; halves every 14 days',
    why: 'An answer that does not solve it is not the end of it.',
  },
  competitorPull: {
    weight: 1.8,
    measures: 'spoke of joining a competitor; halves every 14 days',
    why: 'Half of a departure: where to, without saying that it is settled.',
  },
  valueTier: {
    weight: 0.5,
    measures: 'customer of high value',
    why: 'Tips the balance where other signals are there; never a risk by itself.',
  },
  relief: {
    weight: -1.5,
    measures: 'a positive mention after the last negative one; halves every 14 days',
    why: 'Who is pleased again is being won back.',
  },
} as const;
export type ChurnInput = keyof typeof CHURN_WEIGHTS;
export const CHURN_INPUTS = Object.keys(CHURN_WEIGHTS) as ChurnInput[];

/** How strong each signal is, 0 … 1. */
export type Strengths = Readonly<Record<ChurnInput, number>>;

/** What a journey says at an instant. Does not change until its next turn (`turnsOf`): only time passes. */
export interface Signals {
  readonly tier: Tier;
  /** Anything was heard of the person within reach. */
  readonly heard: boolean;
  readonly churnAt: number | null;
  readonly negatives: number;
  readonly negativeAt: number | null;
  /** Contacts within `REPEAT_MS`. */
  readonly contacts: number;
  /** The oldest word within reach on a clock that asks and runs: one that began long ago waits as what was said since. */
  readonly waitingSinceAt: number | null;
  readonly unresolved: number;
  readonly unresolvedAt: number | null;
  readonly pulledAt: number | null;
  readonly reliefAt: number | null;
}

/** Reads only events with `at − SIGNAL_REACH_MS < event ≤ at`. */
export function signalsAt({ events, tier, profiled }: Journey, at: number): Signals {
  const found: { -readonly [K in keyof Signals]: Signals[K] } = {
    tier, heard: false, churnAt: null, negatives: 0, negativeAt: null, contacts: 0, waitingSinceAt: null,
    unresolved: 0, unresolvedAt: null, pulledAt: null, reliefAt: null,
  }; // prettier-ignore
  const end = firstAfter(events, at);
  for (let index = firstAfter(events, at - SIGNAL_REACH_MS); index < end; index += 1) {
    const event = events[index];
    if (event === undefined) break;
    switch (event.kind) {
      case 'mention': {
        const { mention, again, clock } = event;
        found.heard = true;
        if (clock !== null && isWaiting(clock, at)) found.waitingSinceAt ??= event.at;
        if (!isOwnWords(mention)) break;
        if (mention.intent === 'churn') found.churnAt = event.at;
        if (mention.pulledAway) found.pulledAt = event.at;
        if (again && mention.actionable) {
          found.unresolved += 1;
          found.unresolvedAt = event.at;
        }
        if (isNegative(mention)) {
          found.negatives += 1;
          found.negativeAt = event.at;
          found.reliefAt = null;
        } else if (mention.sentiment === 'positive' && !mention.pulledAway) {
          found.negatives = 0;
          found.unresolved = 0;
          found.reliefAt = event.at;
        }
        break;
      }
      case 'contact':
        found.heard = true;
        if (event.at > at - REPEAT_MS) found.contacts += 1;
        break;
      case 'self-help':
        // Any visitor may read an article; only of a customer somebody told us of is it a sign of life.
        if (profiled) found.heard = true;
        if (event.selfHelp.kind === 'unsolved') {
          found.unresolved += 1;
          found.unresolvedAt = event.at;
        } else if (event.selfHelp.kind !== 'view') found.unresolved = 0;
        break;
      // Who waits is told by what they said on the clock, and what else the brand says is no sign of the customer.
      case 'case-opened':
      case 'case-answered':
      case 'reply':
        break;
    }
  }
  return found;
}

const isWaiting = ({ actionableAt, case: { answeredAt } }: JourneyCase, at: number): boolean =>
  actionableAt !== null && actionableAt <= at && (answeredAt === null || answeredAt > at);

/** How strong what was said is at an instant not before it. */
export function strengthsOf(signals: Signals, at: number): Strengths {
  const { waitingSinceAt } = signals;
  return {
    churnIntent: fading(signals.churnAt, at),
    negativeStreak: ofFull(signals.negatives, FULL_STREAK) * fading(signals.negativeAt, at),
    repeatContacts: ofFull(signals.contacts - 1, FULL_REPEATS),
    unanswered: waitingSinceAt === null ? 0 : 1 - 2 ** (-(at - waitingSinceAt) / WAITING_HALF_MS),
    unresolved: ofFull(signals.unresolved, FULL_UNRESOLVED) * fading(signals.unresolvedAt, at),
    competitorPull: fading(signals.pulledAt, at),
    valueTier: signals.tier === 'high' ? 1 : 0,
    relief: fading(signals.reliefAt, at),
  };
}

const fading = (since: number | null, at: number): number =>
  since === null ? 0 : 2 ** (-(at - since) / HALF_LIFE_MS);

const ofFull = (count: number, full: number): number => Math.min(Math.max(count, 0), full) / full;

/** 0 … 1: the logistic of the bias and every strength times its weight. */
export function scoreOf(strengths: Strengths): number {
  let logOdds: number = CHURN_BIAS;
  for (const input of CHURN_INPUTS) logOdds += CHURN_WEIGHTS[input].weight * strengths[input];
  return 1 / (1 + Math.exp(-logOdds));
}

/**
 * Instants at which the signals of a journey can change, ascending: events, where they fall out of reach, and where the
 * clocks they are on ask and stop. A clock is its author's in a thread, on whichever channel: its question and its
 * answer may be events of another journey, that of the account by the same name elsewhere.
 */
export function turnsOf({ events }: Journey): number[] {
  const turns = new Set<number>();
  for (const event of events) {
    turns.add(event.at).add(event.at + SIGNAL_REACH_MS);
    if (event.kind === 'contact') turns.add(event.at + REPEAT_MS);
    if (event.kind !== 'mention' || event.clock === null) continue;
    const { actionableAt, case: { answeredAt } } = event.clock; // prettier-ignore
    if (actionableAt !== null && actionableAt > event.at) turns.add(actionableAt);
    if (answeredAt !== null && answeredAt > event.at) turns.add(answeredAt);
  }
  return [...turns].sort((a, b) => a - b);
}

/**
 * What the score stays at or below until the next turn: as if a wait had lasted for ever and all relief were forgotten.
 * @param strengths at the turn
 */
export const mostAfter = (strengths: Strengths, waitingSinceAt: number | null): number =>
  scoreOf({ ...strengths, unanswered: waitingSinceAt === null ? 0 : 1, relief: 0 });

const FADING = ['churnIntent', 'negativeStreak', 'unresolved', 'competitorPull', 'relief'] as const;

/**
 * Between two turns the score falls as signals fade and rises as a customer waits: with one half-life for each it has
 * at most one peak. When that is, milliseconds after `at`, or null where the score only falls or only rises.
 */
export function peakAfter(strengths: Strengths, waitingSinceAt: number | null): number | null {
  if (waitingSinceAt === null) return null;
  let falling = 0;
  for (const input of FADING) falling += CHURN_WEIGHTS[input].weight * strengths[input];
  const rising = CHURN_WEIGHTS.unanswered.weight * (1 - strengths.unanswered);
  if (falling <= 0 || rising <= 0) return null;
  const ms =
    Math.log2((rising * HALF_LIFE_MS) / (falling * WAITING_HALF_MS)) /
    (1 / WAITING_HALF_MS - 1 / HALF_LIFE_MS);
  return ms > 0 && Number.isFinite(ms) ? ms : null;
}
