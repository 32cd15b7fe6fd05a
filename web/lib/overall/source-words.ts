import { SOURCE_STATUSES } from '../../../schema/contracts/live.ts';
import type { SourceHealth, SourceStatus } from '../../../schema/contracts/live.ts';
import { figureText } from '../figures/by-unit.ts';
import { formatAge, formatClock, formatDay, formatRate, NO_DATA } from '../format.ts';
import { tameText } from '../text.ts';

export const STATUS_WORDS: Readonly<Record<SourceStatus, string>> = {
  live: 'Live',
  quiet: 'Quiet',
  silent: 'Silent',
};
export const STATUS_GLYPHS = {
  live: 'live',
  quiet: 'quiet',
  silent: 'stale',
} as const satisfies Readonly<Record<SourceStatus, string>>;

/** Silent first, longest silent first; then the quiet, then the live by name, so that they keep their places. */
export const orderSources = (sources: readonly SourceHealth[]): readonly SourceHealth[] =>
  sources.toSorted(
    (a, b) =>
      SOURCE_STATUSES.indexOf(b.status) - SOURCE_STATUSES.indexOf(a.status) ||
      (a.status === 'live' ? compare(a.source, b.source) : a.lastEventAt - b.lastEventAt) ||
      compare(a.source, b.source),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export interface SourceLine {
  readonly name: string;
  readonly rate: string;
  readonly lag: string;
  /** Of the newest mention. */
  readonly age: string;
}

/** `now`: the clock of the mentions. */
export function sourceLine(
  { source, perMinute, lagMs, lastEventAt }: SourceHealth,
  now: number | null,
): SourceLine {
  return {
    name: tameText(source, 40) || 'Unnamed',
    rate: formatRate(perMinute),
    lag: lagMs === null ? NO_DATA : figureText(lagMs / 1_000, 'seconds'),
    age: now === null ? NO_DATA : formatAge(Math.max(0, now - lastEventAt)),
  };
}

/** What is told of a source when it is opened, each with what it means. */
export function sourceFacts(source: SourceHealth, now: number | null) {
  const { rate, lag, age } = sourceLine(source, now);
  return [
    { label: 'a minute', value: rate, meaning: 'Mentions stored a minute, over the last ten; a past that is filled in counts as well.', weak: source.perMinute === 0 },
    {
      label: 'lag, median',
      value: lag,
      meaning: 'From when they were said to when they were stored, of the last 200 since the server started.',
      weak: source.lagMs === null,
    },
    {
      label: 'newest',
      value: age === NO_DATA || age === 'now' ? age : `${age} ago`,
      meaning: `Said on ${formatDay(source.lastEventAt)} at ${formatClock(source.lastEventAt)}; the last one was stored at ${formatClock(source.lastStoredAt)}.`,
      weak: false,
    },
  ] as const;
} // prettier-ignore
