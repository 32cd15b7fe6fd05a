import type { BrandReadings, LiveFigure } from '../../../schema/contracts/live.ts';
import { formatAge, formatClock, formatCount, formatDay, windowWords, type Quantity } from '../format.ts';
import { figureParts, intervalText } from './by-unit.ts';
import type { FigureDefinition } from './definitions.ts';

export interface FigureRow {
  /** Null: there is nothing to write as a number. */
  readonly value: number | null;
  readonly parts: readonly Quantity[];
  /** The 95 % interval, or null without one. */
  readonly interval: string | null;
  readonly n: string | null;
  /** It rests on too few: drawn grey. */
  readonly thin: boolean;
  readonly provisional: boolean;
  /** Why there is no value, or why not to lean on it. */
  readonly note: string | null;
}

const NOTHING: FigureRow = {
  value: null,
  parts: [],
  interval: null,
  n: null,
  thin: false,
  provisional: false,
  note: 'not read',
};

/** One metric of one brand as a line of the panel. */
export function figureRow(
  figure: LiveFigure | undefined,
  { unit, minN }: Pick<FigureDefinition, 'unit' | 'minN'>,
): FigureRow {
  if (figure === undefined) return NOTHING;
  const parts = figureParts(figure.value, unit);
  const n = figure.n > 0 ? `n\u00a0${formatCount(figure.n)}` : null;
  if (parts.length === 0) return { ...NOTHING, n, note: whyNone(figure) };
  const thin = figure.n < minN;
  return {
    value: figure.value,
    parts,
    interval: intervalText(figure.low, figure.high, unit),
    n,
    thin,
    provisional: figure.open === true,
    note: thin ? 'too few to judge' : null,
  };
}

function whyNone({ missing, open }: LiveFigure): string {
  if (missing !== undefined && missing.length > 0) return `missing: ${missing.join('; ')}`;
  return open === true ? 'nothing to measure yet' : 'nothing to measure';
}

/** Readings come every few seconds, every minute or so of a busy server: from here on their age is worth a word. */
const OLD_MS = 2 * 60_000;

/** Whether a reading is too old to pass for the present. `now`: the server's clock, or null when it is not known. */
export const isOld = ({ asOf }: Pick<BrandReadings, 'asOf'>, now: number | null): boolean =>
  now !== null && now - asOf > OLD_MS;

const DAY_MS = 86_400_000;

/** `The day up to 14:05`: with its date when that is not today's. `now`: the viewer's clock. */
export function spanWords({ from, to }: Pick<BrandReadings, 'from' | 'to'>, now: number): string {
  const span = to - from === DAY_MS ? 'day' : windowWords(to - from);
  const isToday = new Date(to).toDateString() === new Date(now).toDateString();
  return `The ${span} up to ${isToday ? '' : `${formatDay(to)}, `}${formatClock(to, false)}`;
}

/** `read 8 s ago`. `now`: the server's clock, or null when it is not known. */
export function readWords(asOf: number, now: number | null): string {
  if (now === null) return 'not known when read';
  const age = formatAge(Math.max(0, now - asOf));
  return age === 'now' ? 'read just now' : `read ${age} ago`;
}
