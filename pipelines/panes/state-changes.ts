import type { BrandLevel, BrandState, StateChange } from '../../schema/contracts/live.ts';
import { brandState, type StateInputs } from '../metrics/brand-state.ts';
import type { MentionCounts } from '../metrics/mention-counts.ts';
import { HEADLINE_MS, TILE_HORIZON_MS, USUAL_AT_LEAST_MS } from './brand-tile.ts';
import { PANE_MS } from './pane.ts';

/** What one minute of a brand counted, over all its channels. */
export type MinuteCounts = Pick<MentionCounts, 'positive' | 'neutral' | 'negative'>;

/** A level that does not last is no news: a brand of one mention an hour is now and then quiet for a minute. */
const HELD_MS = 2 * PANE_MS;
/** States are followed from this long before, so that the first change is one from what was so. */
const RUN_IN_MS = 30 * PANE_MS;

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
 * it, each after the one before. A change is one when the new level has held for two minutes, and is dated to the first of
 * them.
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
  let at = from - RUN_IN_MS;
  let { level } = brandState(inputsAt(at), null);
  let told = level;
  let coming: Coming | undefined;
  for (at += PANE_MS; at <= to; at += PANE_MS) {
    const state = brandState(inputsAt(at), level);
    level = state.level;
    coming = level === told ? undefined : comingTo(state, at, coming);
    if (coming === undefined || at - coming.at < HELD_MS) continue;
    if (coming.at > from) changes.push({ brand, at: coming.at, from: told, to: coming.to, why: coming.why });
    told = coming.to;
    coming = undefined;
  }
  return { changes, level };
}

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
