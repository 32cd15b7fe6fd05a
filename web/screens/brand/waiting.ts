import type { BrandReadings } from '../../../schema/contracts/live.ts';
import { formatCount, formatDuration } from '../../lib/format.ts';
import { figureOf } from '../../lib/live/readings.ts';

/** Who waits, since when, and for how many it is too late: of the last thirty days. Null before that was read. */
export function waitingNow(readings: BrandReadings | undefined, overdue: number | null): string | null {
  const waiting = figureOf(readings, 'waiting')?.value ?? null;
  const oldest = figureOf(readings, 'oldest_waiting')?.value ?? null;
  if (waiting === null) return null;
  if (waiting === 0) return 'nobody waiting';
  return [
    `${formatCount(waiting)} waiting`,
    overdue === null || overdue === 0 ? '' : `${formatCount(Math.min(overdue, waiting))} overdue`,
    oldest === null ? '' : `oldest ${formatDuration(oldest * 1_000)}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}
