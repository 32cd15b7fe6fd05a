import type { Quantity } from '../format.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A duration that is watched while it runs: down to the second whatever its size, all but the first padded so that
 * nothing moves but the digits. `7_500_000` → 2 h 05 min 00 s.
 */
export function runningParts(ms: number): readonly Quantity[] {
  const rest = Math.max(0, Math.floor(ms / SECOND)) * SECOND;
  const all = [
    { value: Math.floor(rest / DAY), unit: 'd' },
    { value: Math.floor((rest % DAY) / HOUR), unit: 'h' },
    { value: Math.floor((rest % HOUR) / MINUTE), unit: 'min' },
    { value: (rest % MINUTE) / SECOND, unit: 's' },
  ];
  const first = all.findIndex(({ value }) => value > 0);
  return all
    .slice(first === -1 ? -1 : first)
    .map(({ value, unit }, place) => ({ unit, value: place === 0 ? String(value) : pad(value) }));
}

/** What is left until `at`; rounded up, as a second that has begun is still there to be used. */
export const countdownParts = (at: number, now: number): readonly Quantity[] =>
  runningParts(Math.ceil((at - now) / SECOND) * SECOND);

/** The parts for who hears them, and where there is one line of text only. */
export const partsText = (parts: readonly Quantity[]): string =>
  parts.map(({ value, unit }) => (unit === '' ? value : `${value}\u00a0${unit}`)).join('\u00a0');

const pad = (value: number): string => String(value).padStart(2, '0');

/** About how wide the parts are, in em of their digits: a figure is as large as its box allows, and never larger. */
export const widthInEm = (parts: readonly Quantity[]): number =>
  parts.reduce((sum, { value, unit }) => sum + value.length * 0.66 + unit.length * 0.32 + 0.32, 0);
