import type { RejectionCode } from '../../schema/contracts/receipt.ts';

export interface TimeLimits {
  /** Epoch milliseconds now. */
  readonly now: number;
  /** How far ahead of `now` an event may claim to be, milliseconds. */
  readonly maxFutureSkewMs: number;
}

type ParsedTime =
  | { readonly ok: true; readonly at: number }
  | { readonly ok: false; readonly code: RejectionCode; readonly reason: string };

/** Nothing said before the web is a mention; 1970 is what a missing or broken time turns into. */
const OLDEST = Date.UTC(1995, 0, 1);
/** Read as milliseconds these are the first four months of 1970; read as seconds, all of today's times. */
const SECONDS_BELOW = 10_000_000_000;
const ISO = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:?\d{2})$/;

/** Event time from ISO 8601 with a zone or from epoch milliseconds. Truncated to whole milliseconds. */
export function parseTime(value: string | number, { now, maxFutureSkewMs }: TimeLimits): ParsedTime {
  const at = typeof value === 'number' ? Math.trunc(value) : instantOf(value);
  if (!Number.isFinite(at))
    return {
      ok: false,
      code: 'invalid_time',
      reason: `"at" is ${JSON.stringify(value)}; write ISO 8601 with a zone, such as 2026-01-31T18:00:00Z, or milliseconds since 1970.`,
    };
  if (typeof value === 'number' && Math.abs(value) < SECONDS_BELOW && value * 1_000 >= OLDEST)
    return {
      ok: false,
      code: 'time_in_seconds',
      reason: `"at" is ${value}, which looks like seconds; send milliseconds.`,
    };
  if (at < OLDEST)
    return {
      ok: false,
      code: 'time_too_old',
      reason: `"at" is ${describe(at)}, before 1995; check the clock and the unit of the sender.`,
    };
  if (at > now + maxFutureSkewMs)
    return {
      ok: false,
      code: 'time_in_future',
      reason: `"at" is ${describe(at)}, more than ${Math.round(maxFutureSkewMs / 1_000)} s ahead of this server; check the clock of the sender.`,
    };
  return { ok: true, at };
}

/** ISO 8601 with a zone in epoch milliseconds; NaN for anything else, and for days that do not exist. */
export const instantOf = (value: string): number => (ISO.test(value) ? parseIso(value) : Number.NaN);

/** `Date.parse` accepts a 31 February and moves it; a date that does not exist is no date. */
function parseIso(value: string): number {
  const at = Date.parse(
    value
      .replace(' ', 'T')
      .replace(/([+-]\d{2})(\d{2})$/, '$1:$2')
      .toUpperCase(),
  );
  const day = Number(value.slice(8, 10));
  const days = new Date(Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)), 0)).getUTCDate();
  return day <= days ? at : Number.NaN;
}

function describe(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString();
}
