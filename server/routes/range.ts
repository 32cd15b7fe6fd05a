import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import { PANE_MS } from '../../pipelines/panes/pane.ts';
import { HttpProblem } from '../plugins/problems.ts';

const DAY_MS = 86_400_000;

/** The brand, when anybody has heard of it. @throws HttpProblem */
export function knownBrand(brands: BrandBook, brand: string): string {
  if (brands.list().some(({ id }) => id === brand)) return brand;
  throw new HttpProblem(400, 'unknown_brand', `No brand "${brand}" is configured or has been heard of.`);
}

/** `[from, to)` in whole minutes, epoch milliseconds; the day that ends with this minute when nothing is said. */
export function rangeOf(query: { from?: string; to?: string }, now: number): { from: number; to: number } {
  const to = ceilMinute(query.to === undefined ? now + 1 : instant('to', query.to));
  const from =
    query.from === undefined ? to - DAY_MS : Math.floor(instant('from', query.from) / PANE_MS) * PANE_MS;
  if (from < to) return { from, to };
  throw new HttpProblem(400, 'empty_range', '"from" must be before "to".');
}

/** The instant that is asked for, or null for now. @throws HttpProblem when it lies ahead. */
export function asOfIn(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  const at = instant('asOf', value);
  if (at <= now) return at;
  throw new HttpProblem(400, 'invalid_time', `"asOf" is "${value}", which has not come yet.`);
}

function instant(name: string, value: string): number {
  const at = /^-?\d+$/.test(value) ? Number(value) : Date.parse(value);
  if (Number.isFinite(at) && Math.abs(at) <= 4_102_444_800_000) return at;
  throw new HttpProblem(
    400,
    'invalid_time',
    `"${name}" is "${value}"; write ISO 8601, such as 2026-01-31T18:00:00Z, or epoch milliseconds.`,
  );
}

const ceilMinute = (at: number): number => Math.ceil(at / PANE_MS) * PANE_MS;
