import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../pipelines/calendar/calendar.ts';
import type { Hours } from '../../schema/contracts/care.ts';
import { openMinutes } from './local-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (iso: string): number => Date.parse(iso);
const everyDay = (...intervals: string[]): Hours => ({
  mon: intervals, tue: intervals, wed: intervals, thu: intervals, fri: intervals, sat: intervals, sun: intervals,
}); // prettier-ignore
const OFFICE: Hours = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['09:00-12:30', '13:30-18:00']]),
);

describe('a desk', () => {
  const desk = createCalendar('Europe/Paris', OFFICE, ['2025-11-11']);
  const open = (from: string, to: string) => desk.openMs(at(from), at(to)) / MINUTE;

  // Paris is an hour ahead of UTC in November; the 3rd of November 2025 is a Monday.
  it('is open between the hours of its own zone, with the break taken out', () => {
    expect(open('2025-11-03T00:00:00Z', '2025-11-04T00:00:00Z')).toBe(480);
    expect(open('2025-11-03T07:59:00Z', '2025-11-03T08:01:00Z')).toBe(1);
    expect(open('2025-11-03T11:00:00Z', '2025-11-03T13:00:00Z')).toBe(60);
    expect(desk.isOpen(at('2025-11-03T08:00:00Z'))).toBe(true);
    expect(desk.isOpen(at('2025-11-03T11:30:00Z'))).toBe(false);
    expect(desk.isOpen(at('2025-11-03T16:59:59.999Z'))).toBe(true);
    expect(desk.isOpen(at('2025-11-03T17:00:00Z'))).toBe(false);
  });

  it('is closed at weekends and on holidays', () => {
    expect(open('2025-11-08T00:00:00Z', '2025-11-10T00:00:00Z')).toBe(0);
    expect(open('2025-11-10T23:00:00Z', '2025-11-11T23:00:00Z')).toBe(0);
    expect(open('2025-11-07T16:59:00Z', '2025-11-10T08:01:00Z')).toBe(2);
  });

  it('says when a time is up: over the night, the weekend and a holiday', () => {
    expect(desk.after(at('2025-11-03T16:58:00Z'), 5 * MINUTE)).toBe(at('2025-11-04T08:03:00Z'));
    expect(desk.after(at('2025-11-07T16:58:00Z'), 5 * MINUTE)).toBe(at('2025-11-10T08:03:00Z'));
    expect(desk.after(at('2025-11-10T16:58:00Z'), 5 * MINUTE)).toBe(at('2025-11-12T08:03:00Z'));
    expect(desk.after(at('2025-11-03T16:58:00Z'), 2 * MINUTE)).toBe(at('2025-11-03T17:00:00Z'));
    expect(desk.after(at('2025-11-03T20:00:00Z'), 0)).toBe(at('2025-11-03T20:00:00Z'));
  });

  it('counts a whole year by its days', () => {
    // 261 weekdays in 2025, less one holiday.
    expect(open('2024-12-31T23:00:00Z', '2025-12-31T23:00:00Z')).toBe(260 * 480);
  });
});

describe('nights on which the clocks move', () => {
  it('have no hour that is skipped, and two of the hour that is shown twice', () => {
    const desk = createCalendar('Europe/Paris', everyDay('02:15-02:45'), []);
    const minutes = (day: string) => desk.openMs(at(day), at(day) + 30 * HOUR) / MINUTE;
    expect(desk.openMs(at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'))).toBe(0);
    expect(desk.openMs(at('2026-10-24T22:00:00Z'), at('2026-10-25T23:00:00Z'))).toBe(HOUR);
    expect(minutes('2026-05-03T00:00:00Z')).toBe(60);
  });

  it('make an interval around them an hour shorter or longer', () => {
    const desk = createCalendar('Europe/Paris', everyDay('01:00-04:00'), []);
    expect(desk.openMs(at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'))).toBe(2 * HOUR);
    expect(desk.openMs(at('2026-10-24T22:00:00Z'), at('2026-10-25T23:00:00Z'))).toBe(4 * HOUR);
    const always = createCalendar('Europe/Paris', everyDay('00:00-24:00'), []);
    expect(always.openMs(at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'))).toBe(23 * HOUR);
    expect(always.openMs(at('2026-10-24T22:00:00Z'), at('2026-10-25T23:00:00Z'))).toBe(25 * HOUR);
  });

  const hours: Hours = {
    ...everyDay('00:30-01:45', '02:00-02:20', '02:20-03:10', '08:59-17:31'),
    sat: ['00:00-24:00'],
    wed: [],
  };
  it.each([
    ['Europe/Paris', '2026-03-25T00:00:00Z', '2026-03-26'],
    ['Europe/Paris', '2026-10-21T00:00:00Z', '2026-10-25'],
    ['America/New_York', '2026-03-04T00:00:00Z', '2026-03-09'],
    ['America/New_York', '2026-10-28T00:00:00Z', '2026-11-01'],
    ['Asia/Kolkata', '2026-03-25T00:00:00Z', '2026-03-26'],
    ['Australia/Lord_Howe', '2026-04-01T00:00:00Z', '2026-04-06'],
    ['Australia/Lord_Howe', '2026-09-30T00:00:00Z', '2026-10-04'],
    // Midnight itself is skipped.
    ['Asia/Beirut', '2026-03-25T00:00:00Z', '2026-04-01'],
    // The evening of one day comes again after the first minute of the next.
    ['America/St_Johns', '2010-11-03T00:00:00Z', '2010-11-09'],
    // A whole day is skipped.
    ['Pacific/Apia', '2011-12-27T00:00:00Z', '2012-01-02'],
  ])('in %s in the week of %s are as the clock on the wall shows them, minute by minute', (zone, start, holiday) => {
    const from = at(start);
    const to = from + 8 * DAY;
    const desk = createCalendar(zone, hours, [holiday]);
    const expected = openMinutes(zone, hours, [holiday], from, to);
    const found = expected.map((_, index) => desk.openMs(from + index * MINUTE, from + (index + 1) * MINUTE));
    expect(found).toEqual(expected.map((isOpen) => (isOpen ? MINUTE : 0)));
    expect(expected.map((_, index) => desk.isOpen(from + index * MINUTE))).toEqual(expected);
    expect(desk.openMs(from, to)).toBe(expected.filter(Boolean).length * MINUTE);
  }); // prettier-ignore
});

describe('any calendar', () => {
  const interval = fc
    .tuple(fc.nat(1_439), fc.nat(1_439))
    .filter(([a, b]) => a !== b)
    .map(([a, b]) =>
      [clock(Math.min(a, b)), clock(Math.max(a, b) + (Math.max(a, b) === 1_439 ? 1 : 0))].join('-'),
    );
  const day = fc.option(fc.array(interval, { maxLength: 1 }), { nil: undefined });
  const calendar = fc
    .record({
      zone: fc.constantFrom('Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'),
      hours: fc.record({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: fc.constant<string[]>(['10:00-16:00']), sun: day }),
      holidays: fc.subarray(['2026-03-29', '2026-03-08', '2026-10-25', '2026-04-05', '2026-07-01']),
    })
    .map(({ zone, hours, holidays }) => createCalendar(zone, hours as Hours, holidays)); // prettier-ignore
  const instant = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') });
  const length = fc.oneof(fc.nat(3 * DAY), fc.nat(60 * DAY));

  it('adds up over splits, is never negative and never more than the time itself', () => {
    fc.assert(
      fc.property(calendar, instant, length, length, (desk, from, first, second) => {
        const [middle, to] = [from + first, from + first + second];
        const whole = desk.openMs(from, to);
        expect(desk.openMs(from, middle) + desk.openMs(middle, to)).toBe(whole);
        expect(whole).toBeGreaterThanOrEqual(0);
        expect(whole).toBeLessThanOrEqual(to - from);
        expect(desk.openMs(to, from)).toBe(0);
        expect(desk.openMs(from, from)).toBe(0);
      }),
    );
  });

  it('reaches exactly what was asked for at the instant it names, and not before', () => {
    fc.assert(
      fc.property(calendar, instant, fc.integer({ min: 1, max: 40 * HOUR }), (desk, from, ms) => {
        const due = desk.after(from, ms);
        expect(desk.openMs(from, due)).toBe(ms);
        expect(desk.openMs(from, due - 1)).toBe(ms - 1);
        expect(desk.after(from, 0)).toBe(from);
        expect(desk.after(from, -ms)).toBe(from);
      }),
    );
  });

  it('is open at an instant when the millisecond after it counts', () => {
    fc.assert(
      fc.property(calendar, instant, (desk, from) => {
        expect(desk.isOpen(from)).toBe(desk.openMs(from, from + 1) === 1);
      }),
    );
  });

  it('answers what cannot be asked without walking for ever', () => {
    const desk = createCalendar('UTC', OFFICE, []);
    expect(desk.openMs(NaN, 1)).toBe(0);
    expect(desk.openMs(0, NaN)).toBe(0);
    expect(desk.openMs(8.64e15, Infinity)).toBe(0);
    expect(desk.openMs(-8.64e15, at('1900-01-01T00:00:00Z'))).toBe(0);
    expect(desk.isOpen(NaN)).toBe(false);
    expect(desk.isOpen(Infinity)).toBe(false);
    expect(desk.after(0, Infinity)).toBe(Infinity);
    expect(desk.after(NaN, 1)).toBe(Infinity);
    expect(createCalendar('UTC', {}, []).after(0, 1)).toBe(Infinity);
    expect(() => createCalendar('Mars/Olympus', OFFICE, [])).toThrow(RangeError);
  });
});

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
