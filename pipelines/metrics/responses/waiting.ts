import type { Aggregator } from '../aggregator.ts';
import type { FactContext, Family } from '../family.ts';
import { metricOf, type Metric } from '../metric.ts';
import { ACTIONABLE, CASE_REACH_MS, OF_CASES, actionableIn, caseFact, waitedMs } from './case-facts.ts';
import { seconds } from './metrics.ts';
import { survivalMedian, type Observation } from './survival.ts';

export const observations: Aggregator<Observation, Observation[], readonly Observation[]> = {
  empty: () => [],
  add(acc, value) {
    acc.push(value);
    return acc;
  },
  merge: (a, b) => [...a, ...b],
  result: (acc) => acc,
};

/** How long each case waited: to its reply, or until now where it still waits. */
export const timesToReply: Family<Observation, Observation[], readonly Observation[]> = {
  id: 'times_to_reply',
  needs: ['cases'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence: { cases, asOf } }, from, to) {
    for (const one of actionableIn(cases, from, to))
      yield caseFact(one, one.openedAt, {
        ms: waitedMs(one, one.answeredAt ?? asOf),
        ended: one.answeredAt !== null,
      });
  },
  aggregator: observations,
};

interface Queued {
  readonly ms: number;
  /** Source and id of the mention that opened the case. */
  readonly mention: string;
}
interface Queue {
  count: number;
  oldest: Queued | null;
}

export const queue: Aggregator<Queued, Queue, Queue> = {
  empty: () => ({ count: 0, oldest: null }),
  add(acc, value) {
    acc.count += 1;
    acc.oldest = older(acc.oldest, value);
    return acc;
  },
  merge: (a, b) => ({ count: a.count + b.count, oldest: older(a.oldest, b.oldest) }),
  result: (acc) => acc,
};

/** The one that waits longer; of two that wait as long, the first by name. */
function older(a: Queued | null, b: Queued | null): Queued | null {
  if (a === null || b === null) return a ?? b;
  if (a.ms !== b.ms) return a.ms > b.ms ? a : b;
  return a.mention <= b.mention ? a : b;
}

/** The instant a state of a window is that of: its end, or now when it has not ended. */
export const stateAt = ({ evidence }: Pick<FactContext, 'evidence'>, to: number): number =>
  Math.min(to, evidence.asOf);

/** Who waits at the end of the window: a state, so its facts depend on `to` and not on where it begins. */
export const waitingCases: Family<Queued, Queue, Queue> = {
  id: 'waiting_cases',
  needs: ['cases'],
  lookBackMs: CASE_REACH_MS,
  lookAheadMs: 0,
  *facts(context, from, to) {
    const at = stateAt(context, to);
    // A window that has not begun is in no state.
    if (at <= from) return;
    for (const one of actionableIn(context.evidence.cases, at - CASE_REACH_MS, at))
      if (one.answeredAt === null || one.answeredAt >= at)
        yield caseFact(one, one.openedAt, { ms: at - one.openedAt, mention: `${one.source} ${one.mention}` });
  },
  aggregator: queue,
};

const STATE = {
  ...OF_CASES,
  includes: `${ACTIONABLE} Opened at most 30 days before.`,
  n: 'Cases that wait.',
  window: 'The end of the window, or now when it has not ended.',
  interval: 'None: it is a state, not an estimate.',
  minN: 0,
  source: 'Practice of customer care.',
};

export const WAITING_METRICS: readonly Metric[] = [
  metricOf(
    {
      ...OF_CASES,
      facets: [...OF_CASES.facets],
      id: 'still_waiting_median',
      title: 'First response time, those who still wait included',
      unit: 'seconds',
      formula: 'Kaplan–Meier median of the time to the first human reply; cases without one are cut off now',
      includes: `${ACTIONABLE} Without a value when more than half still wait.`,
      n: 'Cases opened in the window, answered or not.',
      interval: 'Brookmeyer–Crowley, on the log-minus-log scale with the variance of Greenwood.',
      source: 'Survival analysis; Kaplan & Meier 1958, Brookmeyer & Crowley 1982.',
    },
    timesToReply,
    (seen) => {
      const { value, low, high } = survivalMedian(seen);
      const waiting = seen.filter(({ ended }) => !ended).length;
      return {
        value: seconds(value),
        n: seen.length,
        low: seconds(low),
        high: seconds(high),
        parts: { answered: seen.length - waiting, waiting },
        ...(waiting > 0 ? { open: true } : {}),
      };
    },
  ),
  metricOf(
    {
      ...STATE,
      facets: [...STATE.facets],
      id: 'oldest_waiting',
      title: 'Oldest waiting case',
      unit: 'seconds',
      formula: 'age of the oldest case without a human reply, at the end of the window or now',
    },
    waitingCases,
    ({ count, oldest }) => ({
      value: seconds(oldest?.ms ?? null),
      n: count,
      parts: { mention: oldest?.mention ?? null },
    }),
  ),
  metricOf(
    {
      ...STATE,
      facets: [...STATE.facets],
      id: 'waiting',
      title: 'Waiting',
      unit: 'cases',
      formula: 'cases without a human reply, at the end of the window or now',
    },
    waitingCases,
    ({ count }) => ({ value: count, n: count }),
  ),
];
