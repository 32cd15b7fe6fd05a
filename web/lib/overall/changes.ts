import type { BrandTile, StateChange } from '../../../schema/contracts/live.ts';
import { formatAge, formatClock, formatDay } from '../format.ts';
import { tameText } from '../text.ts';

const DAY_MS = 86_400_000;

export interface ChangeLine {
  readonly key: string;
  readonly change: StateChange;
  readonly name: string;
  /** `14:02`, or `Fri 23:10` of the day before. */
  readonly clock: string;
  readonly ago: string;
  /** From the left end of the day's axis, 0 … 1. */
  readonly place: number;
}

/** Changes of the last day, newest first. `now`: the clock of the mentions, or null when it is not known. */
export function changeLines(
  changes: readonly StateChange[],
  tiles: readonly BrandTile[],
  now: number | null,
): readonly ChangeLine[] {
  const names = new Map(tiles.map(({ brand, name }) => [brand, name]));
  const end = axisEnd(changes, now);
  return changes
    .filter(({ at }) => at > end - DAY_MS)
    .map((change) => {
      const age = formatAge(Math.max(0, end - change.at));
      return {
        key: `${change.at} ${change.to} ${change.brand}`,
        change,
        name: tameText(names.get(change.brand) ?? change.brand, 40),
        clock: clockWords(change.at, end),
        ago: age === 'now' ? 'just now' : `${age} ago`,
        place: 1 - (end - change.at) / DAY_MS,
      };
    });
}

/** A change that is dated a little ahead of the clock is still on the axis. */
const axisEnd = (changes: readonly StateChange[], now: number | null): number =>
  Math.max(now ?? -Infinity, changes[0]?.at ?? -Infinity);

function clockWords(at: number, now: number): string {
  const clock = formatClock(at, false);
  return new Date(at).toDateString() === new Date(now).toDateString()
    ? clock
    : `${formatDay(at).slice(0, 3)} ${clock}`;
}

/** A page keeps so many; how many more there were it does not know. */
const MOST_KEPT = 100;

export const changesWords = (count: number): string =>
  count >= MOST_KEPT ? `the last ${MOST_KEPT} changes` : count === 1 ? '1 change' : `${count} changes`;
