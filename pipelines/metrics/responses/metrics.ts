import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import type { Reading } from '../family.ts';
import { quantileInterval } from '../intervals.ts';
import { metricOf, type Metric } from '../metric.ts';
import { firstResponse } from './first-response.ts';
import { quantile } from './response-times.ts';

const COMMON = {
  unit: 'seconds',
  includes:
    'Human replies (outbound, not automated) to inbound mentions, on a 24 × 7 clock. A later mention of an answered customer starts a new clock. Never a mean alone.',
  n: 'First responses given in the window.',
  window: 'Event time of the reply.',
  interval: 'Order statistics.',
  minN: 5,
  facets: ['channel', 'venue', 'topic', 'automation'],
  source: 'Practice of customer care; Sprout, Front.',
  version: 1,
} satisfies Partial<MetricDefinition>;

/** Milliseconds as they are printed. */
export const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1_000);

/** A quantile of durations that are sorted ascending, milliseconds in and seconds out. */
export function quantileReading(ascending: readonly number[], p: number): Reading {
  const value = quantile(ascending, p);
  const { low, high } = quantileInterval(ascending, p);
  return {
    value: seconds(value),
    n: ascending.length,
    // The value lies between two ranks, and of few observations the interval may begin at the upper one.
    low: seconds(low === null || value === null ? low : Math.min(low, value)),
    high: seconds(high === null || value === null ? high : Math.max(high, value)),
  };
}

const ofQuantile = (id: string, title: string, name: string, p: number): Metric =>
  metricOf(
    {
      ...COMMON,
      facets: [...COMMON.facets],
      id,
      title,
      formula: `${name} of (first human reply − first unanswered inbound mention of the customer)`,
    },
    firstResponse,
    (ascending) => quantileReading(ascending, p),
    {
      usesResponses: true,
      read: ({ responsesMs }) =>
        quantileReading(
          responsesMs.toSorted((a, b) => a - b),
          p,
        ),
    },
  );

export const FIRST_RESPONSE_METRICS: readonly Metric[] = [
  ofQuantile('first_response_time', 'First response time, median', 'median', 0.5),
  ofQuantile('first_response_time_p90', 'First response time, 90th percentile', '90th percentile', 0.9),
  ofQuantile('first_response_time_p99', 'First response time, 99th percentile', '99th percentile', 0.99),
];
