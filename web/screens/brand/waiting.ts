import type { BrandReadings, BrandTile } from '../../../schema/contracts/live.ts';
import { formatCount, formatDuration } from '../../lib/format.ts';
import { figureOf } from '../../lib/live/readings.ts';

/**
 * Who waits, since when, and for how many it is too late: of the last thirty days. The live count of the last day is a part
 * of that and newer: where it says more, what was read is out of date. Null while nothing was read and nobody waits.
 * @param overdue of the board, which is read with its charts
 */
export function waitingNow(
  readings: BrandReadings | undefined,
  overdue: number | null,
  { response, now }: { readonly response: BrandTile['firstResponse']; readonly now: number | null },
): string | null {
  const read = figureOf(readings, 'waiting')?.value ?? null;
  const waiting = Math.max(read ?? 0, response.waiting);
  if (waiting === 0) return read === null ? null : 'nobody waiting';
  const late = Math.min(Math.max(overdue ?? 0, response.overdue), waiting);
  const readMs = (figureOf(readings, 'oldest_waiting')?.value ?? 0) * 1_000;
  const liveMs = now === null ? 0 : now - (response.oldestWaitingAt ?? now);
  const oldestMs = Math.max(readMs, liveMs);
  return [
    `${formatCount(waiting)} waiting`,
    late === 0 ? '' : `${formatCount(late)} overdue`,
    oldestMs === 0 ? '' : `oldest ${formatDuration(oldestMs)}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}
