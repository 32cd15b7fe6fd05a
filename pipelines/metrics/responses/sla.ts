import type { Case } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { FactContext, Family } from '../family.ts';
import { shareReading } from '../intervals.ts';
import { metricOf, type Metric } from '../metric.ts';
import { targetOf } from '../settings.ts';
import { ACTIONABLE, OF_CASES, actionableIn, caseFact, waitedMs } from './case-facts.ts';

/** Answered within its target, answered later, not answered and past it, or not answered and still within it. */
type Outcome = 'within' | 'late' | 'past' | 'pending';

export interface Judged {
  readonly outcome: Outcome;
  readonly highPriority: boolean;
}
export interface Verdicts {
  readonly usual: Record<Outcome, number>;
  readonly high: Record<Outcome, number>;
}

const none = (): Record<Outcome, number> => ({ within: 0, late: 0, past: 0, pending: 0 });
const added = (a: Record<Outcome, number>, b: Record<Outcome, number>): Record<Outcome, number> => ({
  within: a.within + b.within,
  late: a.late + b.late,
  past: a.past + b.past,
  pending: a.pending + b.pending,
});

export const verdicts: Aggregator<Judged, Verdicts, Verdicts> = {
  empty: () => ({ usual: none(), high: none() }),
  add(acc, { outcome, highPriority }) {
    acc[highPriority ? 'high' : 'usual'][outcome] += 1;
    return acc;
  },
  merge: (a, b) => ({ usual: added(a.usual, b.usual), high: added(a.high, b.high) }),
  result: (acc) => acc,
};

/** How long a case has waited by the clock its target is judged by. Without business hours the desk never closes. */
export function judgedMs({ settings, calendar }: FactContext, one: Case, until: number): number {
  return settings.care.targets?.clock === 'business' && calendar !== null
    ? calendar.openMs(one.openedAt, until)
    : waitedMs(one, until);
}

const clockOf = ({ settings, calendar }: FactContext): string =>
  settings.care.targets?.clock === 'business' && calendar !== null ? 'business' : 'always';

function outcomeOf(context: FactContext, one: Case): Outcome {
  const isInTime =
    judgedMs(context, one, one.answeredAt ?? context.evidence.asOf) <= targetOf(context.settings, one);
  if (one.answeredAt !== null) return isInTime ? 'within' : 'late';
  return isInTime ? 'pending' : 'past';
}

export const targets: Family<Judged, Verdicts, Verdicts> = {
  id: 'targets',
  needs: ['cases'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts(context, from, to) {
    for (const one of actionableIn(context.evidence.cases, from, to))
      yield caseFact(one, one.openedAt, {
        outcome: outcomeOf(context, one),
        highPriority: one.highPriority,
      });
  },
  aggregator: verdicts,
};

export const SLA_METRICS: readonly Metric[] = [
  metricOf(
    {
      ...OF_CASES,
      facets: [...OF_CASES.facets],
      id: 'sla_attainment',
      title: 'Answered within target',
      unit: 'share',
      formula: 'answered within target / (answered + not answered and past the target now)',
      includes: `${ACTIONABLE} A case past its target is a miss now, answered or not; one that waits and is still within it is in neither number. The target is the strictest that applies, by channel and priority; 5 minutes where none is configured.`,
      n: 'Cases that are decided: answered, or past their target.',
      numerator: 'Answered within their target, to the millisecond.',
      denominator: 'Answered, and not answered but past their target.',
      interval: 'Wilson.',
      source: 'Snapdeal; response badge of Meta.',
    },
    targets,
    ({ usual, high }, context) => {
      const { within, late, past, pending } = added(usual, high);
      return {
        ...shareReading(within, within + late + past),
        parts: {
          within,
          late,
          past,
          pending,
          highPriorityWithin: high.within,
          highPriorityDecided: high.within + high.late + high.past,
          clock: clockOf(context),
        },
        ...(pending > 0 ? { open: true } : {}),
      };
    },
  ),
];
