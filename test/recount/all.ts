import type { Recount } from './recount.ts';
import { AUDIENCE_RECOUNTS } from './audience.ts';
import { PEOPLE_RECOUNTS } from './people.ts';
import { STORY_RECOUNTS } from './stories.ts';
import { VOICE_RECOUNTS } from './voice.ts';
import { ATTENDANCE_RECOUNTS } from './attendance.ts';
import { CHURN_RECOUNTS } from './churn.ts';
import { COMPOSED_RECOUNTS } from './composed.ts';
import { DEFLECTION_RECOUNTS } from './deflection.ts';
import { RECOVERY_RECOUNTS } from './recovery.ts';
import { RESPONSE_RECOUNTS } from './responses.ts';

export const RECOUNTS: readonly Recount[] = [
  ...AUDIENCE_RECOUNTS,
  ...VOICE_RECOUNTS,
  ...PEOPLE_RECOUNTS,
  ...STORY_RECOUNTS,
  ...ATTENDANCE_RECOUNTS,
  ...CHURN_RECOUNTS,
  ...COMPOSED_RECOUNTS,
  ...DEFLECTION_RECOUNTS,
  ...RECOVERY_RECOUNTS,
  ...RESPONSE_RECOUNTS,
];

/** Metrics that are not counted again, and why. */
export const NOT_RECOUNTED: Readonly<Record<string, string>> = {};
