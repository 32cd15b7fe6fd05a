import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PARTICIPATION_METRICS, participants } from '../../../pipelines/metrics/participation/metrics.ts';
import type { Metric } from '../../../pipelines/metrics/metric.ts';
import { settingsOf } from '../../../pipelines/metrics/settings.ts';
import type { CustomerProfile } from '../../../pipelines/evidence/evidence.ts';
import { DAY, MONDAY, mentionFact, readFrom, selfHelp, type World } from '../../helpers/evidence.ts';
import { obeysTheLaws } from '../../helpers/laws.ts';

// Whose account it is comes from one map: a person is never two customers.
obeysTheLaws(
  'participants',
  participants,
  fc.constantFrom('a', 'b', 'c', 'd').map((person) => ({ person, customer: person < 'c' ? person : null })),
  (acc) => [...acc].sort(),
);

const [rate, people] = PARTICIPATION_METRICS as [Metric, Metric];
const day = { from: MONDAY, to: MONDAY + DAY, asOf: MONDAY + 30 * DAY };
const profiles = (enrolled: string, others = '') =>
  new Map<string, CustomerProfile>([
    ...[...enrolled].map((id) => [id, { tier: 'standard', enrolled: true }] as const),
    ...[...others].map((id) => [id, { tier: 'standard', enrolled: false }] as const),
  ]);
const owned = (id: string, changes = {}) => mentionFact({ id, author: id, venue: 'owned', ...changes });
/** Two accounts of a, b in self-help, c of whom no account is known, d elsewhere, and what the brand says. */
const world: World = {
  mentions: [
    owned('ann', { customer: 'a' }),
    owned('ann2', { customer: 'a' }),
    owned('cat'),
    owned('dan', { customer: 'd', venue: 'third_party' }),
    owned('acme', { direction: 'outbound' }),
    owned('nobody', { author: '' }),
  ],
  selfHelp: [selfHelp({ customer: 'b' }), selfHelp({ id: 's2', customer: '' })],
};
const read = (metric: Metric, told: World, care = {}) =>
  readFrom(metric, told, day, { settings: settingsOf('acme', 'UTC', care) });

describe('participation', () => {
  it('is people who took part on owned venues, a customer with two accounts once', () => {
    expect(read(people, world)).toMatchObject({ value: 3, n: 3, parts: { customers: 2 } });
  });

  it('is a rate of those who are enrolled', () => {
    expect(read(rate, world, { enrolled: 8 })).toMatchObject({
      value: 0.25, n: 8, numerator: 2, denominator: 8, parts: { people: 3, basis: 'care.enrolled' },
    });
    const customers = profiles('axyz', 'b');
    expect(read(rate, { ...world, customers })).toMatchObject({
      value: 0.25, n: 4, numerator: 1, denominator: 4, parts: { people: 3, customers: 2, basis: 'identities' },
    });
  }); // prettier-ignore

  it('is no rate where nobody knows of how many: people only', () => {
    const found = read(rate, { ...world, customers: profiles('', 'ab') });
    expect(found).toMatchObject({ value: null, n: 0, parts: { people: 3, enrolled: null } });
    expect(found.missing).toHaveLength(1);
  });

  it('is no rate where more took part than are said to be enrolled', () => {
    const found = read(rate, { ...world, customers: profiles('ab') }, { enrolled: 1 });
    expect(found).toMatchObject({ value: null, parts: { people: 3, enrolled: 1 } });
    expect(found.missing?.[0]).toContain('not below');
  });
});
