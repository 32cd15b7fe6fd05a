import { ATTRACTION_METRICS } from './attraction/metrics.ts';
import { AUDIENCE_METRICS } from './audience/metrics.ts';
import { CHURN_METRICS } from './churn/metrics.ts';
import { DEFLECTION_METRICS } from './deflection/metrics.ts';
import { brandHealth } from './health/brand-health.ts';
import { LOYALTY_METRICS } from './loyalty/metrics.ts';
import type { Metric } from './metric.ts';
import { PARTICIPATION_METRICS } from './participation/metrics.ts';
import { QUALITY_METRICS } from './quality/metrics.ts';
import { RECOVERY_METRICS } from './recovery/metrics.ts';
import { REPLICATION_METRICS } from './replication/metrics.ts';
import { REPUTATION_METRICS } from './reputation/metrics.ts';
import { FIRST_RESPONSE_METRICS } from './responses/metrics.ts';
import { RESPONSE_METRICS } from './responses/response-metrics.ts';
import { roiOfCare } from './roi/roi-of-care.ts';
import { SHARE_OF_VOICE_METRICS } from './share-of-voice/metrics.ts';
import { TOPIC_METRICS } from './topics/metrics.ts';

const MEASURED: readonly Metric[] = [
  ...AUDIENCE_METRICS,
  ...TOPIC_METRICS,
  ...SHARE_OF_VOICE_METRICS,
  ...ATTRACTION_METRICS,
  ...PARTICIPATION_METRICS,
  ...FIRST_RESPONSE_METRICS,
  ...RESPONSE_METRICS,
  ...DEFLECTION_METRICS,
  ...REPLICATION_METRICS,
  ...CHURN_METRICS,
  ...RECOVERY_METRICS,
  ...LOYALTY_METRICS,
  ...REPUTATION_METRICS,
  ...QUALITY_METRICS,
];

const measured = (id: string): Metric => {
  const metric = MEASURED.find((one) => one.id === id);
  if (metric === undefined) throw new Error(`No metric "${id}" is measured; a composed figure needs it.`);
  return metric;
};

/** Every metric there is, defined once: for the API, its documentation, the wall and exports alike. */
export const METRICS: readonly Metric[] = [
  ...MEASURED,
  brandHealth({
    reputation: measured('reputation_index'),
    sla: measured('sla_attainment'),
    attendance: measured('negative_attendance'),
    loyalty: measured('loyalty_index'),
    churnLoad: measured('churn_load'),
  }),
  roiOfCare({
    recoveryIncremental: measured('recovery_incremental'),
    deflectionA: measured('deflection_a'),
    deflectionD: measured('deflection_d'),
  }),
];

const byId = new Map(METRICS.map((metric) => [metric.id, metric]));

export const metricById = (id: string): Metric | undefined => byId.get(id);
