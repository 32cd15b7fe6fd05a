import type { BrandLevel, BrandState, StateChange } from '../../schema/contracts/live.ts';
import { brandState, type StateInputs } from '../metrics/brand-state.ts';
import type { MentionCounts } from '../metrics/mention-counts.ts';
import { HEADLINE_MS, TILE_HORIZON_MS, USUAL_AT_LEAST_MS } from './brand-tile.ts';
import { PANE_MS } from './pane.ts';

/** What one minute of a brand counted, over all its channels. */
export type MinuteCounts = Pick<MentionCounts, 'positive' | 'neutral' | 'negative'>;

/** A level that does not last is no news; a brand of one mention an hour is quiet for some minutes now and then. */
const HELD_MS = 2 * PANE_MS;
const QUIET_HELD_MS = 30 * PANE_MS;
/**
 * For so long a state may stay where it could not begin. What a brand was longer ago says nothing of now, so that its level
 * depends on these hours alone, and not on where somebody began to look.
 */
const STAYS_MS = 3 * 3_600_000;
/** States are followed from this long before, so that the first change is one from what was so. */
const RUN_IN_MS = STAYS_MS + 2 * QUIET_HELD_MS;

/** How far before the first instant minutes should be known. */
export const STATE_REACH_MS = TILE_HORIZON_MS + RUN_IN_MS;

export interface StateCourse {
  /** Oldest first. */
  readonly changes: readonly StateChange[];
  /** The level at the end, held or not. */
  readonly level: BrandLevel;
}

/**
 * How the state of a brand changed in `(from, to]`: from minute to minute the state its tile would have shown at the end of
 * it, each after the one before. A change is one when the new level has held for two minutes (quiet for thirty), and is dated
 * to the first of them.
 * @param minuteOf what a minute counted, by its beginning; undefined where there is no pane of it
 * @param from `to` whole minutes, epoch milliseconds
 */
export function stateCourse(
  brand: string,
  minuteOf: (windowStart: number) => MinuteCounts | undefined,
  from: number,
  to: number,
): StateCourse {
  const changes: StateChange[] = [];
  const inputsAt = stateInputs(minuteOf, from - STATE_REACH_MS, to);
  let level: BrandLevel | null = null;
  let told: BrandLevel | null = null;
  let coming: Coming | undefined;
  const beganAt = { watch: -Infinity, alert: -Infinity };
  for (let at = from - RUN_IN_MS; at <= to; at += PANE_MS) {
    const inputs = inputsAt(at);
    const fresh = brandState(inputs, null).level;
    if (fresh === 'alert') beganAt.alert = at;
    if (fresh === 'alert' || fresh === 'watch') beganAt.watch = at;
    if (level === 'alert' && at - beganAt.alert > STAYS_MS) level = 'watch';
    if (level === 'watch' && at - beganAt.watch > STAYS_MS) level = 'calm';
    const state = brandState(inputs, level);
    level = state.level;
    told ??= level;
    coming = level === told ? undefined : comingTo(state, at, coming);
    if (coming === undefined || at - coming.at < heldMs(coming.to)) continue;
    if (coming.at > from) changes.push({ brand, at: coming.at, from: told, to: coming.to, why: coming.why });
    told = coming.to;
    coming = undefined;
  }
  return { changes, level: level ?? 'quiet' };
}

const heldMs = (level: BrandLevel): number => (level === 'quiet' ? QUIET_HELD_MS : HELD_MS);

/** A level that has not held for long enough yet. */
interface Coming {
  readonly at: number;
  readonly to: BrandLevel;
  readonly why: string;
}

const comingTo = ({ level, why }: BrandState, at: number, known: Coming | undefined): Coming =>
  known?.to === level ? known : { at, to: level, why };

/** The inputs of the state at an instant, by sums over minutes: each costs the same, however long an hour is. */
function stateInputs(
  minuteOf: (windowStart: number) => MinuteCounts | undefined,
  from: number,
  to: number,
): (at: number) => StateInputs {
  const minutes = Math.ceil((to - from) / PANE_MS);
  const sums = {
    positive: new Float64Array(minutes + 1),
    neutral: new Float64Array(minutes + 1),
    negative: new Float64Array(minutes + 1),
  };
  /** Of each minute, the first from it on that has a pane. */
  const nextHeard = new Int32Array(minutes + 1).fill(minutes);
  for (let index = 0; index < minutes; index += 1) {
    const counts = minuteOf(from + index * PANE_MS);
    if (counts !== undefined) nextHeard[index] = index;
    for (const tone of ['positive', 'neutral', 'negative'] as const)
      sums[tone][index + 1] = (sums[tone][index] ?? 0) + (counts?.[tone] ?? 0);
  }
  for (let index = minutes - 1; index >= 0; index -= 1)
    nextHeard[index] = Math.min(nextHeard[index] ?? minutes, nextHeard[index + 1] ?? minutes);
  const indexOf = (at: number) => Math.min(minutes, Math.max(0, Math.round((at - from) / PANE_MS)));
  const between = (tone: keyof typeof sums, start: number, end: number) =>
    (sums[tone][end] ?? 0) - (sums[tone][start] ?? 0);
  return (at) => {
    const end = indexOf(at);
    const headline = indexOf(at - HEADLINE_MS);
    const since = nextHeard[indexOf(at - TILE_HORIZON_MS)] ?? minutes;
    const knownMs = (headline - since) * PANE_MS;
    const [positive, negative] = [between('positive', since, headline), between('negative', since, headline)];
    const inbound = positive + negative + between('neutral', since, headline);
    return {
      positive: between('positive', headline, end),
      neutral: between('neutral', headline, end),
      negative: between('negative', headline, end),
      usual:
        knownMs < USUAL_AT_LEAST_MS
          ? null
          : {
              volume: (inbound * HEADLINE_MS) / knownMs,
              netSentiment: inbound === 0 ? null : (100 * (positive - negative)) / inbound,
            },
    };
  };
}
