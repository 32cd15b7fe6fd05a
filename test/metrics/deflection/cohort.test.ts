import { describe, expect, it } from 'vitest';
import { COHORT_METRICS } from '../../../pipelines/metrics/deflection/cohort.ts';
import type { Metric } from '../../../pipelines/metrics/metric.ts';
import { settingsOf } from '../../../pipelines/metrics/settings.ts';
import type { Intent } from '../../../schema/contracts/mention.ts';
import { DAY, HOUR, MONDAY, contact, mentionFact, readFrom, selfHelp, type World } from '../../helpers/evidence.ts'; // prettier-ignore

const [metric] = COHORT_METRICS as [Metric];
const at = (hours: number) => MONDAY + hours * HOUR;
const day = { from: MONDAY, to: MONDAY + DAY, asOf: MONDAY + 30 * DAY };
const asks = (customer: string, hours: number, changes = {}) =>
  mentionFact({ id: `${customer}@${hours}`, customer, at: at(hours), intent: 'query', ...changes });
const calls = (customer: string, hours: number, changes = {}) =>
  contact({ id: `${customer}@${hours}`, customer, at: at(hours), ...changes });
/** Someone else's: contacts are recorded. */
const elsewhere = calls('someone', -100);
const read = (world: World, window = day, care = {}) =>
  readFrom(metric, { ...world, contacts: [elsewhere, ...(world.contacts ?? [])] }, window, {
    settings: settingsOf('acme', 'UTC', care),
  });

describe('deflection, class D', () => {
  it('is those who raised a query and were in no contact within the horizon', () => {
    const mentions = [asks('a', 1), asks('b', 2), asks('c', 3)];
    const helped = [selfHelp({ customer: 'd', at: at(4) })];
    const contacts = [calls('a', 2), calls('b', 2 + 72), calls('c', 75 - 1e-6, { channel: 'chat' })];
    expect(read({ mentions, selfHelp: helped, contacts })).toMatchObject({
      value: 0.5, n: 4, numerator: 2, denominator: 4, parts: { class: 'D', horizonHours: 72, pending: 0 },
    });
  }); // prettier-ignore

  it.each(['query', 'complaint', 'churn'] satisfies Intent[])('counts a mention that is a %s', (intent) => {
    expect(read({ mentions: [asks('a', 1, { intent })] }).n).toBe(1);
  });

  it('counts no praise, no stranger, nothing the brand said and no answer of the community', () => {
    const mentions = [
      asks('a', 1, { intent: 'praise' }),
      asks('b', 1, { intent: 'comment' }),
      asks('c', 1, { customer: null }),
      asks('d', 1, { direction: 'outbound' }),
    ];
    const helped = [selfHelp({ customer: 'e', kind: 'accepted_answer' }), selfHelp({ customer: '' })];
    expect(read({ mentions, selfHelp: helped })).toMatchObject({ value: null, n: 0 });
  });

  it.each(['message', 'visit'] as const)('knows that a %s is neither call, chat nor e-mail', (channel) => {
    expect(read({ mentions: [asks('a', 1)], contacts: [calls('a', 2, { channel })] }).value).toBe(1);
  });

  it('holds no contact against anyone that was before the query', () => {
    expect(read({ mentions: [asks('a', 5)], contacts: [calls('a', 4.9)] }).value).toBe(1);
    expect(read({ mentions: [asks('a', 5)], contacts: [calls('a', 5)] }).value).toBe(0);
  });

  it('takes two accounts of a customer, and social and self-help, as one', () => {
    const mentions = [asks('a', 1), asks('a', 2, { author: 'ann_2', channel: 'facebook' })];
    const helped = [selfHelp({ customer: 'a', at: at(0.5) })];
    expect(read({ mentions, selfHelp: helped, contacts: [calls('a', 70)] })).toMatchObject({
      value: 0,
      n: 1,
    });
  });

  it('begins an entry where none was raised within the horizon before', () => {
    const mentions = [asks('a', -60), asks('a', 1), asks('a', 1 + 72.5)];
    // The first at −60, which the second belongs to; the third is more than 72 hours after it.
    expect(read({ mentions }).n).toBe(0);
    expect(read({ mentions }, { ...day, from: at(-72) }).n).toBe(1);
    expect(read({ mentions }, { ...day, to: at(100) }).n).toBe(1);
  });

  it('keeps apart whose horizon has not passed, whatever they did so far, and says between what it may end', () => {
    const mentions = [asks('a', 1), asks('b', 2), asks('c', 20), asks('d', 21)];
    const found = read({ mentions, contacts: [calls('b', 3), calls('d', 22)] }, { ...day, asOf: at(80) });
    expect(found).toMatchObject({
      value: 0.5, n: 2, open: true, parts: { pending: 2, pendingContacted: 1, lowest: 0.25, highest: 0.5 },
    });
    const all = read({ mentions, contacts: [calls('b', 3), calls('d', 22)] }, { ...day, asOf: at(93) });
    expect(all).toMatchObject({ value: 0.5, n: 4, parts: { pending: 0, lowest: 0.5, highest: 0.5 } });
    expect(all).not.toHaveProperty('open');
  }); // prettier-ignore

  it('has the horizon that is configured', () => {
    const world = { mentions: [asks('a', 1)], contacts: [calls('a', 3)] };
    expect(read(world, day, { deflectionHours: 2 })).toMatchObject({ value: 1, parts: { horizonHours: 2 } });
    expect(read(world, day, { deflectionHours: 3 })).toMatchObject({ value: 0, parts: { horizonHours: 3 } });
  });

  it('does not know of an entry around which nobody was in contact', () => {
    const month = { from: MONDAY, to: MONDAY + 40 * DAY, asOf: MONDAY + 90 * DAY };
    const entry = (hours: number) =>
      readFrom(metric, { mentions: [asks('a', hours)], contacts: [calls('z', 0)] }, month).parts?.['unknown'];
    expect([entry(30 * 24), entry(30 * 24 + 0.1)]).toEqual([0, 1]);
    const late = (hours: number) =>
      readFrom(metric, { mentions: [asks('a', 1)], contacts: [calls('z', hours)] }, month).parts?.['unknown'];
    expect([late(72.9), late(73)]).toEqual([0, 1]);
  });

  it('says nothing where no contact of anyone is recorded', () => {
    expect(readFrom(metric, { mentions: [asks('a', 1)] }, day)).toMatchObject({
      value: null, n: 0, missing: ['calls, chats or e-mails of any customer'], parts: { unknown: 1 },
    });
  }); // prettier-ignore
});
