import { firstAfter, journeysOf, type Journey } from '../../customers/journey.ts';
import { RISK_REACH_MS, isAtRisk, riskMoves, type RiskMove } from '../../customers/risk-moves.ts';
import { SIGNAL_REACH_MS } from '../../customers/churn-signals.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Fact, FactContext, Family } from '../family.ts';

/** Who was heard of within this long is a customer still. */
export const ACTIVE_MS = 90 * 86_400_000;

/** Known customers, and apart from them accounts no customer is known of. */
export interface Apart {
  known: number;
  strangers: number;
}
export interface RiskState {
  readonly isKnown: boolean;
  readonly isAtRisk: boolean;
}
export interface RiskCounts {
  readonly active: Apart;
  readonly atRisk: Apart;
}
export interface RiskStep {
  readonly isKnown: boolean;
  readonly kind: RiskMove['kind'];
}
export type RiskSteps = Readonly<Record<RiskMove['kind'], Apart>>;

const none = (): Apart => ({ known: 0, strangers: 0 });
const count = (apart: Apart, isKnown: boolean): void => {
  apart[isKnown ? 'known' : 'strangers'] += 1;
};
const both = (a: Apart, b: Apart): Apart => ({
  known: a.known + b.known,
  strangers: a.strangers + b.strangers,
});

export const riskCounts: Aggregator<RiskState, RiskCounts, RiskCounts> = {
  empty: () => ({ active: none(), atRisk: none() }),
  add(acc, { isKnown, isAtRisk: risky }) {
    count(acc.active, isKnown);
    if (risky) count(acc.atRisk, isKnown);
    return acc;
  },
  merge: (a, b) => ({ active: both(a.active, b.active), atRisk: both(a.atRisk, b.atRisk) }),
  result: (acc) => acc,
};

export const riskSteps: Aggregator<RiskStep, RiskSteps, RiskSteps> = {
  empty: () => ({ entered: none(), left: none(), saved: none() }),
  add(acc, { isKnown, kind }) {
    count(acc[kind], isKnown);
    return acc;
  },
  merge: (a, b) => ({
    entered: both(a.entered, b.entered),
    left: both(a.left, b.left),
    saved: both(a.saved, b.saved),
  }),
  result: (acc) => acc,
};

/** The end of a window as far as it is known, exclusive. */
const endOf = ({ asOf }: Evidence, to: number): number => Math.min(to, asOf);

const NEEDS = ['mentions', 'cases', 'contacts', 'selfHelp', 'customers'] as const;

/**
 * Who is at risk in the last instant of the window, or now when it has not ended: a state, so its facts depend on `to`
 * and not on where the window begins, and there is none where a window begins after all that is known.
 */
export const riskState: Family<RiskState, RiskCounts, RiskCounts> = {
  id: 'churn_state',
  needs: NEEDS,
  lookBackMs: ACTIVE_MS,
  lookAheadMs: 0,
  *facts({ evidence, settings }, from, to) {
    const end = endOf(evidence, to);
    if (end <= from) return;
    const at = end - 1;
    for (const journey of journeysOf(evidence).values())
      if (isActive(journey, at))
        yield factOf(journey, at, {
          isKnown: journey.customer !== null,
          isAtRisk: isAtRisk(riskMoves(journey, settings.weights.churnThreshold), at),
        });
  },
  aggregator: riskCounts,
};

/** Who came to be at risk in the window, and who is not any more. */
export const riskChanges: Family<RiskStep, RiskSteps, RiskSteps> = {
  id: 'churn_moves',
  needs: NEEDS,
  lookBackMs: RISK_REACH_MS,
  lookAheadMs: 0,
  *facts({ evidence, settings }: FactContext, from, to) {
    const end = endOf(evidence, to);
    for (const journey of journeysOf(evidence).values()) {
      const moves = riskMoves(journey, settings.weights.churnThreshold);
      for (let index = firstAfter(moves, from - 1); index < moves.length; index += 1) {
        const move = moves[index];
        if (move === undefined || move.at >= end) break;
        yield factOf(journey, move.at, { isKnown: journey.customer !== null, kind: move.kind });
      }
    }
  },
  aggregator: riskSteps,
};

/** Something was heard of the person lately; what a visitor reads is no sign of a customer. */
function isActive({ events, profiled }: Journey, at: number): boolean {
  const end = firstAfter(events, at);
  for (let index = firstAfter(events, at - ACTIVE_MS); index < end; index += 1) {
    const kind = events[index]?.kind;
    if (kind === 'mention' || kind === 'contact' || (profiled && kind === 'self-help')) return true;
  }
  return false;
}

const factOf = <Value>(journey: Journey, at: number, value: Value): Fact<Value> => ({
  at,
  channel: '',
  venue: '',
  topics: [],
  suspected: looksAutomated(journey, at),
  value,
});

/** All that was said lately looks automated, and nothing else is known of it. */
function looksAutomated({ events }: Journey, at: number): boolean {
  let isSuspected = false;
  const end = firstAfter(events, at);
  for (let index = firstAfter(events, at - SIGNAL_REACH_MS); index < end; index += 1) {
    const event = events[index];
    if (event?.kind === 'contact' || event?.kind === 'self-help') return false;
    if (event?.kind !== 'mention') continue;
    if (!event.mention.suspected) return false;
    isSuspected = true;
  }
  return isSuspected;
}
