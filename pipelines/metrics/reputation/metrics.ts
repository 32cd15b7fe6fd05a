import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import { netReading } from '../audience/metrics.ts';
import { audience } from '../audience/voices.ts';
import { composed, metricOf, type Metric } from '../metric.ts';
import { weighted } from '../weighted.ts';
import { positivesReading, praise } from './positives.ts';
import { endOf, negativeTempo, velocityReading } from './velocity.ts';

const DEFINITION: MetricDefinition = {
  id: 'reputation_index',
  title: 'Reputation index',
  unit: 'points of 100',
  formula:
    'Σ weight · input, each 0 … 100: net sentiment as (net + 100) / 2; negative velocity as 50 · (1 − (negatives of the second half − of the first) / negatives usual in half the window), within 0 … 100; the brand’s share of the positive mentions of all tracked brands · 100',
  includes:
    'Inbound mentions. Usual is the rate of negatives in the week before the window, at least one in half the window. The weights are those of the configuration (weights.reputation) and are printed; an input that cannot be had leaves the figure blank.',
  n: 'Inbound mentions of the window.',
  window: 'Event time of the mention; the halves are those of the part that has passed.',
  interval: 'None: it is an index of unlike inputs.',
  minN: 20,
  facets: ['channel', 'venue', 'topic', 'automation'],
  source: 'Ours: net sentiment, negative velocity and share of positives with printed weights.',
  version: 1,
};

const net: Metric = metricOf(DEFINITION, audience, netReading);
const velocity: Metric = metricOf(DEFINITION, negativeTempo, (said, { window, evidence }) =>
  velocityReading(said, endOf(window, evidence.asOf) - window.from),
);
const positives: Metric = metricOf(DEFINITION, praise, (heard, { evidence }) =>
  positivesReading(heard, evidence.brand),
);

export const REPUTATION_METRICS: readonly Metric[] = [
  composed(DEFINITION, [net, velocity, positives], ([tone, speed, share], { settings, evidence, window }) => {
    const weights = settings.weights.reputation;
    const points = tone?.value ?? null;
    const part = share?.value ?? null;
    return {
      ...weighted([
        {
          name: 'netSentiment',
          value: points === null ? null : (points + 100) / 2,
          weight: weights.netSentiment,
          missing: ['inbound mentions of the brand in the window'],
        },
        {
          name: 'negativeVelocity',
          value: speed?.value ?? null,
          weight: weights.negativeVelocity,
          missing: speed?.missing ?? [],
        },
        {
          name: 'shareOfPositive',
          value: part === null ? null : part * 100,
          weight: weights.shareOfPositive,
          missing: share?.missing ?? [],
        },
      ]),
      n: tone?.n ?? 0,
      // Where half of the window ends moves while the window lasts.
      ...(evidence.asOf < window.to ? { open: true } : {}),
    };
  }),
];
