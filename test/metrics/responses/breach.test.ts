import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../pipelines/calendar/calendar.ts';
import { breachOf } from '../../../pipelines/metrics/responses/breach.ts';
import { SLA_METRICS } from '../../../pipelines/metrics/responses/sla.ts';
import { ALL, type Metric } from '../../../pipelines/metrics/metric.ts';
import { settingsOf } from '../../../pipelines/metrics/settings.ts';
import type { Care } from '../../../schema/contracts/care.ts';
import { DAY, HOUR, MINUTE, MONDAY, caseOf, evidenceOf } from '../../helpers/evidence.ts';

const HOURS = { mon: ['09:00-12:00', '13:00-18:00'], tue: ['09:00-18:00'] };
const breach = (care: Care, changes: Partial<Parameters<ReturnType<typeof breachOf>>[0]> = {}, hours = false) =>
  breachOf(
    () => settingsOf('acme', 'Europe/Paris', care),
    () => (hours ? createCalendar('Europe/Paris', HOURS, []) : null),
  )({ brand: 'acme', since: MONDAY, channel: 'twitter', followers: 0, leaving: false, ...changes }) - MONDAY; // prettier-ignore

describe('a clock misses its target', () => {
  it('a millisecond after it, the strictest of channel and priority', () => {
    expect(breach({})).toBe(5 * MINUTE + 1);
    const care = { targets: { default: 600, channels: { email: 7_200 }, highPriority: 60 } };
    expect(breach(care)).toBe(10 * MINUTE + 1);
    expect(breach(care, { channel: 'email' })).toBe(2 * HOUR + 1);
    expect(breach(care, { channel: 'email', leaving: true })).toBe(MINUTE + 1);
    expect(breach(care, { followers: 9_999 })).toBe(10 * MINUTE + 1);
    expect(breach(care, { followers: 10_000 })).toBe(MINUTE + 1);
    expect(breach({ ...care, highPriorityFollowers: 50 }, { followers: 50 })).toBe(MINUTE + 1);
  });

  it('by the hours of the desk where it is judged by these', () => {
    const care: Care = { targets: { default: 3_600, clock: 'business' } };
    // Midnight of UTC is one in Paris: the desk opens eight hours later.
    expect(breach(care, {}, true)).toBe(9 * HOUR + 1);
    expect(breach({ targets: { default: 3_600, clock: 'always' } }, {}, true)).toBe(HOUR + 1);
    expect(breach(care, {}, false)).toBe(HOUR + 1);
    // An hour that ends as the desk closes is in time until it opens again.
    expect(breach(care, { since: MONDAY + 10 * HOUR }, true)).toBe(12 * HOUR + 1);
  });

  it('in the millisecond in which a case comes to be past it', () => {
    const sla = SLA_METRICS[0] as Metric;
    const calendar = createCalendar('Europe/Paris', HOURS, []);
    fc.assert(
      fc.property(
        fc.nat(10 * DAY),
        fc.integer({ min: 1, max: 30_000 }),
        fc.constantFrom('always' as const, 'business' as const),
        fc.constantFrom('twitter', 'email'),
        (after, seconds, clock, channel) => {
          const care: Care = { targets: { default: seconds, channels: { email: 2 * seconds }, clock } };
          const settings = settingsOf('acme', 'Europe/Paris', care);
          const since = MONDAY + after;
          const at = breachOf(() => settings, () => calendar)({ brand: 'acme', since, channel, followers: 0, leaving: false });
          const past = (asOf: number) => {
            const evidence = evidenceOf({ cases: [caseOf({ openedAt: since, channel })], asOf });
            const window = { from: MONDAY, to: MONDAY + 90 * DAY };
            return sla.read({ evidence, settings, calendar, window, facets: ALL }).parts?.['past'];
          };
          expect([past(at - 1), past(at)]).toEqual([0, 1]);
        },
      ),
      { numRuns: 100 },
    ); // prettier-ignore
  });
});
