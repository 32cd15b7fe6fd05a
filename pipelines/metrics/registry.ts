import { AUDIENCE_METRICS } from './audience/metrics.ts';
import { FIRST_RESPONSE_METRICS } from './responses/metrics.ts';
import type { Metric } from './metric.ts';

/** Every metric there is, defined once: for the API, its documentation, the wall and exports alike. */
export const METRICS: readonly Metric[] = [...AUDIENCE_METRICS, ...FIRST_RESPONSE_METRICS];

const byId = new Map(METRICS.map((metric) => [metric.id, metric]));

export const metricById = (id: string): Metric | undefined => byId.get(id);
