import { DEFLECTION_RECOUNTS } from './deflection.ts';
import { ATTENDANCE_RECOUNTS } from './attendance.ts';
import { CHURN_RECOUNTS } from './churn.ts';
import { PEOPLE_RECOUNTS } from './people.ts';
import { RECOVERY_RECOUNTS } from './recovery.ts';
import { RESPONSE_RECOUNTS } from './responses.ts';
import { VOICE_RECOUNTS } from './voice.ts';
import type { Recount } from './recount.ts';

const PARTS = [
  ...VOICE_RECOUNTS,
  ...PEOPLE_RECOUNTS,
  ...RESPONSE_RECOUNTS,
  ...ATTENDANCE_RECOUNTS,
  ...DEFLECTION_RECOUNTS,
  ...CHURN_RECOUNTS,
  ...RECOVERY_RECOUNTS,
];

/** The recount of a part, uncut, as one row to select from. */
function part(name: string, metric: string): string {
  const found = PARTS.find((one) => one.metric === metric && Object.keys(one.facets ?? {}).length === 0);
  if (found === undefined)
    throw new Error(`"${metric}" is not counted again, so what is made of it cannot be.`);
  return `(${found.sql}) AS ${name}`;
}

/** Figures made of others, from the recounts of these by the printed weights, and by the costs `CARE` states. */
export const COMPOSED_RECOUNTS: readonly Recount[] = [
  {
    metric: 'brand_health',
    sql: `SELECT 0.4 * reputation.value
        + 0.35 * (100 * sla.value + 100 * attendance.value) / 2
        + 0.25 * ((loyalty.value + 100) / 2 + 100 * (1 - churn.value)) / 2 AS value, reputation.n AS n
      FROM ${part('reputation', 'reputation_index')}, ${part('sla', 'sla_attainment')},
        ${part('attendance', 'negative_attendance')}, ${part('loyalty', 'loyalty_index')}, ${part('churn', 'churn_load')}`,
  },
  {
    metric: 'roi_of_care',
    sql: `SELECT won.numerator * 0.4 * 40 + saved.numerator * 5 - 500 AS numerator,
        if(numerator IS NULL, NULL, 500) AS denominator, numerator / denominator AS value, won.n AS n
      FROM ${part('won', 'recovery_incremental')}, ${part('saved', 'deflection_a')}`,
  },
];
