import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkHolidays, checkHours, readInterval } from '../../pipelines/calendar/hours.ts';
import type { Hours } from '../../schema/contracts/care.ts';

describe('hours', () => {
  it.each<[string, Hours]>([
    ['one interval', { mon: ['09:00-18:00'] }],
    ['several, in any order', { mon: ['13:30-18:00', '09:00-12:30'] }],
    ['intervals that touch', { mon: ['09:00-12:00', '12:00-18:00'] }],
    ['a day to its end', { sun: ['00:00-24:00'] }],
    ['a day without intervals', { mon: [], tue: ['09:00-10:00'] }],
  ])('of %s are good', (_what, hours) => {
    expect(checkHours(hours)).toBeNull();
  });

  it.each<[string, Hours, string]>([
    ['an empty interval', { tue: ['09:00-09:00'] }, '"hours.tue.0" is "09:00-09:00"; expected an end after its start: it is empty.'],
    ['an interval past midnight', { fri: ['09:00-12:00', '22:00-02:00'] }, '"hours.fri.1" is "22:00-02:00"; expected an end after its start: what goes past midnight is two, to 24:00 and from 00:00.'],
    ['intervals that overlap', { mon: ['09:00-12:00', '14:00-15:00', '11:59-13:00'] }, '"hours.mon.2" is "11:59-13:00"; expected no overlap with "09:00-12:00" of the same day.'],
    ['one interval inside another', { mon: ['09:00-18:00', '10:00-11:00'] }, '"hours.mon.1" is "10:00-11:00"; expected no overlap with "09:00-18:00" of the same day.'],
    ['the same interval twice', { mon: ['09:00-18:00', '09:00-18:00'] }, '"hours.mon.1" is "09:00-18:00"; expected no overlap with "09:00-18:00" of the same day.'],
    ['no time at all', { mon: ['nine to five'] }, '"hours.mon.0" is "nine to five"; expected local times such as 09:00-12:30.'],
    ['a time that does not exist', { mon: ['09:00-24:01'] }, '"hours.mon.0" is "09:00-24:01"; expected local times such as 09:00-12:30.'],
    ['a start that does not exist', { mon: ['24:00-24:00'] }, '"hours.mon.0" is "24:00-24:00"; expected local times such as 09:00-12:30.'],
    ['no open day', {}, '"hours" has no open day; expected an interval on one at least, or no hours for a desk that never closes.'],
    ['empty days', { mon: [], sun: [] }, '"hours" has no open day; expected an interval on one at least, or no hours for a desk that never closes.'],
  ])('of %s are refused in a sentence', (_what, hours, sentence) => {
    expect(checkHours(hours)).toBe(sentence);
  }); // prettier-ignore

  it('are read as milliseconds after midnight, or not at all', () => {
    expect(readInterval('09:30-24:00')).toEqual({ opens: 34_200_000, closes: 86_400_000 });
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readInterval(text)).toSatisfy((read) => read === null || /^\d\d:\d\d-\d\d:\d\d$/.test(text));
      }),
    );
  });
});

describe('holidays', () => {
  it('are dates that exist', () => {
    expect(checkHolidays([])).toBeNull();
    expect(checkHolidays(['2024-02-29', '2026-12-25', '2026-12-25'])).toBeNull();
  });
  it.each(['2025-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-4-1', '25.12.2026', ''])(
    'are refused where one is "%s"',
    (date) => {
      expect(checkHolidays(['2026-12-25', date])).toBe(
        `"holidays.1" is "${date}"; expected a date that exists, such as 2026-12-25.`,
      );
    },
  );
});
