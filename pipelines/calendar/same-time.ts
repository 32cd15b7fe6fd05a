import { offsetSpans } from './zone-offsets.ts';

const DAY_MS = 86_400_000;

/**
 * Finds the instant at which the clocks of a zone showed the same time some days before. Where they skipped that time
 * it is as much later as they skipped; where they showed it twice it is one of the two.
 * @returns a function of an instant (epoch milliseconds) and whole days
 * @throws RangeError for a zone that does not exist
 */
export function sameTimeIn(zone: string): (at: number, daysBefore: number) => number {
  const spanAt = offsetSpans(zone);
  return (at, daysBefore) => {
    const then = at - daysBefore * DAY_MS;
    return then + spanAt(at).offsetMs - spanAt(then).offsetMs;
  };
}

/** When the hour of a zone that holds an instant began: on the half hour in some zones. */
export function hourStartIn(zone: string): (at: number) => number {
  const spanAt = offsetSpans(zone);
  return (at) => {
    const local = at + spanAt(at).offsetMs;
    return at - (local - Math.floor(local / 3_600_000) * 3_600_000);
  };
}
