import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../pipelines/calendar/calendar.ts';
import { ALL } from '../../../pipelines/metrics/metric.ts';
import { BUSINESS_METRICS } from '../../../pipelines/metrics/responses/business.ts';
import { FIRST_RESPONSE_METRICS } from '../../../pipelines/metrics/responses/metrics.ts';
import { DAY, HOUR, MINUTE, MONDAY, caseOf, contextOf, evidenceOf } from '../../helpers/evidence.ts';

const [median, p90, p99, exposure] = BUSINESS_METRICS;
const desk = createCalendar('UTC', { mon: ['09:00-12:00', '13:00-17:00'], tue: ['09:00-17:00'] }, []);
const at = (hours: number, minutes = 0) => MONDAY + hours * HOUR + minutes * MINUTE;
const week = { from: MONDAY, to: MONDAY + 7 * DAY };
const answered = (openedAt: number, answeredAt: number, changes = {}) =>
  caseOf({ openedAt, answeredAt, ...changes });
/** 20 minutes in hours; 2 hours of which one is the break; overnight: 16 h 30 of which 40 minutes count; at night: none. */
const cases = [
  answered(at(10), at(10, 20)),
  answered(at(11, 30), at(13, 30)),
  answered(at(16, 50), at(24 + 9, 30)),
  answered(at(2), at(3)),
];
const context = (changes = {}) => contextOf(evidenceOf({ cases }), week, { calendar: desk, ...changes });

describe('the first response in business hours', () => {
  it('counts only the time the desk was open', () => {
    // 0, 20, 40 and 60 minutes.
    expect(median?.read(context())).toMatchObject({ value: 30 * 60, n: 4, low: 0, high: 60 * 60 });
    expect(p90?.read(context()).value).toBeCloseTo(54 * 60, 6);
    expect(p99?.read(context()).value).toBeCloseTo(59.4 * 60, 6);
  });

  it('shows the gap to the clock on the wall', () => {
    // 20, 60, 120 and 1,000 minutes: 90 against 30. Only the case of the night was opened while it was closed.
    expect(exposure?.read(context())).toEqual({
      value: 60 * 60,
      n: 4,
      parts: { medianAlways: 90 * 60, medianBusiness: 30 * 60, openedWhileClosed: 1, openedWhileClosedShare: 0.25 },
    }); // prettier-ignore
    expect(FIRST_RESPONSE_METRICS[0]?.read(context()).value).toBe(90 * 60);
  });

  it('is counted where and when the reply was given', () => {
    const tuesday = { from: MONDAY + DAY, to: MONDAY + 2 * DAY };
    expect(median?.read(context({ window: tuesday }))).toMatchObject({ value: 40 * 60, n: 1 });
    const mailed = [answered(at(10), at(10, 20), { replyChannel: 'email' })];
    const byMail = { ...ALL, channels: ['email'] };
    expect(
      median?.read(contextOf(evidenceOf({ cases: mailed }), week, { calendar: desk, facets: byMail })).n,
    ).toBe(1);
  });

  it('is nothing without business hours, and says what is missing', () => {
    for (const metric of BUSINESS_METRICS)
      expect(metric.read(context({ calendar: null }))).toEqual({
        value: null,
        n: 0,
        missing: ['business hours of the brand (care.hours)'],
      });
  });

  it('is nothing where nobody was answered', () => {
    const nobody = contextOf(evidenceOf({ cases: [caseOf({})] }), week, { calendar: desk });
    expect(median?.read(nobody)).toMatchObject({ value: null, n: 0 });
    expect(exposure?.read(nobody)).toMatchObject({ value: null, n: 0, parts: { openedWhileClosedShare: null } });
  }); // prettier-ignore

  it('takes a reply dated before its question for one at once', () => {
    const skewed = contextOf(evidenceOf({ cases: [answered(at(10), at(9, 50))] }), week, { calendar: desk });
    expect(median?.read(skewed)).toMatchObject({ value: 0, n: 1 });
    expect(exposure?.read(skewed)).toMatchObject({ value: 0, n: 1 });
  });
});
