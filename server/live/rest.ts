const REST_MS = 10_000;
/** Reading takes a tenth of the time, … */
const REST_PER_WORK = 9;
/** … unless figures would grow older than viewers expect; never more than half of it, however much there is to read. */
const LONG_REST_MS = 60_000;
/** So much of all that was taken, taken while one round was read, is a past that is being told. */
const CROWD = 0.25;

/**
 * How long the reading of live figures rests after a round, in milliseconds.
 * @param workMs what the round took
 * @param taken mentions since the start, when the round began and when it had ended: what was read of a past that is still
 *   being told is out of date at once, and is not left to stand for a minute
 */
export function restAfter(
  workMs: number,
  taken: { readonly before: number; readonly after: number },
): number {
  const isCrowd = taken.after - taken.before > taken.after * CROWD;
  return Math.max(REST_MS, workMs, isCrowd ? 0 : Math.min(workMs * REST_PER_WORK, LONG_REST_MS));
}
