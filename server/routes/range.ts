import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import { PANE_MS } from '../../pipelines/panes/pane.ts';
import { instantOf } from '../../pipelines/parse/parse-time.ts';
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

/** @param what begins the sentence that refuses, such as "Mentions are listed over". @throws HttpProblem */
export function refuseLonger(ms: number, days: number, what: string): void {
  if (ms > days * DAY_MS)
    throw new HttpProblem(
      400,
      'range_too_long',
      `${what} at most ${days} days at a time; ask for a shorter range.`,
    );
}

/** The instant that is asked for, or null for now. @throws HttpProblem when it lies ahead. */
export function asOfIn(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  const at = instant('asOf', value);
  if (at <= now) return at;
  throw new HttpProblem(400, 'invalid_time', `"asOf" is "${value}", which has not come yet.`);
}

function instant(name: string, value: string): number {
  const at = /^-?\d+$/.test(value)
    ? Number(value)
    : // A day alone is its first instant in UTC.
      instantOf(DAY.test(value) ? `${value}T00:00Z` : value);
  if (at >= 0 && at <= MOST_MS) return at;
  const meant = Number.isNaN(at)
    ? 'write ISO 8601 with a zone, such as 2026-01-31T18:00:00Z, or epoch milliseconds'
    : 'times are told from 1970 to 2100';
  throw new HttpProblem(400, 'invalid_time', `"${name}" is "${value.slice(0, 60)}"; ${meant}.`);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** The start of 2100. */
const MOST_MS = 4_102_444_800_000;

const ceilMinute = (at: number): number => Math.ceil(at / PANE_MS) * PANE_MS;
