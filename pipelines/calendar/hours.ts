import { Temporal } from 'temporal-polyfill';
import type { Hours } from '../../schema/contracts/care.ts';

/** As Temporal counts them, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Part of a day by its local clock, in milliseconds after midnight; end exclusive. */
export interface Interval {
  readonly opens: number;
  readonly closes: number;
}

/** What is wrong with a setting: the way to it from the section it is in, and what was expected. */
export interface Fault {
  readonly path: readonly string[];
  readonly says: string;
}

const INTERVAL = /^(\d\d):([0-5]\d)-(\d\d):([0-5]\d)$/;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** `09:00-12:30`; null for what is no interval. An end before the start is read as it stands. */
export function readInterval(text: string): Interval | null {
  const match = INTERVAL.exec(text);
  if (match === null) return null;
  const [fromHour, fromMinute, toHour, toMinute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const opens = (fromHour * 60 + fromMinute) * MINUTE_MS;
  const closes = (toHour * 60 + toMinute) * MINUTE_MS;
  return opens < DAY_MS && closes <= DAY_MS ? { opens, closes } : null;
}

/** The first thing that is wrong with these hours, or null. */
export function faultOfHours(hours: Hours): Fault | null {
  let isEverOpen = false;
  for (const day of WEEKDAYS) {
    const seen: { readonly text: string; readonly interval: Interval }[] = [];
    for (const [index, text] of (hours[day] ?? []).entries()) {
      const fault = (says: string): Fault => ({ path: [day, String(index)], says: `is "${text}"; ${says}` });
      const interval = readInterval(text);
      if (interval === null) return fault('expected local times such as 09:00-12:30');
      if (interval.closes === interval.opens) return fault('expected an end after its start: it is empty');
      if (interval.closes < interval.opens)
        return fault(
          'expected an end after its start: what goes past midnight is two, to 24:00 and from 00:00',
        );
      const other = seen.find(
        (one) => interval.opens < one.interval.closes && one.interval.opens < interval.closes,
      );
      if (other !== undefined) return fault(`expected no overlap with "${other.text}" of the same day`);
      seen.push({ text, interval });
      isEverOpen = true;
    }
  }
  if (isEverOpen) return null;
  return {
    path: [],
    says: 'has no open day; expected an interval on one at least, or no hours for a desk that never closes',
  };
}

/** The first date that is none, or null. */
export function faultOfHolidays(holidays: readonly string[]): Fault | null {
  const index = holidays.findIndex((date) => !isDate(date));
  if (index < 0) return null;
  return {
    path: [String(index)],
    says: `is "${holidays[index]}"; expected a date that exists, such as 2026-12-25`,
  };
}

/** What is wrong with these hours as a sentence, or null. */
export const checkHours = (hours: Hours): string | null => sentence('hours', faultOfHours(hours));

/** What is wrong with these holidays as a sentence, or null. */
export const checkHolidays = (holidays: readonly string[]): string | null =>
  sentence('holidays', faultOfHolidays(holidays));

const sentence = (section: string, fault: Fault | null): string | null =>
  fault === null ? null : `"${[section, ...fault.path].join('.')}" ${fault.says}.`;

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}
