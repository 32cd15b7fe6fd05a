import type { Clock } from '../../../pipelines/clock.ts';

/** What a measurement is handed instead of taking it. */
export interface Surroundings {
  readonly clock: Clock;
  /** Is handed lines for the person; the last is JSON. */
  readonly say: (line: string) => void;
}
