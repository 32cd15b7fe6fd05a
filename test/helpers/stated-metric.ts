import type { MetricDefinition } from '../../schema/contracts/metrics.ts';
import type { Reading } from '../../pipelines/metrics/family.ts';
import type { Metric } from '../../pipelines/metrics/metric.ts';

/** A metric that reads what a test says: a part to compose others from. */
export const stated = (id: string, reading: Reading, changes: Partial<MetricDefinition> = {}): Metric => ({
  id,
  title: id,
  unit: 'share',
  formula: '',
  includes: '',
  n: '',
  window: '',
  interval: '',
  minN: 0,
  facets: ['channel', 'topic'],
  source: '',
  version: 1,
  ...changes,
  needs: ['mentions'],
  lookBackMs: 0,
  lookAheadMs: 0,
  read: () => reading,
});
