import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ambassadorsOf } from '../../../pipelines/metrics/loyalty/ambassadors.ts';
import { stanceOf, tones } from '../../../pipelines/metrics/loyalty/loyalty.ts';
import { LOYALTY_METRICS } from '../../../pipelines/metrics/loyalty/metrics.ts';
import { ALL, type Facets, type Metric } from '../../../pipelines/metrics/metric.ts';
import {
  DAY,
  HOUR,
  MONDAY,
  evidenceAround,
  mentionFact,
  readFrom,
  reply,
  type World,
} from '../../helpers/evidence.ts';
import { complaint, customerWorld, leaving, spoken, thanks } from '../../helpers/customer-worlds.ts';
import { obeysTheLaws } from '../../helpers/laws.ts';

obeysTheLaws(
  'tones',
  tones,
  fc.tuple(spoken, fc.nat(20)).map(([said, index]) => said(index)),
  (acc) => [...acc].sort(([a], [b]) => (a < b ? -1 : 1)),
);

const day = { from: MONDAY, to: MONDAY + DAY, asOf: MONDAY + 2 * DAY };
const read = (id: string, told: World, facets: Facets = ALL) =>
  readFrom(LOYALTY_METRICS.find((metric) => metric.id === id) as Metric, told, day, { facets });

/** Ann praises twice and complains once; ben complains; cat is pleased without praise; dan says hello. */
const town: World = {
  mentions: [
    thanks('m1', MONDAY, 'ann', { followers: 100 }),
    thanks('m2', MONDAY + HOUR, 'ann2', { followers: 2_000 }),
    complaint('m3', MONDAY + 2 * HOUR, 'ann'),
    complaint('m4', MONDAY, 'ben'),
    thanks('m5', MONDAY, 'cat', { intent: 'comment' }),
    mentionFact({ id: 'm6', author: 'dan' }),
    mentionFact({ id: 'm7', author: '', sentiment: 'negative' }),
    reply('r1', MONDAY + HOUR, 'm4', { sentiment: 'positive' }),
    thanks('m8', MONDAY + DAY, 'dan'),
  ],
};

describe('the loyalty index', () => {
  it('is advocates less detractors of those who spoke: people, not posts', () => {
    const reading = read('loyalty_index', town);
    expect(reading).toMatchObject({ value: 0, n: 4, numerator: 0, denominator: 4, parts: { advocates: 1, detractors: 1 } }); // prettier-ignore
    // ± 1.96 · √((1/4 + 1/4) / 4) · 100
    expect(reading.high).toBeCloseTo(69.3, 1);
    expect(reading.low).toBeCloseTo(-69.3, 1);
    expect(read('advocates', town)).toEqual({ value: 1, n: 4 });
    expect(read('detractors', town)).toEqual({ value: 1, n: 4 });
  });

  it('counts who leaves politely among the detractors', () => {
    const told = { mentions: [leaving('m1', MONDAY, 'ann', { sentiment: 'positive' })] };
    expect(read('loyalty_index', told).value).toBe(-100);
  });

  it('of nobody is no figure', () => {
    expect(read('loyalty_index', {})).toMatchObject({ value: null, n: 0, low: null, high: null });
    expect(read('advocates', {})).toEqual({ value: 0, n: 0 });
  });

  it('can be cut', () => {
    expect(read('loyalty_index', town, { ...ALL, channels: ['email'] }).n).toBe(0);
    const bot = { mentions: [thanks('m1', MONDAY, 'ann', { suspected: true })] };
    expect(read('advocates', bot, { ...ALL, humansOnly: true }).value).toBe(0);
  });

  it('has a stance for every tone', () => {
    const stance = (positive: number, negative: number, praise: number) =>
      stanceOf({ positive, negative, praise });
    expect([stance(2, 1, 1), stance(2, 1, 0), stance(1, 1, 1), stance(0, 1, 0), stance(0, 0, 0)]).toEqual([
      'advocate', 'neither', 'neither', 'detractor', 'neither',
    ]); // prettier-ignore
  });
});

describe('ambassadors', () => {
  const listOf = (told: World, limit = 10) =>
    ambassadorsOf(evidenceAround(told, { from: MONDAY - DAY, to: MONDAY + 3 * DAY, asOf: MONDAY + 3 * DAY }), day, limit); // prettier-ignore

  it('are advocates by positive mentions times reach', () => {
    const told = {
      mentions: [
        ...(town.mentions ?? []),
        thanks('m9', MONDAY, 'dan', { followers: 5_000 }),
        thanks('m10', MONDAY, 'eve', { followers: 1e9, promoted: true }),
        thanks('m11', MONDAY, 'bot', { followers: 1e9, suspected: true }),
      ],
    };
    expect(listOf(told)).toEqual([
      { customer: null, channel: 'twitter', account: 'dan', positives: 1, reach: 5_000, weight: 5_000 },
      { customer: 'c-1', channel: 'twitter', account: 'ann', positives: 2, reach: 2_000, weight: 4_000 },
      { customer: null, channel: 'twitter', account: 'eve', positives: 1, reach: 0, weight: 1 },
    ]);
    expect(listOf(told, 1)).toHaveLength(1);
    expect(listOf({}, 5)).toEqual([]);
  });

  it('are as many as the advocates, of any world without machines', () => {
    fc.assert(
      fc.property(customerWorld, (told) => {
        const people = { mentions: (told.mentions ?? []).map((said) => ({ ...said, suspected: false })) };
        expect(listOf(people, 1_000)).toHaveLength(read('advocates', people).value ?? NaN);
      }),
    );
  });
});
