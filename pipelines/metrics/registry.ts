import type { MetricDefinition } from '../../schema/contracts/metrics.ts';
import { mentionCounts } from './mention-counts.ts';
import type { PaneAccumulator } from './pane-accumulator.ts';
import { responseTimes, type ResponseSummary } from './response-times.ts';

/** A definition and how it is read from a merged accumulator. One entry serves the API, its documentation and the wall. */
export interface Metric extends MetricDefinition {
  /** Whether it reads response times; the counts alone are far cheaper to fetch. */
  readonly usesResponses?: boolean;
  read(acc: PaneAccumulator): { value: number | null; n: number };
}

const FIRST_RESPONSE = {
  unit: 'seconds',
  includes:
    'Human replies (outbound, not automated) to inbound mentions, on a 24 × 7 clock, in the minute of the reply. A later mention of an answered customer starts a new clock.',
  n: 'First responses given in the window.',
};
const responseMetric = (
  id: string,
  title: string,
  name: string,
  pick: (summary: ResponseSummary) => number | null,
): Metric => ({
  ...FIRST_RESPONSE,
  usesResponses: true,
  id,
  title,
  formula: `${name} of (first human reply − first unanswered inbound mention of the customer)`,
  read({ responsesMs }) {
    const summary = responseTimes.result(responsesMs);
    const ms = pick(summary);
    return { value: ms === null ? null : ms / 1_000, n: summary.n };
  },
});

export const METRICS: readonly Metric[] = [
  {
    id: 'volume',
    title: 'Volume',
    unit: 'mentions',
    formula: 'inbound mentions',
    includes: 'Every inbound mention of the brand, reposts and automated ones too.',
    n: 'Inbound mentions.',
    read: ({ counts }) => ({ value: counts.inbound, n: counts.inbound }),
  },
  {
    id: 'outbound_volume',
    title: 'Outbound volume',
    unit: 'mentions',
    formula: 'outbound mentions',
    includes: 'Everything the brand said, automated replies too.',
    n: 'Outbound mentions.',
    read: ({ counts }) => ({ value: counts.outbound, n: counts.outbound }),
  },
  {
    id: 'net_sentiment',
    title: 'Net sentiment',
    unit: 'points',
    formula: '100 · (positive − negative) / (positive + neutral + negative)',
    includes: 'Inbound mentions. Not a Net Promoter Score.',
    n: 'Inbound mentions.',
    read: ({ counts }) => ({ value: mentionCounts.result(counts).netSentiment, n: counts.inbound }),
  },
  responseMetric('first_response_time', 'First response time, median', 'median', ({ medianMs }) => medianMs),
  responseMetric(
    'first_response_time_p90',
    'First response time, 90th percentile',
    '90th percentile',
    ({ p90Ms }) => p90Ms,
  ),
  responseMetric(
    'first_response_time_p99',
    'First response time, 99th percentile',
    '99th percentile',
    ({ p99Ms }) => p99Ms,
  ),
];

export const metricById = (id: string): Metric | undefined => METRICS.find((metric) => metric.id === id);
