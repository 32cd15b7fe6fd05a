import type { BrandReadings, BrandTile } from '../../../schema/contracts/live.ts';
import { formatCount, formatDuration } from '../../lib/format.ts';
import { figureOf } from '../../lib/live/readings.ts';
import { waitingWords } from '../../lib/tiles/words.ts';

/**
 * Who waits, since when, and for how many it is too late: of the last thirty days. Null before that was read. Where more
 * wait by the live count of the last day, what was read is out of date, and the live count is told.
 */
export function waitingNow(
  readings: BrandReadings | undefined,
  overdue: number | null,
  { response, now }: { readonly response: BrandTile['firstResponse']; readonly now: number | null },
): string | null {
  const waiting = figureOf(readings, 'waiting')?.value ?? null;
  const oldest = figureOf(readings, 'oldest_waiting')?.value ?? null;
  if (response.waiting > (waiting ?? 0)) return waitingWords(response, now);
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
