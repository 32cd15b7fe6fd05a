import {
  SIGNAL_REACH_MS,
  mostAfter,
  peakAfter,
  scoreOf,
  signalsAt,
  strengthsOf,
  turnsOf,
  type Strengths,
} from './churn-signals.ts';
import { firstAfter, type Journey } from './journey.ts';

/**
 * A customer comes to be at risk, or is not any more. `saved`: after a first human reply to them or a contact, made
 * while they were at risk and at most 30 days before. `left`: without one, by time or of their own accord.
 */
export interface RiskMove {
  readonly at: number;
  readonly kind: 'entered' | 'left' | 'saved';
}

/** How long a reply or a contact is held to have had a part in it. */
export const SAVED_REACH_MS = 30 * 86_400_000;
/** Evidence before an instant that decides whether a customer is at risk then, and how they came out of it. */
export const RISK_REACH_MS = SIGNAL_REACH_MS + SAVED_REACH_MS;

const made = new WeakMap<Journey, { readonly threshold: number; readonly moves: readonly RiskMove[] }>();

/**
 * Every time the score of a journey crosses the threshold, to the millisecond, ascending, `entered` first and then in
 * turn. At risk: heard of within `SIGNAL_REACH_MS` and a score at or above the threshold. Between two turns of the
 * journey the score has at most one peak, so each crossing is found by halving.
 */
export function riskMoves(journey: Journey, threshold: number): readonly RiskMove[] {
  const known = made.get(journey);
  if (known?.threshold === threshold) return known.moves;
  const moves: RiskMove[] = [];
  let enteredAt: number | null = null;
  const become = (isAtRisk: boolean, at: number) => {
    if (isAtRisk === (enteredAt !== null)) return;
    if (isAtRisk) moves.push({ at, kind: 'entered' });
    else moves.push({ at, kind: wasHelped(journey, enteredAt ?? at, at) ? 'saved' : 'left' });
    enteredAt = isAtRisk ? at : null;
  };
  const turns = turnsOf(journey);
  for (const [index, turn] of turns.entries()) {
    const signals = signalsAt(journey, turn);
    const strengths = strengthsOf(signals, turn);
    become(signals.heard && scoreOf(strengths) >= threshold, turn);
    const next = turns[index + 1];
    if (next === undefined || !signals.heard) continue;
    // Most customers are far from it: for them one look at the turn is enough.
    if (mostAfter(strengths, signals.waitingSinceAt) < threshold) continue;
    const isAtRisk = (at: number) => scoreOf(strengthsOf(signals, at)) >= threshold;
    let from = turn;
    for (const to of checkpoints(strengths, signals.waitingSinceAt, turn, next)) {
      if (isAtRisk(to) !== isAtRisk(from)) become(isAtRisk(to), firstDifferent(from, to, isAtRisk));
      from = to;
    }
  }
  made.set(journey, { threshold, moves });
  return moves;
}

/** Whether the moves of a journey leave it at risk at an instant. */
export const isAtRisk = (moves: readonly RiskMove[], at: number): boolean =>
  moves[firstAfter(moves, at) - 1]?.kind === 'entered';

/** Between them the score only rises or only falls: around its peak, and the last instant before the next turn. */
function checkpoints(
  strengths: Strengths,
  waitingSinceAt: number | null,
  turn: number,
  next: number,
): number[] {
  const peakMs = peakAfter(strengths, waitingSinceAt);
  const peak = peakMs === null ? [] : [Math.floor(turn + peakMs), Math.floor(turn + peakMs) + 1];
  return [...peak.filter((at) => at > turn && at < next - 1), next - 1];
}

/** The first instant after `from` at which `is` says what it says of `to`: it changes once between them. */
function firstDifferent(from: number, to: number, is: (at: number) => boolean): number {
  const before = is(from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (is(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** A reply stops the clock at the instant of its question at the earliest; a contact that made it worse is no help. */
function wasHelped({ events }: Journey, enteredAt: number, at: number): boolean {
  const end = firstAfter(events, at);
  for (let index = firstAfter(events, at - SAVED_REACH_MS); index < end; index += 1) {
    const event = events[index];
    if (event?.kind === 'case-answered' && event.at >= enteredAt) return true;
    if (event?.kind === 'contact' && event.at > enteredAt) return true;
  }
  return false;
}
