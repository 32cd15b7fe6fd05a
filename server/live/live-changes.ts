import type { Subscription } from 'rxjs';
import type { BrandLevel, StateChange } from '../../schema/contracts/live.ts';
import { mentionCounts } from '../../pipelines/metrics/mention-counts.ts';
import { PANE_MS } from '../../pipelines/panes/pane.ts';
import { STATE_REACH_MS, stateCourse, type MinuteCounts } from '../../pipelines/panes/state-changes.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { Topology } from '../../pipelines/topology.ts';

export interface LiveChangesDeps {
  readonly topology: Pick<Topology, 'book' | 'panes$' | 'settle'>;
  /** Brands that are shown from the start. */
  readonly brands: readonly string[];
  /** Minutes of the days before an instant that the book does not hold, as they are stored. */
  readonly readPast: (brands: readonly string[], now: number) => Promise<Past>;
  readonly clock: Pick<Clock, 'now'>;
  readonly warn: (message: string, error: unknown) => void;
}

/** By brand and beginning of the minute. */
export type Past = ReadonlyMap<string, ReadonlyMap<number, MinuteCounts>>;

export interface LiveChanges {
  /** Of the last day, newest first, at most a hundred. */
  all(): readonly StateChange[];
  /** Where a brand had come to when it was last looked at; null before. */
  levelOf(brand: string): BrandLevel | null;
  /** Looks at some of these brands whose minutes have moved on, and says what is new of them, newest first. */
  news(brands: readonly string[], now: number): readonly StateChange[];
  /** Resolves when it asks the store nothing any more. */
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;
const MOST = 100;
/** What is said in a minute is mostly here by then; later comers change the past, as they do everywhere. */
const SETTLED_MS = 30_000;
/** A few milliseconds each; frames are made a few times a second. */
const BRANDS_AT_A_TIME = 4;
/** Days that are followed: what changed in one, and what was usual before. */
export const FOLLOWED_MS = DAY_MS + STATE_REACH_MS + 2 * PANE_MS;

/**
 * How the states of brands changed. Always worked out again from the minutes of the last days, so that a process that has
 * just begun says what one says that has been running all the time.
 */
export async function createLiveChanges({
  topology,
  brands,
  readPast,
  clock,
  warn,
}: LiveChangesDeps): Promise<LiveChanges> {
  const { book } = topology;
  const startedAt = clock.now();
  const past = await readPast(brands, startedAt);
  const minutes = new Map<string, Map<number, MinuteCounts>>();
  const changed = new Map<string, Set<number>>();
  /** Up to which minute each brand has been looked at. */
  const seenTo = new Map<string, number>();
  const changes = new Map<string, readonly StateChange[]>();
  const levels = new Map<string, BrandLevel>();

  const minutesOf = (brand: string): Map<number, MinuteCounts> => {
    const known = minutes.get(brand) ?? new Map<number, MinuteCounts>();
    minutes.set(brand, known);
    return known;
  };
  for (const [brand, counts] of past) minutes.set(brand, new Map(counts));
  for (const brand of book.brands())
    for (const { windowStart, acc } of book.between(brand, -Infinity, Infinity)) {
      const known = minutesOf(brand);
      known.set(windowStart, mentionCounts.merge({ ...mentionCounts.empty(), ...known.get(windowStart) }, acc.counts)); // prettier-ignore
    }
  const subscription: Subscription = topology.panes$.subscribe(({ brand, windowStart }) => {
    const starts = changed.get(brand);
    if (starts === undefined) changed.set(brand, new Set([windowStart]));
    else starts.add(windowStart);
  });

  /** Brands of which minutes have changed that are older than the book: history is still coming in. */
  const outdated = new Set<string>();
  let line: Promise<void> = Promise.resolve();
  const readAgain = async (brand: string): Promise<void> => {
    if (!outdated.delete(brand)) return;
    // What has fired must be on disk before it is read from there.
    await topology.settle(0);
    const known = minutesOf(brand);
    for (const [windowStart, counts] of (await readPast([brand], clock.now())).get(brand) ?? [])
      known.set(windowStart, counts);
    seenTo.delete(brand);
  };
  const inLine = (brand: string): void => {
    line = line
      .then(() => readAgain(brand))
      .catch((error: unknown) => {
        outdated.add(brand);
        warn('The states of a brand could not be read and will be again.', error);
      });
  };

  /** The channels of a minute, added up as the book has them now. */
  const takeUp = (brand: string, to: number): void => {
    const known = minutesOf(brand);
    const channels = book.channels(brand);
    for (const windowStart of changed.get(brand) ?? []) {
      if (windowStart < to - FOLLOWED_MS) continue;
      const panes = channels.flatMap((channel) => book.get(brand, channel, windowStart) ?? []);
      if (panes.length > 0)
        known.set(
          windowStart,
          panes.reduce((sum, { acc }) => mentionCounts.merge(sum, acc.counts), mentionCounts.empty()),
        );
      else outdated.add(brand);
    }
    changed.delete(brand);
    if (outdated.has(brand)) inLine(brand);
    for (const windowStart of known.keys()) if (windowStart < to - FOLLOWED_MS) known.delete(windowStart);
  };
  const lookAt = (brand: string, to: number): readonly StateChange[] => {
    takeUp(brand, to);
    const known = minutesOf(brand);
    const minuteOf = (windowStart: number) => known.get(windowStart);
    const { changes: found, level } = stateCourse(brand, minuteOf, to - DAY_MS, to);
    levels.set(brand, level);
    const before = new Set((changes.get(brand) ?? []).map(nameOf));
    changes.set(brand, found);
    seenTo.set(brand, to);
    return found.filter((change) => !before.has(nameOf(change)));
  };
  const settledAt = (now: number) => Math.floor((now - SETTLED_MS) / PANE_MS) * PANE_MS;
  for (const brand of brands) lookAt(brand, settledAt(startedAt));

  return {
    all: () => newestFirst([...changes.values()].flat()).slice(0, MOST),
    levelOf: (brand) => levels.get(brand) ?? null,
    news(shown, now) {
      const to = settledAt(now);
      const due = shown.filter((brand) => (seenTo.get(brand) ?? 0) < to);
      return newestFirst(due.slice(0, BRANDS_AT_A_TIME).flatMap((brand) => lookAt(brand, to)));
    },
    async stop() {
      subscription.unsubscribe();
      outdated.clear();
      await line;
    },
  };
}

const nameOf = ({ at, to }: StateChange): string => `${at} ${to}`;
const newestFirst = (changes: readonly StateChange[]): StateChange[] =>
  changes.toSorted((a, b) => b.at - a.at || (a.brand < b.brand ? -1 : 1));
