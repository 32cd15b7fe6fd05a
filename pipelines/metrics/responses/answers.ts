import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family } from '../family.ts';
import { shareReading } from '../intervals.ts';
import { metricOf, type Metric } from '../metric.ts';
import { ACTIONABLE, OF_CASES, actionableIn, caseFact } from './case-facts.ts';
import { quantileReading } from './metrics.ts';

interface Answers {
  readonly answeredMs: readonly number[];
  readonly waiting: number;
}
interface AnswerBook {
  readonly answeredMs: number[];
  waiting: number;
}

/** Takes the time to the answer in milliseconds, null while there is none. */
export const answers: Aggregator<number | null, AnswerBook, Answers> = {
  empty: () => ({ answeredMs: [], waiting: 0 }),
  add(acc, ms) {
    if (ms === null) acc.waiting += 1;
    else acc.answeredMs.push(ms);
    return acc;
  },
  merge: (a, b) => ({ answeredMs: [...a.answeredMs, ...b.answeredMs], waiting: a.waiting + b.waiting }),
  result: ({ answeredMs, waiting }) => ({ answeredMs: answeredMs.toSorted((a, b) => a - b), waiting }),
};

/** Questions, in the minute they were asked. */
export const queries: Family<number | null, AnswerBook, Answers> = {
  id: 'queries',
  needs: ['cases'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    for (const one of evidence.cases) {
      const { askedAt, answeredAt, actionable } = one;
      if (!actionable || askedAt === null || askedAt < from || askedAt >= to) continue;
      yield caseFact(one, askedAt, answeredAt === null ? null : Math.max(0, answeredAt - askedAt));
    }
  },
  aggregator: answers,
};

interface Reopenings {
  cases: number;
  reopened: number;
}

export const reopenings: Aggregator<boolean, Reopenings, Reopenings> = {
  empty: () => ({ cases: 0, reopened: 0 }),
  add(acc, isReopened) {
    acc.cases += 1;
    if (isReopened) acc.reopened += 1;
    return acc;
  },
  merge: (a, b) => ({ cases: a.cases + b.cases, reopened: a.reopened + b.reopened }),
  result: (acc) => acc,
};

export const reopenedCases: Family<boolean, Reopenings, Reopenings> = {
  id: 'reopened_cases',
  needs: ['cases'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    for (const one of actionableIn(evidence.cases, from, to)) yield caseFact(one, one.openedAt, one.reopened);
  },
  aggregator: reopenings,
};

const OF_QUERIES = {
  ...OF_CASES,
  window: 'Event time of the first question of the case.',
  source: 'Model of social customer care: answers posted back on the network.',
} satisfies Partial<MetricDefinition>;
const QUERIES =
  'Cases in which a question was asked and a person of the brand should answer; the clock starts with the question, whatever was said before.';

export const ANSWER_METRICS: readonly Metric[] = [
  metricOf(
    {
      ...OF_QUERIES,
      facets: [...OF_QUERIES.facets],
      id: 'answer_rate',
      title: 'Answer rate',
      unit: 'share',
      formula: 'queries with a human reply / queries',
      includes: QUERIES,
      n: 'Queries.',
      numerator: 'Queries with a human reply.',
      denominator: 'Queries.',
      interval: 'Wilson.',
    },
    queries,
    ({ answeredMs, waiting }) => ({
      ...shareReading(answeredMs.length, answeredMs.length + waiting),
      ...(waiting > 0 ? { open: true } : {}),
    }),
  ),
  metricOf(
    {
      ...OF_QUERIES,
      facets: [...OF_QUERIES.facets],
      id: 'answer_time',
      title: 'Answer time, median',
      unit: 'seconds',
      formula: 'median of (first human reply − first question) of answered queries',
      includes: `${QUERIES} Those that still wait are in the parts.`,
      n: 'Queries that were answered.',
      interval: 'Order statistics.',
    },
    queries,
    ({ answeredMs, waiting }) => ({
      ...quantileReading(answeredMs, 0.5),
      parts: { waiting },
      ...(waiting > 0 ? { open: true } : {}),
    }),
  ),
  metricOf(
    {
      ...OF_CASES,
      facets: [...OF_CASES.facets],
      id: 'reopened_share',
      title: 'Reopened',
      unit: 'share',
      formula: 'cases of customers who had been answered before in the same conversation / cases',
      includes: ACTIONABLE,
      n: 'Cases opened in the window.',
      numerator: 'Cases of customers who came back after an answer.',
      denominator: 'Cases opened in the window.',
      interval: 'Wilson.',
      source: 'Practice of customer care; Chatwoot.',
    },
    reopenedCases,
    ({ cases, reopened }) => shareReading(reopened, cases),
  ),
];
