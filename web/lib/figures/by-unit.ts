import { durationParts, formatCount, MINUS, NO_DATA, THIN, type Quantity } from '../format.ts';

/** One of each unit that counts things; the others are no words after a number. */
const ONE_OF: Readonly<Record<string, string>> = {
  accounts: 'account',
  cases: 'case',
  customers: 'customer',
  mentions: 'mention',
  people: 'person',
  sources: 'source',
  views: 'view',
};

/** Differences, and balances around zero: a sign says on which side. */
const SIGNED: ReadonlySet<string> = new Set(['points', 'mentions in 30 days', 'contacts in 30 days']);

/**
 * A figure of a metric as the wall writes it, in parts: `share` 0.421 → 42.1 %, `seconds` 260 → 4 min 20 s. Empty for
 * what is no number.
 */
export function figureParts(value: number | null, unit: string): readonly Quantity[] {
  if (value === null || !Number.isFinite(value)) return [];
  if (unit === 'seconds') return secondsParts(value);
  if (unit === 'share') return [{ value: percentNumber(value), unit: '%' }];
  return [{ value: plainNumber(value, unit), unit: unitWord(value, unit) }];
}

/** The parts in one line. */
export function figureText(value: number | null, unit: string): string {
  const parts = figureParts(value, unit);
  return parts.length === 0 ? NO_DATA : parts.map(partText).join('\u00a0');
}

/**
 * `38.2 – 46.0 %`, or what is known of it; null when neither end is. Words of a unit are left to the value it is the
 * interval of.
 */
export function intervalText(
  low: number | null | undefined,
  high: number | null | undefined,
  unit: string,
): string | null {
  const [from, to] = [end(low ?? null, unit), end(high ?? null, unit)];
  const percent = unit === 'share' ? `${THIN}%` : '';
  // A dash before a minus is hard to tell from it.
  const isNegative = (low ?? 0) < 0;
  const like =
    unit === 'seconds' ? sharedUnit(figureParts(low ?? null, unit), figureParts(high ?? null, unit)) : null;
  if (like !== null) return `${like.from}${isNegative ? ' to ' : '–'}${like.to}\u00a0${like.unit}`;
  if (from === null) return to === null ? null : `up to ${to}${percent}`;
  if (to === null) return `from ${from}${percent} on`;
  return `${from} ${isNegative ? 'to' : '–'} ${to}${percent}`;
}

/** Two durations of a size name their unit once: `7:18` and `8:24` `min`. Null where a colon would leave in doubt what is what. */
function sharedUnit(
  low: readonly Quantity[],
  high: readonly Quantity[],
): { readonly from: string; readonly to: string; readonly unit: string } | null {
  const [first, second] = low;
  const isAlike = low.length === high.length && low.every(({ unit }, place) => unit === high[place]?.unit);
  if (first === undefined || !isAlike || (second !== undefined && first.unit === 'd')) return null;
  const written = (parts: readonly Quantity[]): string => parts.map(({ value }) => value).join(':');
  return { from: written(low), to: written(high), unit: first.unit };
}

/** A duration is nothing without its units. */
const end = (value: number | null, unit: string): string | null =>
  unit === 'seconds' && value !== null && Number.isFinite(value)
    ? figureText(value, unit)
    : (figureParts(value, unit)[0]?.value ?? null);

const partText = ({ value, unit }: Quantity): string => {
  if (unit === '') return value;
  return unit === '%' ? `${value}${THIN}%` : `${value}\u00a0${unit}`;
};

/** Under ten seconds a decimal says something, and a lag of 40 ms is not none. */
function secondsParts(seconds: number): readonly Quantity[] {
  const size = Math.abs(seconds);
  const sign = seconds < 0 ? MINUS : '';
  const signed = ([first, ...rest]: readonly Quantity[]): readonly Quantity[] =>
    first === undefined ? rest : [{ ...first, value: sign + first.value }, ...rest];
  if (size > 0 && size < 0.0005) return [{ value: `${seconds < 0 ? '>−' : '<'}1`, unit: 'ms' }];
  if (size > 0 && size < 0.9995) return signed([{ value: String(Math.round(size * 1_000)), unit: 'ms' }]);
  if (size > 0 && size < 9.95) return signed([{ value: dropZero(size.toFixed(1)), unit: 's' }]);
  return signed(durationParts(Math.round(size) * 1_000));
}

/** A decimal; zero only for a true zero, and 100 only for all of it. */
function percentNumber(share: number): string {
  const size = Math.abs(share) * 100;
  const sign = share < 0 ? MINUS : '';
  if (size === 0 || size === 100) return sign + String(size);
  if (size < 0.05) return share < 0 ? `>${MINUS}0.1` : '<0.1';
  if (size < 100 && size >= 99.95) return share < 0 ? `<${MINUS}99.9` : '>99.9';
  return sign + (size < 999.95 ? size.toFixed(1) : formatCount(size));
}

function plainNumber(value: number, unit: string): string {
  const text = magnitude(Math.abs(value), unit);
  const isZero = /^[0.]+$/.test(text);
  if (value < 0 && !isZero) return text.startsWith('<') ? `>${MINUS}${text.slice(1)}` : MINUS + text;
  return value > 0 && !isZero && SIGNED.has(unit) && !text.startsWith('<') ? `+${text}` : text;
}

/** Three digits carry the meaning; points are told to a tenth. */
function magnitude(size: number, unit: string): string {
  if (Number.isInteger(size) || size >= 999.5) return formatCount(size);
  if (unit.startsWith('points')) return size.toFixed(1);
  if (size < 0.005) return '<0.01';
  return size >= 99.95 ? formatCount(size) : size.toFixed(size >= 9.995 ? 1 : 2);
}

function unitWord(value: number, unit: string): string {
  if (unit === 'ratio' || unit === 'money') return '';
  if (unit === 'points of 100') return 'of 100';
  return Math.abs(value) === 1 && Object.hasOwn(ONE_OF, unit) ? (ONE_OF[unit] ?? unit) : unit;
}

const dropZero = (text: string): string => text.replace(/\.0$/, '');
