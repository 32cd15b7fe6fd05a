import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deflectionInterval } from '../../../pipelines/metrics/deflection/calls.ts';
import { weeksBefore } from '../../../pipelines/metrics/deflection/expected-calls.ts';
import { DEFLECTION_METRICS } from '../../../pipelines/metrics/deflection/metrics.ts';
import type { Metric } from '../../../pipelines/metrics/metric.ts';
import { settingsOf } from '../../../pipelines/metrics/settings.ts';
import type { Contact } from '../../../schema/contracts/streams.ts';
import { DAY, HOUR, MINUTE, MONDAY, contact, mentionFact, readFrom, selfHelp, type World } from '../../helpers/evidence.ts'; // prettier-ignore

const metric = (id: string) => DEFLECTION_METRICS.find((one) => one.id === id) as Metric;
const WEEK = 7 * DAY;
const TEN = MONDAY + 10 * HOUR;
const hour = { from: TEN, to: TEN + HOUR, asOf: TEN + HOUR };

let serial = 0;
/** So many calls from this instant on, a minute apart. */
const calls = (at: number, count: number, changes: Partial<Contact> = {}): Contact[] =>
  Array.from({ length: count }, (_, index) =>
    contact({ id: `c${(serial += 1)}`, at: at + index * MINUTE, customer: '', ...changes }),
  );
/** The hour of past weeks, the newest first; a contact before them says that contacts are recorded. */
const past = (...counts: readonly number[]): Contact[] => [
  ...counts.flatMap((count, index) => calls(TEN - (index + 1) * WEEK, count)),
  ...calls(TEN - counts.length * WEEK - DAY, 1, { channel: 'email' }),
];
const read = (world: World, window = hour, care = {}, zone = 'UTC') =>
  readFrom(metric('deflection_a'), world, window, { settings: settingsOf('acme', zone, care) });

describe('deflection, class A', () => {
  it('is what was expected less what came, over what was expected', () => {
    const found = read({ contacts: [...past(8, 10, 12), ...calls(TEN, 7)] });
    // (8 + 10 + 12) / 3 = 10; (10 − 7) / 10.
    expect(found).toMatchObject({
      value: 0.3, n: 1, numerator: 3, denominator: 10,
      parts: { class: 'A', actual: 7, expected: 10, hoursAdjustedByDemand: 0, hoursNotAdjusted: 1 },
    });
    expect(found).not.toHaveProperty('open');
    expect(found).not.toHaveProperty('missing');
  }); // prettier-ignore

  it('is below 0 when more called than expected', () => {
    expect(read({ contacts: [...past(4, 4, 4), ...calls(TEN, 6)] }).value).toBe(-0.5);
  });

  it('expects more calls when there is more to call about', () => {
    const heard = (weeksAgo: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        mentionFact({ id: `m${weeksAgo}-${index}`, at: TEN - weeksAgo * WEEK - DAY - index * MINUTE }),
      );
    const mentions = [...heard(0, 30), ...heard(1, 10), ...heard(2, 14), ...heard(3, 6)];
    const contacts = [...past(10, 14, 6), ...calls(TEN, 15)];
    // 30 calls of 30 mentions in three weeks, 30 mentions now: 30 calls.
    expect(read({ contacts, mentions })).toMatchObject({
      value: 0.5,
      parts: { expected: 30, hoursAdjustedByDemand: 1 },
    });
    const half = mentions.map((mention, index) => ({ ...mention, suspected: index % 2 === 1 }));
    expect(read({ contacts, mentions: half }).parts).toMatchObject({ expected: 30 });
    const views = mentions.map(({ at, id }) => selfHelp({ at, id, kind: 'view' }));
    expect(read({ contacts, selfHelp: views }).parts).toMatchObject({ expected: 30 });
    const others = mentions.map((mention) => ({ ...mention, direction: 'outbound' as const }));
    expect(read({ contacts, mentions: others }).parts).toMatchObject({ expected: 10, hoursNotAdjusted: 1 });
  });

  it('counts calls; contacts of every channel are in the parts', () => {
    const chats = [1, 2, 3, 4].flatMap((week) => calls(TEN - week * WEEK + 30 * MINUTE, 2, { channel: 'chat' }));
    const contacts = [...past(4, 4, 4), ...chats, ...calls(TEN, 2), ...calls(TEN, 1, { channel: 'chat' })];
    expect(read({ contacts })).toMatchObject({
      value: 0.5,
      parts: { contacts: 3, contactsExpected: 6, contactsDeflection: 0.5 },
    });
  }); // prettier-ignore

  it('needs three past weeks', () => {
    const found = read({ contacts: [...past(5, 5), ...calls(TEN, 2)] });
    expect(found).toMatchObject({ value: null, n: 0, missing: ['contacts of at least three past weeks'] });
    expect(read({ contacts: [...past(5, 5, 5), ...calls(TEN, 2)] }).value).toBeCloseTo(0.6, 12);
  });

  it('looks back eight weeks and no further', () => {
    const weeks = [2, 2, 2, 2, 2, 2, 2, 2, 100];
    expect(read({ contacts: [...past(...weeks), ...calls(TEN, 1)] }).parts).toMatchObject({ expected: 2 });
  });

  it('takes an hour without calls as none, and one after a week without any contact as unknown', () => {
    const mail = [1, 4, 5].flatMap((week) => calls(TEN - week * WEEK - DAY, 1, { channel: 'email' }));
    const contacts = [...past(6, 0, 0, 6, 6), ...mail];
    // Two weeks before, nothing at all had been recorded for a week: 6, 0, 6 and 6 are left.
    expect(read({ contacts }).parts).toMatchObject({ expected: 4.5 });
  });

  it('says nothing where contacts are no longer recorded', () => {
    const contacts = past(5, 5, 5).map((call) => ({ ...call, at: call.at - WEEK }));
    expect(read({ contacts })).toMatchObject({ value: null, n: 0, parts: { hoursWithoutPastWeeks: 1 } });
  });

  it('says nothing of hours in which nobody ever called', () => {
    const found = read({ contacts: past(1, 1, 1).map((call) => ({ ...call, channel: 'email' as const })) });
    expect(found).toMatchObject({ value: null, n: 1, missing: ['calls in the same hours of past weeks'] });
  });

  it('counts an hour when it has passed', () => {
    const contacts = [...past(5, 5, 5), ...calls(TEN, 1)];
    const early = read({ contacts }, { ...hour, asOf: TEN + HOUR - 1 });
    expect(early).toMatchObject({ value: null, n: 0, open: true, parts: { hoursPending: 1 } });
  });

  it('keeps to the local hour when the clocks change', () => {
    // 3 November, 10:00 in Paris is 9:00 UTC; before 26 October it was 8:00 UTC.
    const at = MONDAY + 9 * HOUR;
    const summer = [2, 3, 4].flatMap((week) => calls(at - week * WEEK - HOUR, 6));
    const contacts = [...summer, ...calls(at - WEEK, 6), ...calls(at - 4 * WEEK - DAY, 1, { channel: 'email' }), ...calls(at, 3)];
    const window = { from: at, to: at + HOUR, asOf: at + HOUR };
    expect(read({ contacts }, window, {}, 'Europe/Paris')).toMatchObject({ value: 0.5, denominator: 6 });
  }); // prettier-ignore
});

describe('the value of deflected calls', () => {
  const contacts = [...past(8, 10, 12), ...calls(TEN, 7)];
  const value = (care: object) =>
    readFrom(metric('deflection_value'), { contacts }, hour, { settings: settingsOf('acme', 'UTC', care) });

  it('is the calls that did not come, times their cost', () => {
    expect(value({ costs: { perContact: 4.5 } })).toMatchObject({
      value: 13.5, n: 1, parts: { class: 'A', deflection: 0.3, deflected: 3, perContact: 4.5 },
    });
  }); // prettier-ignore

  it('is missing without a cost', () => {
    expect(value({})).toMatchObject({
      value: null, low: null, high: null, missing: ['cost per contact (care.costs.perContact)'],
    });
  }); // prettier-ignore
});

describe('the interval of class A', () => {
  const load = fc
    .record({
      actual: fc.nat(1e6), expected: fc.double({ min: 1e-6, max: 1e6, noNaN: true }), mean: fc.double({ min: 0, max: 1e6, noNaN: true }),
      spread: fc.double({ min: 0, max: 1e9, noNaN: true }), meanNoise: fc.double({ min: 0, max: 1e6, noNaN: true }),
      demandNoise: fc.double({ min: 0, max: 1e6, noNaN: true }),
    })
    .map((sums) => ({ ...sums, hours: 1, unknown: 0, pending: 0, adjusted: 0, contacts: 0, contactsExpected: 0 })); // prettier-ignore

  it('is none where the spread is beyond all measure', () => {
    const sums = { actual: 1, expected: 1e6, mean: 1e-300, spread: 1e8, meanNoise: 0, demandNoise: 0 };
    const none = { hours: 1, unknown: 0, pending: 0, adjusted: 0, contacts: 0, contactsExpected: 0 };
    expect(deflectionInterval({ ...sums, ...none })).toEqual({ low: null, high: null });
  });

  it('holds the value and ends at 1', () => {
    fc.assert(
      fc.property(load, (sums) => {
        const { low, high } = deflectionInterval(sums);
        expect(low === null).toBe(high === null);
        if (low === null || high === null) return;
        const value = 1 - sums.actual / sums.expected;
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('weeksBefore', () => {
  it('shows the same local time', () => {
    const format = (zone: string, at: number) =>
      new Intl.DateTimeFormat('en', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(at); // prettier-ignore
    const zone = fc.constantFrom('Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(zone, fc.nat(365 * 24), fc.integer({ min: 1, max: 8 }), (name, hours, weeks) => {
        const at = MONDAY + hours * HOUR;
        const then = weeksBefore(name)(at, weeks);
        expect(Math.abs(at - then - weeks * WEEK)).toBeLessThanOrEqual(HOUR);
        // A time the clocks skipped is the only one that is not shown.
        if (format(name, then) !== format(name, at))
          expect(format(name, then + HOUR) === format(name, at) || weeksBefore(name)(at + HOUR, weeks) - then < HOUR + 1).toBe(true); // prettier-ignore
      }),
    );
  });
});
