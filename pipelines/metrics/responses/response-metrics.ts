import type { Metric } from '../metric.ts';
import { AMPLIFICATION_METRICS } from './amplification.ts';
import { ANSWER_METRICS } from './answers.ts';
import { ATTENDANCE_METRICS } from './attendance.ts';
import { BAND_METRICS } from './bands.ts';
import { BUSINESS_METRICS } from './business.ts';
import { SLA_METRICS } from './sla.ts';
import { WAITING_METRICS } from './waiting.ts';

/** How customers are answered, beside the first response time on a 24 × 7 clock. */
export const RESPONSE_METRICS: readonly Metric[] = [
  ...BUSINESS_METRICS,
  ...WAITING_METRICS,
  ...SLA_METRICS,
  ...BAND_METRICS,
  ...ANSWER_METRICS,
  ...ATTENDANCE_METRICS,
  ...AMPLIFICATION_METRICS,
];
