import type { Metric } from '../metric.ts';
import { CALL_METRICS } from './calls.ts';
import { COHORT_METRICS } from './cohort.ts';
import { SELF_SERVICE_METRICS } from './self-service.ts';

/** Deflection in four classes that are never mixed: each prints its class. */
export const DEFLECTION_METRICS: readonly Metric[] = [
  ...CALL_METRICS,
  ...SELF_SERVICE_METRICS,
  ...COHORT_METRICS,
];
