import {
  CHURN_INPUTS,
  CHURN_WEIGHTS,
  type ChurnInput,
  type Signals,
  type Strengths,
} from './churn-signals.ts';

export interface ChurnReason {
  readonly id: ChurnInput;
  /** A sentence with its numbers, for people. */
  readonly text: string;
  /** What it adds to the log odds of leaving. */
  readonly weight: number;
}

const SHOWN = 3;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What raises the score, strongest first, at most three. Empty where nothing does. */
export const reasonsOf = (signals: Signals, strengths: Strengths, at: number): ChurnReason[] =>
  CHURN_INPUTS.map((id) => ({ id, weight: CHURN_WEIGHTS[id].weight * strengths[id] }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, SHOWN)
    .map(({ id, weight }) => ({ id, text: sentenceOf(id, signals, at), weight }));

function sentenceOf(id: ChurnInput, signals: Signals, at: number): string {
  const ago = (since: number | null) => agoOf(at - (since ?? at));
  switch (id) {
    case 'churnIntent':
      return `Said it is leaving, ${ago(signals.churnAt)}`;
    case 'negativeStreak':
      return signals.negatives === 1
        ? `A negative mention, ${ago(signals.negativeAt)}`
        : `${signals.negatives} negative mentions in a row, the last ${ago(signals.negativeAt)}`;
    case 'repeatContacts':
      return `${signals.contacts} contacts within 7 days`;
    case 'unanswered':
      return `Waiting for an answer for ${spanOf(at - (signals.waitingSinceAt ?? at))}`;
    case 'unresolved':
      return `Came back with an unsolved problem ${signals.unresolved === 1 ? 'once' : `${signals.unresolved} times`}, the last ${ago(signals.unresolvedAt)}`;
    case 'competitorPull':
      return `Drawn to a competitor, ${ago(signals.pulledAt)}`;
    case 'valueTier':
      return 'Customer of high value';
    case 'relief':
      return `Pleased again, ${ago(signals.reliefAt)}`;
  }
}

const agoOf = (ms: number): string => (ms < MINUTE_MS ? 'just now' : `${spanOf(ms)} ago`);

/** Whole minutes, hours or days, rounded down: 59 min, 2 h, 3 d. */
function spanOf(ms: number): string {
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  return ms < 2 * DAY_MS ? `${Math.floor(ms / HOUR_MS)} h` : `${Math.floor(ms / DAY_MS)} d`;
}
