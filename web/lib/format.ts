/** Everything the wall writes as text. Pure: no clock, no DOM, no locale of the machine it happens to run on. */

/** Narrow no-break space: thousands stay one word and never wrap. */
export const THIN = '\u202f';
export const MINUS = '\u2212';
export const NO_DATA = '\u2013';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `12345` → `12 345`; from a million on three digits carry the meaning: `1.23 M`. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return NO_DATA;
  const size = Math.round(Math.abs(value));
  const sign = value < 0 && size > 0 ? MINUS : '';
  if (size >= 1_000_000) return `${sign}${shorten(size)}`;
  return sign + String(size).replace(/\B(?=(\d{3})+$)/g, THIN);
}

/** Three digits, with the limits where rounding would make four of them. */
function shorten(size: number): string {
  const [scale, unit] = size >= 999.5e9 ? [1e12, 'T'] : size >= 999.5e6 ? [1e9, 'G'] : [1e6, 'M'];
  const scaled = size / scale;
  const digits = scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
  return `${scaled.toFixed(digits)}${THIN}${unit}`;
}

/** Mentions a second: a decimal only where it says something. */
export function formatRate(perSecond: number): string {
  if (!Number.isFinite(perSecond)) return NO_DATA;
  if (perSecond === 0) return '0';
  if (perSecond > 0 && perSecond < 0.05) return '<0.1';
  return perSecond < 9.95 ? perSecond.toFixed(1) : formatCount(perSecond);
}

/** `42` → `+42`, `-7.6` → `−8`; whatever rounds to zero has no sign. */
export function formatSigned(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return NO_DATA;
  const rounded = Math.round(value);
  if (rounded === 0) return '0';
  return (rounded > 0 ? '+' : MINUS) + formatCount(Math.abs(rounded));
}

/** A share of a whole in percent; zero only for a true zero, 100 only for all of it. */
export function formatShare(part: number, whole: number): string {
  if (!(whole > 0)) return NO_DATA;
  const percent = (part / whole) * 100;
  if (part > 0 && percent < 1) return `<1${THIN}%`;
  if (part < whole && percent > 99) return `>99${THIN}%`;
  return `${Math.round(percent)}${THIN}%`;
}

export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

/** At most two units, the second padded so that a running figure keeps its width: `1 h 05 min`. */
export function durationParts(ms: number): readonly Quantity[] {
  const rest = Math.max(0, ms);
  if (rest < MINUTE) return [{ value: String(Math.floor(rest / SECOND)), unit: 's' }];
  if (rest < 10 * MINUTE) return pair(rest, MINUTE, 'min', SECOND, 's');
  if (rest < HOUR) return [{ value: String(Math.floor(rest / MINUTE)), unit: 'min' }];
  if (rest < DAY) return pair(rest, HOUR, 'h', MINUTE, 'min');
  return pair(rest, DAY, 'd', HOUR, 'h');
}

function pair(
  ms: number,
  big: number,
  bigUnit: string,
  small: number,
  smallUnit: string,
): readonly Quantity[] {
  return [
    { value: String(Math.floor(ms / big)), unit: bigUnit },
    { value: String(Math.floor((ms % big) / small)).padStart(2, '0'), unit: smallUnit },
  ];
}

export function formatDuration(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return NO_DATA;
  return durationParts(ms)
    .map((part) => `${part.value}\u00a0${part.unit}`)
    .join('\u00a0');
}

/** What is left until `at`: a second that has begun is still there to be used. */
export const formatLeft = (at: number, now: number): string =>
  formatDuration(Math.ceil(Math.max(0, at - now) / SECOND) * SECOND);

/** One unit and a decimal where it matters: `96 min`, `3.2 h`. */
export function formatBrief(ms: number): string {
  if (ms < 2 * MINUTE) return `${Math.floor(ms / SECOND)}\u00a0s`;
  if (ms < 100 * MINUTE) return `${Math.floor(ms / MINUTE)}\u00a0min`;
  return ms < 2 * DAY ? `${(ms / HOUR).toFixed(1)}\u00a0h` : `${(ms / DAY).toFixed(1)}\u00a0d`;
}

/** One unit, for places where the order of magnitude is the message. */
export function formatAge(ms: number): string {
  if (!Number.isFinite(ms)) return NO_DATA;
  if (ms < 2 * SECOND) return 'now';
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)}\u00a0s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}\u00a0min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)}\u00a0h`;
  return `${Math.floor(ms / DAY)}\u00a0d`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Wall-clock time of the viewer's zone. */
export function formatClock(at: number, seconds = true): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return NO_DATA;
  const hoursAndMinutes = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return seconds ? `${hoursAndMinutes}:${two(date.getSeconds())}` : hoursAndMinutes;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

export function formatDay(at: number, year = false): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return NO_DATA;
  const day = `${date.getDate()} ${MONTHS[date.getMonth()] ?? ''}`;
  return year ? `${day} ${date.getFullYear()}` : `${WEEKDAYS[date.getDay()] ?? ''} ${day}`;
}

export type Direction3 = 'up' | 'down' | 'flat';
export interface Comparison {
  readonly direction: Direction3;
  readonly amount: string;
  readonly word: string;
}

/** Within ten percent is "as usual": a wall that flutters around its mean teaches people to look away. */
const USUAL_BAND = 0.1;

export function compareToUsual(value: number, usual: number | null): Comparison | null {
  if (usual === null || !Number.isFinite(usual)) return null;
  if (usual <= 0) return value > 0 ? { direction: 'up', amount: '', word: 'usually none' } : null;
  const change = value / usual - 1;
  if (Math.abs(change) < USUAL_BAND) return { direction: 'flat', amount: '', word: 'as usual' };
  if (change > 2) {
    const times = value / usual;
    const amount = times >= 99.5 ? '>99×' : `${times < 9.95 ? times.toFixed(1) : Math.round(times)}×`;
    return { direction: 'up', amount, word: 'usual' };
  }
  const percent = Math.max(1, Math.round(Math.abs(change) * 100));
  return change > 0
    ? { direction: 'up', amount: `+${percent}${THIN}%`, word: 'above' }
    : { direction: 'down', amount: `${MINUS}${percent}${THIN}%`, word: 'below' };
}

/** `["A", "B", "C"]` → `A, B and C`; names beyond `most` are counted, not listed. */
export function listNames(names: readonly string[], most = 3): string {
  const shown = names.length > most ? names.slice(0, most) : names;
  const tail = names.length > most ? `${names.length - most} more` : undefined;
  const words = tail === undefined ? [...shown] : [...shown, tail];
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`;
}

/** The length of a window, as short as a label needs it: `1 h`, `24 h`, `5 min`. */
export function windowWords(windowMs: number): string {
  const [size, unit] =
    windowMs % HOUR === 0 ? [HOUR, 'h'] : windowMs % MINUTE === 0 ? [MINUTE, 'min'] : [SECOND, 's'];
  return `${Math.round(windowMs / size)}${THIN}${unit}`;
}
