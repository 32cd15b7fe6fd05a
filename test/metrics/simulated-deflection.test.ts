import { describe, expect, it } from 'vitest';
import type { MentionFact } from '../../pipelines/evidence/evidence.ts';
import type { Reading, Window } from '../../pipelines/metrics/family.ts';
import { DEFLECTION_METRICS } from '../../pipelines/metrics/deflection/metrics.ts';
import type { Metric } from '../../pipelines/metrics/metric.ts';
import { Random } from '../../pipelines/sources/demo/random.ts';
import type { Contact, SelfHelp } from '../../schema/contracts/streams.ts';
import { DAY, HOUR, MONDAY, contact, contextOf, evidenceOf, mentionFact, selfHelp } from '../helpers/evidence.ts'; // prettier-ignore

/** Worlds whose truth is known, because they were drawn from it. */
const SEEDS = 200;
const WEEK = 7 * DAY;
const metric = (id: string) => DEFLECTION_METRICS.find((one) => one.id === id) as Metric;

interface Drawn {
  readonly truth: number;
  readonly reading: Reading;
}

/** How often the interval holds the truth, and how wide and how far off the middle one is. */
function judge(draw: (random: Random) => Drawn) {
  const drawn = Array.from({ length: SEEDS }, (_, seed) => draw(new Random(seed, 0xdef1ec)));
  const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[SEEDS / 2] ?? NaN;
  const ends = drawn.map(({ truth, reading: { value, low, high } }) => {
    if (value == null || low == null || high == null) throw new Error('A simulated world has no reading.');
    return { truth, value, low, high };
  });
  return {
    coverage: ends.filter(({ truth, low, high }) => truth >= low && truth <= high).length / SEEDS,
    width: middle(ends.map(({ low, high }) => high - low)),
    bias: middle(ends.map(({ truth, value }) => value - truth)),
  };
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => index);
const somewhere = (random: Random, { from, to }: Window) => Math.floor(random.between(from, to));

describe('deflection in worlds with a known truth', () => {
  it('class A: calls that a known share of was saved, while demand grew', () => {
    const week = { from: MONDAY, to: MONDAY + WEEK };
    const result = judge((random) => {
      const saved = random.between(0, 0.4);
      const growth = random.between(0.7, 1.6);
      const demandPerHour = (at: number) => (at < MONDAY - WEEK ? 3 : 3 * growth);
      /** Mean demand of the seven days before, over what it used to be: calls follow it. */
      const volume = (at: number) =>
        1 + (growth - 1) * Math.min(1, Math.max(0, (at - (MONDAY - WEEK)) / WEEK));
      const contacts: Contact[] = [];
      const views: SelfHelp[] = [];
      for (let at = MONDAY - 9 * WEEK - DAY; at < week.to; at += HOUR) {
        const hourOfDay = (at / HOUR) % 24;
        const usual = 2 + 4 * Math.sin((Math.PI * hourOfDay) / 24);
        const mean = usual * volume(at) * (at >= week.from ? 1 - saved : 1);
        for (const id of ids(random.negativeBinomial(mean, 4)))
          contacts.push(contact({ id: `${at}-${id}`, at: at + id }));
        for (const id of ids(random.negativeBinomial(demandPerHour(at), 1e6)))
          views.push(selfHelp({ id: `${at}-${id}`, at: at + id, customer: '' }));
      }
      const evidence = evidenceOf({ asOf: week.to, contacts, selfHelp: views });
      return { truth: saved, reading: metric('deflection_a').read(contextOf(evidence, week)) };
    });
    expect(result.coverage).toBeGreaterThanOrEqual(0.9);
    expect(result.width).toBeLessThan(0.28);
    expect(Math.abs(result.bias)).toBeLessThan(0.02);
  });

  const day = { from: MONDAY, to: MONDAY + DAY };
  const later = day.to + 30 * DAY;

  it('class B: people who help themselves and people who call, some both, each with a known chance', () => {
    const result = judge((random) => {
      const [helps, calls] = [random.between(0.3, 0.8), random.between(0.1, 0.4)];
      const people = ids(600);
      const helped = people
        .filter(() => random.chance(helps))
        .map((id) => selfHelp({ id: `${id}`, customer: `c-${id}`, at: somewhere(random, day) }));
      const called = people
        .filter(() => random.chance(calls))
        .map((id) => contact({ id: `${id}`, customer: `c-${id}`, at: somewhere(random, day) }));
      const evidence = evidenceOf({ asOf: later, selfHelp: helped, contacts: called });
      return { truth: helps / calls, reading: metric('deflection_b').read(contextOf(evidence, day)) };
    });
    expect(result.coverage).toBeGreaterThanOrEqual(0.9);
    expect(result.width).toBeLessThan(0.8);
    expect(Math.abs(result.bias)).toBeLessThan(0.1);
  });

  it('class C: each matter ends in self-service with a known chance, else in a ticket', () => {
    const result = judge((random) => {
      const resolves = random.between(0.05, 0.95);
      const contacts: Contact[] = [];
      const solved: SelfHelp[] = [];
      for (const id of ids(300)) {
        const at = somewhere(random, day);
        if (random.chance(resolves)) solved.push(selfHelp({ id: `${id}`, at, kind: 'solved' }));
        else contacts.push(contact({ id: `${id}`, at }));
      }
      const evidence = evidenceOf({ asOf: later, contacts, selfHelp: solved });
      return { truth: resolves, reading: metric('deflection_c').read(contextOf(evidence, day)) };
    });
    expect(result.coverage).toBeGreaterThanOrEqual(0.9);
    expect(result.width).toBeLessThan(0.12);
    expect(Math.abs(result.bias)).toBeLessThan(0.02);
  });

  it('class D: customers who ask, in either place and more than once, and call after it with a known chance', () => {
    const result = judge((random) => {
      const deflects = random.between(0.3, 0.95);
      const contacts: Contact[] = [];
      const mentions: MentionFact[] = [];
      const helped: SelfHelp[] = [];
      for (const id of ids(300)) {
        const customer = `c-${id}`;
        const asked = somewhere(random, day);
        const ask = (at: number, name: string) => {
          if (random.chance(0.5)) mentions.push(mentionFact({ id: name, customer, at, intent: 'query' }));
          else helped.push(selfHelp({ id: name, customer, at }));
        };
        ask(asked, `${id}`);
        if (random.chance(0.3)) ask(asked + random.int(70 * HOUR), `${id} again`);
        const call = (name: string, at: number) => contacts.push(contact({ id: `${id} ${name}`, customer, at }));
        if (random.chance(0.3)) call('before', asked - 1 - random.int(72 * HOUR));
        if (!random.chance(deflects)) call('soon', asked + random.int(72 * HOUR));
        else if (random.chance(0.3)) call('late', asked + 72 * HOUR + random.int(72 * HOUR));
      }
      // A third of the horizons has not passed: whoever called by now must weigh no more than who did not.
      const asOf = day.from + 72 * HOUR + 16 * HOUR;
      const known = <T extends { readonly at: number }>(list: readonly T[]) => list.filter(({ at }) => at < asOf);
      const evidence = evidenceOf({ asOf, contacts: known(contacts), mentions: known(mentions), selfHelp: known(helped) });
      const reading = metric('deflection_d').read(contextOf(evidence, day));
      expect(reading.n + Number(reading.parts?.['pending'])).toBe(300);
      expect(reading.n).toBeLessThan(300);
      return { truth: deflects, reading };
    });
    expect(result.coverage).toBeGreaterThanOrEqual(0.9);
    expect(result.width).toBeLessThan(0.16);
    expect(Math.abs(result.bias)).toBeLessThan(0.02);
  }); // prettier-ignore
});
