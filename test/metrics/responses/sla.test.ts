import { describe, expect, it } from 'vitest';
import { createCalendar, type Calendar } from '../../../pipelines/calendar/calendar.ts';
import type { Case } from '../../../pipelines/evidence/evidence.ts';
import { BAND_METRICS } from '../../../pipelines/metrics/responses/bands.ts';
import { SLA_METRICS } from '../../../pipelines/metrics/responses/sla.ts';
import { settingsOf } from '../../../pipelines/metrics/settings.ts';
import type { Care } from '../../../schema/contracts/care.ts';
import { DAY, HOUR, MINUTE, MONDAY, caseOf, contextOf, evidenceOf } from '../../helpers/evidence.ts';

const [attainment] = SLA_METRICS;
const day = { from: MONDAY, to: MONDAY + DAY };
const NOON = MONDAY + 12 * HOUR;
/** Opened at noon and answered so many milliseconds later, or never. */
const after = (ms: number | null, changes: Partial<Case> = {}) =>
  caseOf({ openedAt: NOON, answeredAt: ms === null ? null : NOON + ms, ...changes });
interface Setting {
  readonly asOf?: number;
  readonly care?: Care;
  readonly calendar?: Calendar;
}
const context = (cases: readonly Case[], { asOf = NOON + HOUR, care = {}, calendar }: Setting = {}) =>
  contextOf(evidenceOf({ cases, asOf }), day, {
    settings: settingsOf('acme', 'UTC', care),
    calendar: calendar ?? null,
  });
const outcomes = (cases: readonly Case[], setting: Setting = {}) =>
  attainment?.read(context(cases, setting)).parts;

describe('answering within target', () => {
  it('is five minutes unless configured; to the millisecond', () => {
    const cases = [after(0), after(5 * MINUTE), after(5 * MINUTE + 1), after(null)];
    expect(attainment?.read(context(cases))).toMatchObject({
      value: 0.5,
      n: 4,
      numerator: 2,
      denominator: 4,
      parts: { within: 2, late: 1, past: 1, pending: 0, clock: 'always' },
    });
    expect(attainment?.read(context(cases))).not.toHaveProperty('open');
  });

  it('is missed the moment the target has passed, and undecided until then', () => {
    const cases = [after(MINUTE), after(null)];
    const now = (ms: number) => attainment?.read(context(cases, { asOf: NOON + ms }));
    expect(now(5 * MINUTE)).toMatchObject({ value: 1, n: 1, open: true, parts: { pending: 1 } });
    expect(now(5 * MINUTE + 1)).toMatchObject({ value: 0.5, n: 2, parts: { past: 1, pending: 0 } });
    expect(now(5 * MINUTE + 1)).not.toHaveProperty('open');
    expect(attainment?.read(context([after(null)], { asOf: NOON + 1 }))).toMatchObject({
      value: null,
      n: 0,
      open: true,
    });
  });

  it('has a target of its own for a channel and for who matters most: the strictest that applies', () => {
    const care: Care = { targets: { default: 600, channels: { email: 3_600 }, highPriority: 120 } };
    const at = 10 * MINUTE;
    expect(outcomes([after(at)], { care })).toMatchObject({ within: 1 });
    expect(outcomes([after(at + 1)], { care })).toMatchObject({ late: 1 });
    expect(outcomes([after(HOUR, { channel: 'email' })], { care })).toMatchObject({ within: 1 });
    expect(outcomes([after(at, { highPriority: true })], { care })).toMatchObject({ late: 1, highPriorityDecided: 1, highPriorityWithin: 0 }); // prettier-ignore
    expect(outcomes([after(2 * MINUTE, { highPriority: true, channel: 'email' })], { care })).toMatchObject({ within: 1, highPriorityWithin: 1 }); // prettier-ignore
    expect(outcomes([after(90_000, { highPriority: true })], { care: { targets: { default: 60, highPriority: 120 } } })).toMatchObject({ late: 1 }); // prettier-ignore
  });

  it('may be judged by the clock of the desk', () => {
    const calendar = createCalendar('UTC', { mon: ['09:00-12:02'], tue: ['09:00-17:00'] }, []);
    const care: Care = { targets: { clock: 'business' } };
    const overnight = after(21 * HOUR + 3 * MINUTE);
    expect(outcomes([overnight], { care, calendar })).toMatchObject({ within: 1, clock: 'business' });
    expect(outcomes([after(21 * HOUR + 3 * MINUTE + 1)], { care, calendar })).toMatchObject({ late: 1 });
    expect(outcomes([overnight], { calendar })).toMatchObject({ late: 1, clock: 'always' });
    // Closed: nothing passes while nobody is there.
    expect(outcomes([after(null)], { care, calendar, asOf: NOON + 20 * HOUR })).toMatchObject({ pending: 1 });
    // Without hours the desk never closes.
    expect(outcomes([overnight], { care })).toMatchObject({ late: 1, clock: 'always' });
  });

  it('is of actionable cases opened in the window', () => {
    const others = [
      after(1, { actionable: false }),
      after(1, { openedAt: day.to }),
      after(1, { openedAt: day.from - 1 }),
    ];
    expect(attainment?.read(context(others))).toMatchObject({ value: null, n: 0 });
  });

  it('takes a reply dated before its question for one at once', () => {
    expect(outcomes([after(-MINUTE)])).toMatchObject({ within: 1 });
  });
});

describe('the bands of response times', () => {
  const times = [0, 5, 5.1, 15, 15.1, 60, 60.1, 600].map((minutes) => after(Math.round(minutes * MINUTE)));

  it('hold every answer once', () => {
    expect(BAND_METRICS.map((metric) => [metric.id, metric.read(context([...times, after(null)])).value])).toEqual([
      ['sla_band_5', 0.25],
      ['sla_band_15', 0.25],
      ['sla_band_60', 0.25],
      ['sla_band_over_60', 0.25],
      ['response_bands', 0.25],
    ]); // prettier-ignore
    expect(BAND_METRICS.at(-1)?.read(context(times))).toMatchObject({
      n: 8,
      numerator: 2,
      denominator: 8,
      parts: { upTo5: 0.25, upTo15: 0.25, upTo60: 0.25, over60: 0.25, within15: 0.5, within60: 0.75 },
    });
  });

  it('are empty of nothing', () => {
    for (const metric of BAND_METRICS)
      expect(metric.read(context([after(null)]))).toMatchObject({ value: null, n: 0, low: null, high: null });
    expect(BAND_METRICS.at(-1)?.read(context([])).parts).toEqual({ upTo5: null, upTo15: null, upTo60: null, over60: null, within15: null, within60: null }); // prettier-ignore
  });

  it('go by the clock targets are judged by', () => {
    const calendar = createCalendar('UTC', { mon: ['09:00-12:02'], tue: ['09:00-17:00'] }, []);
    const care: Care = { targets: { clock: 'business' } };
    const [upTo5] = BAND_METRICS;
    expect(upTo5?.read(context([after(21 * HOUR)], { care, calendar })).value).toBe(1);
    expect(upTo5?.read(context([after(21 * HOUR)], { calendar })).value).toBe(0);
  });
});
