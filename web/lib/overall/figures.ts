import type { BrandLevel, BrandReadings, BrandTile, SourceHealth } from '../../../schema/contracts/live.ts';
import { readWords } from '../figures/row.ts';
import {
  formatAge,
  formatBrief,
  formatCount,
  formatDuration,
  listNames,
  NO_DATA,
  type Quantity,
} from '../format.ts';
import { figureOf, type Readings } from '../live/readings.ts';
import type { LiveStatus } from '../live/status.ts';
import { tameText } from '../text.ts';
import { isOfTheEdge } from '../tiles/words.ts';
import { countdownParts, runningParts } from './running.ts';

/** The figures over everything: each is told, and opens, under its own name. */
export const OVERALL = ['oldest_waiting', 'unattended', 'next_breach', 'silent_sources'] as const;
export type Overall = (typeof OVERALL)[number];

/** One of the figures over everything. */
export interface OverallFigure {
  readonly id: Overall;
  readonly label: string;
  /** Its shape and colour; `quiet`: not known. */
  readonly level: BrandLevel;
  /** What the shape means here. */
  readonly word: string;
  /** Empty when there is no number; `text` stands there then. */
  readonly parts: readonly Quantity[];
  readonly text: string;
  /** Whom it is about: tamed words from outside. */
  readonly who: string;
  readonly detail: string;
  /** How old it is. */
  readonly age: string;
}

/** Closer than this, somebody has to move. */
export const URGENT_MS = 60_000;
/** A negative mention that nobody attends to for this long was not just missed. */
export const LONG_ALONE_MS = 3_600_000;

const nameOf = (tile: BrandTile): string => tameText(tile.name, 40);
const sumOf = (tiles: readonly BrandTile[], of: (tile: BrandTile) => number): number =>
  tiles.reduce((sum, tile) => sum + of(tile), 0);

/** The least by a measure; those without one do not count, and of equals the first stays. */
function leastBy<Item>(items: readonly Item[], measure: (item: Item) => number | null): Item | undefined {
  let least: { readonly item: Item; readonly size: number } | undefined;
  for (const item of items) {
    const size = measure(item);
    if (size !== null && (least === undefined || size < least.size)) least = { item, size };
  }
  return least?.item;
}

/** `now`: the clock of the mentions. `age`: of the tiles. */
export function oldestWaiting(tiles: readonly BrandTile[], now: number | null, age: string): OverallFigure {
  const base = { id: 'oldest_waiting', label: 'Oldest waiting', parts: [], who: '', age } as const;
  const tile = leastBy(tiles, ({ firstResponse }) => firstResponse.oldestWaitingAt);
  const at = tile?.firstResponse.oldestWaitingAt ?? null;
  if (tiles.length === 0 || now === null)
    return { ...base, level: 'quiet', word: 'nothing heard', text: NO_DATA, detail: '' };
  if (tile === undefined || at === null)
    return { ...base, level: 'calm', word: 'all answered', text: 'nobody waits', detail: '' };
  const { overdue, waiting } = tile.firstResponse;
  const all = sumOf(tiles, ({ firstResponse }) => firstResponse.waiting);
  return {
    ...base,
    level: overdue > 0 ? 'watch' : 'calm',
    word: `${formatCount(all)} waiting`,
    parts: isOfTheEdge(now - at) ? [{ value: '24', unit: 'h or more' }] : runningParts(now - at),
    text: '',
    who: nameOf(tile),
    detail: overdue > 0 ? `${formatCount(overdue)} of ${formatCount(waiting)} overdue` : 'within target',
  };
}

export function nextBreach(tiles: readonly BrandTile[], now: number | null, age: string): OverallFigure {
  const base = { id: 'next_breach', label: 'Next breach', parts: [], who: '', age } as const;
  if (tiles.length === 0 || now === null)
    return { ...base, level: 'quiet', word: 'nothing heard', text: NO_DATA, detail: '' };
  const overdue = sumOf(tiles, ({ firstResponse }) => firstResponse.overdue);
  const worst = leastBy(tiles, ({ firstResponse }) =>
    firstResponse.overdue > 0 ? -firstResponse.overdue : null,
  );
  const word = overdue === 0 ? 'none overdue' : `${formatCount(overdue)} overdue`;
  const tile = leastBy(tiles, ({ firstResponse }) => firstResponse.nextBreachAt);
  const at = tile?.firstResponse.nextBreachAt ?? null;
  if (tile === undefined || at === null)
    return {
      ...base,
      level: overdue > 0 ? 'watch' : 'calm',
      word,
      text: 'nothing is due',
      who: worst === undefined ? '' : nameOf(worst),
      detail: worst === undefined ? '' : `has ${formatCount(worst.firstResponse.overdue)} of them`,
    };
  return {
    ...base,
    level: at - now < URGENT_MS ? 'alert' : overdue > 0 ? 'watch' : 'calm',
    word,
    parts: countdownParts(at, now),
    text: '',
    who: nameOf(tile),
    detail: at - now < URGENT_MS ? 'answer now' : 'answer next',
  };
}

/** How many actionable negatives nobody has attended to; null when it was not read. */
export function unattendedOf(readings: BrandReadings | undefined): number | null {
  const read = figureOf(readings, 'negative_attendance');
  if (read === undefined) return null;
  if (read.numerator !== undefined && read.denominator !== undefined)
    return Math.max(0, Math.round(read.denominator - read.numerator));
  if (read.value !== null) return Math.max(0, Math.round(read.n * (1 - read.value)));
  return read.n === 0 ? 0 : null;
}

/** Age of the oldest of them, by the server's clock; null when there is none or it is not known. */
export function oldestAloneMs(readings: BrandReadings | undefined, now: number | null): number | null {
  const seconds = figureOf(readings, 'oldest_unattended')?.value ?? null;
  if (seconds === null || readings === undefined || now === null) return null;
  return seconds * 1_000 + Math.max(0, now - readings.asOf);
}

/** `now`: the server's clock, which readings are stamped by. */
export function unattended(
  tiles: readonly BrandTile[],
  readings: Readings,
  now: number | null,
  isReplay = false,
): OverallFigure {
  const base = { id: 'unattended', label: 'Unattended' } as const;
  const known = tiles.flatMap((tile) => {
    const read = readings.get(tile.brand);
    const count = unattendedOf(read);
    return count === null || read === undefined ? [] : [{ tile, read, count, aloneMs: oldestAloneMs(read, now) }];
  });
  const oldest = leastBy(known, ({ aloneMs }) => (aloneMs === null ? null : -aloneMs));
  const most = leastBy(known, ({ count }) => -count);
  if (most === undefined)
    return { ...base, level: 'quiet', word: 'not read yet', parts: [], text: NO_DATA, who: '', detail: '', age: '' };
  const total = known.reduce((sum, { count }) => sum + count, 0);
  const readAt = Math.min(...known.map(({ read }) => read.asOf));
  const isPartial = known.length < tiles.length;
  const age = [
    isPartial ? `${known.length} of ${tiles.length} brands` : '',
    isReplay ? 'of today, not of the replay' : '24\u202fh',
    readWords(readAt, now),
  ].filter((part) => part !== '').join(', '); // prettier-ignore
  const aloneMs = oldest?.aloneMs ?? null;
  const lead = oldest ?? most;
  if (total === 0 && aloneMs === null)
    return { ...base, level: 'calm', word: 'all attended to', parts: [], text: 'none', who: '', detail: '', age };
  return {
    ...base,
    level: aloneMs !== null && aloneMs > LONG_ALONE_MS ? 'watch' : 'calm',
    word: aloneMs === null ? 'left alone' : `oldest ${formatBrief(aloneMs)}`,
    parts: [{ value: formatCount(total), unit: total === 1 ? 'negative' : 'negatives' }],
    text: '',
    who: nameOf(lead.tile),
    detail: aloneMs === null ? `has ${formatCount(most.count)} of them` : 'has the oldest',
    age,
  };
} // prettier-ignore

/** `now`: the clock of the mentions. */
export function silentSources(sources: readonly SourceHealth[], now: number | null): OverallFigure {
  const base = { id: 'silent_sources', label: 'Silent sources' } as const;
  const at = (status: SourceHealth['status']) => sources.filter((source) => source.status === status);
  const [silent, quiet] = [at('silent'), at('quiet')];
  if (sources.length === 0)
    return { ...base, level: 'quiet', word: 'no source yet', parts: [], text: NO_DATA, who: '', detail: '', age: '' };
  const newest = Math.max(...sources.map(({ lastEventAt }) => lastEventAt));
  const ago = now === null ? '' : formatAge(Math.max(0, now - newest));
  const age = ago === '' ? '' : ago === 'now' ? 'newest just now' : `newest ${ago} ago`;
  const heard = sources.length === 1 ? 'one source, heard' : `all ${sources.length} sources heard`;
  const others = quiet.length === 0 ? '' : `${quiet.length} quiet`;
  if (silent.length === 0)
    return { ...base, level: 'calm', word: others || 'as usual', parts: [], text: 'none', who: '', detail: heard, age };
  return {
    ...base,
    level: silent.length === sources.length ? 'alert' : 'watch',
    word: silent.length === sources.length ? 'nothing is heard' : `of ${sources.length} sources`,
    parts: [{ value: formatCount(silent.length), unit: '' }],
    text: '',
    who: listNames(silent.map(({ source }) => tameText(source, 30)), 2),
    detail: others,
    age,
  };
} // prettier-ignore

/** What the figures are made from: the live client has it. */
export interface LiveState {
  readonly tiles: readonly BrandTile[];
  readonly readings: Readings;
  readonly sources: readonly SourceHealth[];
  readonly status: LiveStatus;
  readonly isReplay: boolean;
  /** Of the newest frame, milliseconds. */
  readonly ageMs: number | null;
  /** The clock of the mentions, and that of the server. */
  readonly eventNow: number | null;
  readonly serverNow: number | null;
}

/** One of them, as it stands now. */
export function overallFigure(id: Overall, live: LiveState): OverallFigure {
  const { tiles, eventNow } = live;
  if (id === 'silent_sources') return silentSources(live.sources, eventNow);
  if (id === 'unattended') return unattended(tiles, live.readings, live.serverNow, live.isReplay);
  const age =
    live.ageMs === null ? '' : live.status === 'live' ? 'live' : `${formatDuration(live.ageMs)} old`;
  return (id === 'oldest_waiting' ? oldestWaiting : nextBreach)(tiles, eventNow, age);
}
