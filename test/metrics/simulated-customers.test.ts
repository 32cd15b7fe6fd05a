import { describe, expect, it } from 'vitest';
import { churnScore } from '../../pipelines/customers/churn.ts';
import { journeysOf } from '../../pipelines/customers/journey.ts';
import type { CustomerProfile, MentionFact } from '../../pipelines/evidence/evidence.ts';
import { CHURN_METRICS } from '../../pipelines/metrics/churn/metrics.ts';
import type { Reading } from '../../pipelines/metrics/family.ts';
import type { Metric } from '../../pipelines/metrics/metric.ts';
import { RECOVERY_METRICS } from '../../pipelines/metrics/recovery/metrics.ts';
import { Random } from '../../pipelines/sources/demo/random.ts';
import type { Contact, SelfHelp } from '../../schema/contracts/streams.ts';
import { complaint, leaving, thanks } from '../helpers/customer-worlds.ts';
import { DAY, HOUR, MONDAY, contact, evidenceAround, mentionFact, readFrom, reply, selfHelp, type World } from '../helpers/evidence.ts'; // prettier-ignore

/** Worlds whose truth is known: the metrics of customers must find it again. */
const SEEDS = Array.from({ length: 200 }, (_, seed) => seed + 1);
const [load, rate, incremental] = ['churn_load', 'recovery_rate', 'recovery_incremental'].map((id) =>
  [...CHURN_METRICS, ...RECOVERY_METRICS].find((metric) => metric.id === id),
) as [Metric, Metric, Metric];

const randomOf = (seed: number): (() => number) => {
  const random = new Random(seed);
  return () => random.next();
};

const covers = ({ low, high }: Reading, truth: number) =>
  typeof low === 'number' && typeof high === 'number' && low <= truth && truth <= high;
const shareOf = (readings: readonly Reading[], truth: number) =>
  readings.filter((reading) => covers(reading, truth)).length / readings.length;
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
const widths = (readings: readonly Reading[]) =>
  median(readings.map(({ low, high }) => (high ?? NaN) - (low ?? NaN)));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('customers who are contacted, and customers who are left alone', () => {
  /** What contact changes, in every stratum alike; what would have come by itself differs from one to the other. */
  const LIFT = 0.25;
  const ALONE = {
    'high mild': 0.6,
    'high severe': 0.2,
    'standard mild': 0.5,
    'standard severe': 0.1,
  } as const;
  const week = { from: MONDAY, to: MONDAY + 7 * DAY, asOf: MONDAY + 40 * DAY };
  const SEVERE = { contacted: 0.7, alone: 0.3 };
  const HIGH = { contacted: 0.5, alone: 0.3 };

  function world(seed: number): World {
    const random = randomOf(seed);
    const mentions: MentionFact[] = [];
    const customers = new Map<string, CustomerProfile>();
    for (let index = 0; index < 300; index += 1) {
      const who = `w${index}`;
      const group = index < 150 ? 'contacted' : 'alone';
      const severity = random() < SEVERE[group] ? 'severe' : 'mild';
      const tier = random() < HIGH[group] ? 'high' : 'standard';
      customers.set(who, { tier, enrolled: false });
      const at = MONDAY + random() * 3 * DAY;
      const score = severity === 'severe' ? -0.9 : -0.3;
      mentions.push(complaint(`q${who}`, at, who, { customer: who, score }));
      let anchor = at + 3 * DAY;
      if (group === 'contacted') {
        anchor = at + random() * 2 * DAY;
        mentions.push(reply(`r${who}`, anchor, `q${who}`));
      }
      const isWon = random() < ALONE[`${tier} ${severity}`] + (group === 'contacted' ? LIFT : 0);
      // Their next word comes after the window, so that it makes nobody a second case of it.
      const nextAt = anchor + (8 + random() * 5) * DAY;
      if (isWon) mentions.push(thanks(`n${who}`, nextAt, who, { customer: who }));
      else if (random() < 0.5) mentions.push(complaint(`n${who}`, nextAt, who, { customer: who }));
    }
    return { mentions, customers };
  }

  const worlds = SEEDS.map(world);

  it('the share won back is in its interval', () => {
    const ofTier = (severity: 'mild' | 'severe') =>
      HIGH.contacted * ALONE[`high ${severity}`] + (1 - HIGH.contacted) * ALONE[`standard ${severity}`];
    const truth = LIFT + SEVERE.contacted * ofTier('severe') + (1 - SEVERE.contacted) * ofTier('mild');
    const readings = worlds.map((told) => readFrom(rate, told, week));
    expect(shareOf(readings, truth)).toBeGreaterThanOrEqual(0.9);
    expect(widths(readings)).toBeLessThan(0.18);
  });

  it('what contact changed is in its interval, though the contacted were the harder cases', () => {
    const readings = worlds.map((told) => readFrom(incremental, told, week));
    expect(shareOf(readings, LIFT)).toBeGreaterThanOrEqual(0.9);
    expect(widths(readings)).toBeLessThan(0.35);
    expect(mean(readings.map(({ value }) => value ?? NaN))).toBeCloseTo(LIFT, 1);
    // Without strata contact would seem to change much less.
    const plain = worlds.map(({ mentions = [] }) => {
      const won = (from: number, to: number) =>
        mentions.filter(({ id }) => id.startsWith('nw') && Number(id.slice(2)) >= from && Number(id.slice(2)) < to)
          .filter(({ sentiment }) => sentiment === 'positive').length / 150; // prettier-ignore
      return won(0, 150) - won(150, 300);
    });
    expect(mean(plain)).toBeLessThan(LIFT - 0.08);
  });
});

describe('customers at risk', () => {
  it('are a share that is in its interval', () => {
    const truth = 0.2;
    const day = { from: MONDAY, to: MONDAY + DAY, asOf: MONDAY + DAY };
    const readings = SEEDS.map((seed) => {
      const random = randomOf(seed);
      const mentions = Array.from({ length: 150 }, (_, index) => {
        const who = `w${index}`;
        const said = random() < truth ? leaving : thanks;
        return said(`m${index}`, MONDAY - random() * 3 * DAY, who, { customer: who });
      });
      return readFrom(load, { mentions }, day);
    });
    expect(shareOf(readings, truth)).toBeGreaterThanOrEqual(0.9);
    expect(widths(readings)).toBeLessThan(0.15);
  });
});

describe('customers who leave', () => {
  /** Of two customers, one who leaves and one who stays: how often the former has the higher score. */
  function areaUnderCurve(all: readonly { score: number; leaves: boolean }[]): number {
    let pairs = 0;
    let wins = 0;
    for (const one of all)
      for (const other of all)
        if (one.leaves && !other.leaves) {
          pairs += 1;
          wins += one.score > other.score ? 1 : one.score === other.score ? 0.5 : 0;
        }
    return wins / pairs;
  }

  /** They leave by a chance of their own, not by our weights: what they did is what the score may know. */
  function ranked(seed: number): { score: number; leaves: boolean }[] {
    const random = randomOf(seed);
    const mentions: MentionFact[] = [];
    const contacts: Contact[] = [];
    const helped: SelfHelp[] = [];
    const customers = new Map<string, CustomerProfile>();
    const leaves = new Map<string, boolean>();
    const upTo = (most: number) => Math.floor(random() * (most + 1));
    for (let index = 0; index < 200; index += 1) {
      const who = `w${index}`;
      const by = { customer: who };
      const isHigh = random() < 0.2;
      customers.set(who, { tier: isHigh ? 'high' : 'standard', enrolled: false });
      mentions.push(mentionFact({ id: `hello${who}`, at: MONDAY - 40 * DAY, author: who, ...by, actionable: false }));
      let logOdds = -3.5 + (isHigh ? 0.3 : 0);
      if (random() < 0.2) {
        const days = random() * 20;
        mentions.push(leaving(`leave${who}`, MONDAY - days * DAY, who, { ...by, actionable: false }));
        logOdds += 3.5 * Math.exp(-days / 20);
      }
      const angry = random() < 0.4 ? upTo(5) : 0;
      for (let count = 0; count < angry; count += 1)
        mentions.push(complaint(`bad${who}-${count}`, MONDAY - (count + 1) * DAY, who, { ...by, actionable: false }));
      logOdds += 0.45 * angry;
      if (random() < 0.3) {
        const hours = random() * 72;
        mentions.push(mentionFact({ id: `ask${who}`, at: MONDAY - hours * HOUR, author: who, ...by, intent: 'query' }));
        logOdds += 0.02 * hours;
      }
      const calls = random() < 0.3 ? upTo(4) : 0;
      for (let count = 0; count < calls; count += 1)
        contacts.push(contact({ id: `c${who}-${count}`, at: MONDAY - (count + 1) * DAY, customer: who }));
      logOdds += 0.5 * Math.max(0, calls - 1);
      if (random() < 0.2) {
        helped.push(selfHelp({ id: `s${who}`, at: MONDAY - DAY, customer: who, kind: 'unsolved' }));
        logOdds += 0.5;
      }
      if (random() < 0.25) {
        mentions.push(thanks(`thanks${who}`, MONDAY - HOUR, who, by));
        logOdds -= 1.5;
      }
      leaves.set(who, random() < 1 / (1 + Math.exp(-logOdds)));
    }
    const world = { mentions, contacts, selfHelp: helped, customers };
    const evidence = evidenceAround(world, { from: MONDAY - 90 * DAY, to: MONDAY + 1, asOf: MONDAY + 1 });
    return [...journeysOf(evidence).values()].map((journey) => ({
      score: churnScore(journey, MONDAY),
      leaves: leaves.get(journey.customer ?? '') ?? false,
    }));
  } // prettier-ignore

  it('rank above those who stay', () => {
    const areas = SEEDS.map((seed) => areaUnderCurve(ranked(seed)));
    expect(median(areas)).toBeGreaterThanOrEqual(0.75);
    expect(areas.filter((area) => area >= 0.65).length).toBeGreaterThanOrEqual(190);
  });
});
