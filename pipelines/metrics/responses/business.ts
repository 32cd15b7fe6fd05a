import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family, Reading } from '../family.ts';
import { metricOf, type Metric, type MetricContext } from '../metric.ts';
import { CASE_REACH_MS, caseFact, waitedMs } from './case-facts.ts';
import { quantileReading } from './metrics.ts';

/** One first response by two clocks. */
export interface TwoClocks {
  readonly alwaysMs: number;
  readonly businessMs: number;
  /** The case was opened while the desk was closed. */
  readonly whileClosed: boolean;
}

export interface Exposure {
  /** Ascending. */
  readonly alwaysMs: readonly number[];
  readonly businessMs: readonly number[];
  readonly whileClosed: number;
}

export const twoClocks: Aggregator<TwoClocks, TwoClocks[], Exposure> = {
  empty: () => [],
  add(acc, value) {
    acc.push(value);
    return acc;
  },
  merge: (a, b) => [...a, ...b],
  result: (acc) => ({
    alwaysMs: acc.map(({ alwaysMs }) => alwaysMs).sort((a, b) => a - b),
    businessMs: acc.map(({ businessMs }) => businessMs).sort((a, b) => a - b),
    whileClosed: acc.filter(({ whileClosed }) => whileClosed).length,
  }),
};

/** First responses in the minute they were given, by the clock on the wall and by the clock of the desk. */
export const businessResponses: Family<TwoClocks, TwoClocks[], Exposure> = {
  id: 'business_responses',
  needs: ['cases'],
  lookBackMs: CASE_REACH_MS,
  lookAheadMs: 0,
  *facts({ evidence, calendar }, from, to) {
    if (calendar === null) return;
    for (const one of evidence.cases) {
      const { openedAt, answeredAt, replyChannel } = one;
      if (answeredAt === null || answeredAt < from || answeredAt >= to) continue;
      const value = {
        alwaysMs: waitedMs(one, answeredAt),
        businessMs: calendar.openMs(openedAt, answeredAt),
        whileClosed: !calendar.isOpen(openedAt),
      };
      yield caseFact(one, answeredAt, value, replyChannel);
    }
  },
  aggregator: twoClocks,
};

const NO_HOURS: Reading = { value: null, n: 0, missing: ['business hours of the brand (care.hours)'] };

const withHours =
  (read: (exposure: Exposure) => Reading) =>
  (exposure: Exposure, { calendar }: MetricContext): Reading =>
    calendar === null ? NO_HOURS : read(exposure);

const COMMON = {
  unit: 'seconds',
  n: 'First responses given in the window.',
  window: 'Event time of the reply.',
  minN: 5,
  facets: ['channel', 'venue', 'topic', 'automation'],
  source: 'Practice of customer care; Sprout, Front, Chatwoot.',
  version: 1,
} satisfies Partial<MetricDefinition>;

const ofQuantile = (id: string, title: string, name: string, p: number): Metric =>
  metricOf(
    {
      ...COMMON,
      facets: [...COMMON.facets],
      id,
      title,
      formula: `${name} of the time the desk was open between the first unanswered inbound mention of the customer and the first human reply`,
      includes:
        'As the first response time, counting only time within the business hours of the brand, in its zone and without its holidays. A reply while the desk is closed may take no time at all.',
      interval: 'Order statistics.',
    },
    businessResponses,
    withHours(({ businessMs }) => quantileReading(businessMs, p)),
  );

export const BUSINESS_METRICS: readonly Metric[] = [
  ofQuantile('first_response_time_business', 'First response time in business hours, median', 'median', 0.5),
  ofQuantile('first_response_time_business_p90', 'First response time in business hours, 90th percentile', '90th percentile', 0.9),
  ofQuantile('first_response_time_business_p99', 'First response time in business hours, 99th percentile', '99th percentile', 0.99),
  metricOf(
    {
      ...COMMON,
      facets: [...COMMON.facets],
      id: 'out_of_hours_exposure',
      title: 'Out-of-hours exposure',
      formula: 'median first response time on a 24 × 7 clock − median first response time in business hours',
      includes:
        'What customers wait because the desk is closed. Printed with both medians and the share of cases that were opened while it was closed.',
      interval: 'None: both medians are of the same answers.',
      source: 'METRICS: the gap between the two clocks.',
    },
    businessResponses,
    withHours(({ alwaysMs, businessMs, whileClosed }) => {
      const always = quantileReading(alwaysMs, 0.5).value;
      const business = quantileReading(businessMs, 0.5).value;
      return {
        value: always === null || business === null ? null : always - business,
        n: alwaysMs.length,
        parts: {
          medianAlways: always,
          medianBusiness: business,
          openedWhileClosed: whileClosed,
          openedWhileClosedShare: alwaysMs.length > 0 ? whileClosed / alwaysMs.length : null,
        },
      };
    }),
  ),
]; // prettier-ignore
