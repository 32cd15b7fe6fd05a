import type { Evidence } from '../../evidence/evidence.ts';
import { offsetSpans, type OffsetSpan } from '../../calendar/zone-offsets.ts';
import { Temporal } from 'temporal-polyfill';
import type { Window } from '../family.ts';

/** How many weeks back the same hour is looked at, and how few of them say anything. */
export const BASELINE_WEEKS = 8;
export const MIN_WEEKS = 3;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** The oldest of those hours, the week of demand before it, and a day for zones that move their clocks. */
export const BASELINE_REACH_MS = (BASELINE_WEEKS + 1) * WEEK_MS + DAY_MS;

/** Instants of one brand, ascending: what is counted, and what there is to be called about. */
export interface Timeline {
  readonly calls: readonly number[];
  readonly contacts: readonly number[];
  /** Inbound mentions that do not look automated, and views of self-help. */
  readonly demand: readonly number[];
}

/** What one kind of contact did in an hour, beside what was to be expected of it. */
export interface Expectation {
  readonly actual: number;
  readonly expected: number;
  /** Mean of the same hour in past weeks, and the variance of one such hour around what demand says of it. */
  readonly mean: number;
  readonly spread: number;
  /** Variance of `expected` per unit of over-dispersion, from having seen a few weeks only. */
  readonly meanNoise: number;
  /** Standard deviation of `expected` that comes from counting demand: shared by neighbouring hours. */
  readonly demandNoise: number;
  readonly adjusted: boolean;
}

const timelines = new WeakMap<Evidence, Timeline>();

/** Worked out once for an evidence, however many windows are read from it. */
export function timelineOf(evidence: Evidence): Timeline {
  const known = timelines.get(evidence);
  if (known !== undefined) return known;
  const ats = (list: readonly { readonly at: number }[]) => list.map(({ at }) => at);
  const heard = evidence.mentions.filter(({ direction, suspected }) => direction === 'inbound' && !suspected);
  const viewed = evidence.selfHelp.filter(({ kind }) => kind === 'view');
  const timeline: Timeline = {
    calls: ats(evidence.contacts.filter(({ channel }) => channel === 'call')),
    contacts: ats(evidence.contacts),
    demand: [...ats(heard), ...ats(viewed)].sort((a, b) => a - b),
  };
  timelines.set(evidence, timeline);
  return timeline;
}

/** How many of these ascending instants lie in `[from, to)`. */
export const countIn = (ats: readonly number[], from: number, to: number): number =>
  Math.max(0, firstAt(ats, to) - firstAt(ats, from));

function firstAt(ats: readonly number[], at: number): number {
  let low = 0;
  let high = ats.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ats[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The instant at which the local clock of a zone showed the same weekday and time, so many weeks before. */
export function weeksBefore(zone: string): (at: number, weeks: number) => number {
  const spanAt = offsetSpans(zone);
  const offset = (at: number): OffsetSpan['offsetMs'] => spanAt(at).offsetMs;
  return (at, weeks) => {
    const naive = at - weeks * WEEK_MS;
    const shifted = naive + offset(at) - offset(naive);
    if (offset(shifted) === offset(naive)) return shifted;
    // Near a change of the clocks: a time they skip or show twice is resolved by the library.
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    return local.subtract({ weeks }).epochMilliseconds;
  };
}

/**
 * What calls an hour had, and what it was to have: the mean of the same hour of the week in up to eight past weeks,
 * times the demand of the week before it, over the demand of the weeks before those. A week is a past week when a
 * contact of any kind was recorded in the seven days up to its hour; so must the hour itself be, or a feed that has
 * stopped would look like calls that were saved. Null below three past weeks.
 */
export function expectationOf(
  { contacts, demand }: Timeline,
  counted: readonly number[],
  hour: Window,
  before: (at: number, weeks: number) => number,
): Expectation | null {
  const isRecorded = (at: number) => countIn(contacts, at - WEEK_MS, at) > 0;
  if (!isRecorded(hour.from)) return null;
  const past: { readonly count: number; readonly demand: number }[] = [];
  for (let week = 1; week <= BASELINE_WEEKS; week += 1) {
    const at = before(hour.from, week);
    if (!isRecorded(at)) continue;
    past.push({
      count: countIn(counted, at, at + hour.to - hour.from),
      demand: countIn(demand, at - WEEK_MS, at),
    });
  }
  if (past.length < MIN_WEEKS) return null;
  const now = countIn(demand, hour.from - WEEK_MS, hour.from);
  const heard = past.filter((week) => week.demand > 0);
  const adjusted = now > 0 && heard.length >= MIN_WEEKS;
  // Where demand was not heard of, one week is as good as another.
  const weeks = adjusted ? heard : past.map(({ count }) => ({ count, demand: 1 }));
  const calls = sum(weeks.map(({ count }) => count));
  const demands = sum(weeks.map((week) => week.demand));
  const ratio = adjusted ? (now * weeks.length) / demands : 1;
  const mean = calls / weeks.length;
  return {
    actual: countIn(counted, hour.from, hour.to),
    expected: mean * ratio,
    mean,
    spread:
      sum(weeks.map((week) => (week.count - (calls * week.demand) / demands) ** 2)) / (weeks.length - 1),
    meanNoise: (ratio * ratio * mean) / weeks.length,
    demandNoise: adjusted ? mean * ratio * Math.sqrt(1 / now + 1 / demands) : 0,
    adjusted,
  };
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
