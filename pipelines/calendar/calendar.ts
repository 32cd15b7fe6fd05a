import { Temporal } from 'temporal-polyfill';
import type { Hours } from '../../schema/contracts/care.ts';
import type { Window } from '../metrics/family.ts';
import { WEEKDAYS, readInterval, type Interval } from './hours.ts';
import { offsetSpans } from './zone-offsets.ts';

/** When the desk is open. Pure; instants are epoch milliseconds. */
export interface Calendar {
  /** Open time in `[from, to)`, milliseconds; 0 when `to ≤ from`. */
  openMs(from: number, to: number): number;
  isOpen(at: number): boolean;
  /** The instant at which `openMs(from, instant)` reaches `ms`: when a business-hours target falls due. Infinity when it never opens again. */
  after(from: number, ms: number): number;
}

const DAY_MS = 86_400_000;
/** Days of UTC between which anything is said: a range without an end must not be walked for ever. */
const FIRST_DAY = Date.UTC(1900, 0, 1) / DAY_MS;
const LAST_DAY = Date.UTC(2200, 0, 1) / DAY_MS;
/** Three decades, a few megabytes. */
const DAYS_KEPT = 11_000;

/** The open intervals of one day of UTC, ascending, and how long they are together. */
interface Day {
  readonly open: readonly Window[];
  readonly openMs: number;
}

/**
 * A desk that is open while the local clock shows a time within the hours of its weekday and the local date is no
 * holiday. So an hour the clocks skip is never open, and one they show twice is open twice. Closed before 1900 and
 * from 2200 on.
 * @param hours that pass `checkHours`
 * @param holidays local dates that pass `checkHolidays`
 * @throws RangeError for a zone that does not exist
 */
export function createCalendar(zone: string, hours: Hours, holidays: readonly string[]): Calendar {
  const week = WEEKDAYS.map((day) => (hours[day] ?? []).map(readInterval).filter((read) => read !== null));
  const closed = new Set(holidays.map((date) => dayNumber(date)));
  const spanAt = offsetSpans(zone);
  // Says so now when there is no such zone.
  spanAt(0);
  const days = new Map<number, Day>();

  const hoursOf = (date: number): readonly Interval[] =>
    // The first of January 1970 was a Thursday.
    closed.has(date) ? [] : (week[(((date + 3) % 7) + 7) % 7] ?? []);

  /** By stretches of one offset, in each of which local time runs straight. */
  const readDay = (day: number): Day => {
    const open: Window[] = [];
    const end = (day + 1) * DAY_MS;
    for (let at = day * DAY_MS; at < end;) {
      const { to, offsetMs } = spanAt(at);
      const until = Math.min(end, to);
      for (let date = localDate(at, offsetMs); date <= localDate(until - 1, offsetMs); date += 1)
        for (const { opens, closes } of hoursOf(date)) {
          const midnight = date * DAY_MS - offsetMs;
          const window = {
            from: Math.max(at, midnight + opens),
            to: Math.min(until, midnight + closes),
          };
          if (window.from < window.to) open.push(window);
        }
      at = until;
    }
    open.sort((a, b) => a.from - b.from);
    return { open, openMs: open.reduce((sum, { from, to }) => sum + to - from, 0) };
  };

  const dayOf = (day: number): Day => {
    const known = days.get(day);
    if (known !== undefined) return known;
    if (days.size >= DAYS_KEPT) days.clear();
    const read = readDay(day);
    days.set(day, read);
    return read;
  };

  return {
    openMs(from, to) {
      if (!(from < to)) return 0;
      const first = Math.max(FIRST_DAY, Math.floor(from / DAY_MS));
      const last = Math.min(LAST_DAY - 1, Math.ceil(to / DAY_MS) - 1);
      let sum = 0;
      for (let day = first; day <= last; day += 1) {
        const { open, openMs } = dayOf(day);
        if (day * DAY_MS >= from && (day + 1) * DAY_MS <= to) sum += openMs;
        else
          for (const window of open)
            sum += Math.max(0, Math.min(window.to, to) - Math.max(window.from, from));
      }
      return sum;
    },
    isOpen(at) {
      const day = Math.floor(at / DAY_MS);
      return (
        day >= FIRST_DAY && day < LAST_DAY && dayOf(day).open.some(({ from, to }) => at >= from && at < to)
      );
    },
    after(from, ms) {
      if (ms <= 0) return from;
      if (week.every((intervals) => intervals.length === 0)) return Infinity;
      let left = ms;
      for (let day = Math.max(FIRST_DAY, Math.floor(from / DAY_MS)); day < LAST_DAY; day += 1)
        for (const window of dayOf(day).open) {
          const start = Math.max(window.from, from);
          const length = window.to - start;
          if (length <= 0) continue;
          if (left <= length) return start + left;
          left -= length;
        }
      return Infinity;
    },
  };
}

/** Days since 1970 of a local instant. */
const localDate = (at: number, offsetMs: number): number => Math.floor((at + offsetMs) / DAY_MS);

const dayNumber = (date: string): number =>
  Temporal.PlainDate.from(date).toZonedDateTime('UTC').epochMilliseconds / DAY_MS;
