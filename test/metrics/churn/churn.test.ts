import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHURN_METRICS } from '../../../pipelines/metrics/churn/metrics.ts';
import type { Window } from '../../../pipelines/metrics/family.ts';
import { ALL, type Metric } from '../../../pipelines/metrics/metric.ts';
import { settingsOf } from '../../../pipelines/metrics/settings.ts';
import {
  DAY,
  HOUR,
  MONDAY,
  contact,
  mentionFact,
  readFrom,
  reply,
  selfHelp,
  type World,
} from '../../helpers/evidence.ts';
import {
  complaint,
  customerWindow,
  customerWorld,
  leaving,
  profiles,
  thanks,
} from '../../helpers/customer-worlds.ts';

const read = (id: string, told: World, window: Window & { asOf: number }, threshold = 0.5) =>
  readFrom(CHURN_METRICS.find((metric) => metric.id === id) as Metric, told, window, {
    settings: settingsOf('acme', 'UTC', {}, { churnThreshold: threshold }),
  });
const day = { from: MONDAY, to: MONDAY + DAY, asOf: MONDAY + 30 * DAY };

/** Ann leaves and is not answered; ben complains; cat was pleased two months ago; dan, a stranger, leaves. */
const town: World = {
  mentions: [
    leaving('m1', MONDAY + HOUR),
    complaint('m2', MONDAY + 2 * HOUR, 'ben', { actionable: false }),
    thanks('m3', MONDAY - 70 * DAY, 'cat'),
    leaving('m4', MONDAY + 3 * HOUR, 'dan'),
    thanks('m5', MONDAY - 95 * DAY, 'gone', { customer: 'c-8' }),
  ],
  contacts: [contact({ customer: 'c-9', at: MONDAY - 5 * DAY })],
  selfHelp: [selfHelp({ customer: 'visitor', at: MONDAY + HOUR })],
};

describe('customers at risk', () => {
  it('are known customers at the threshold at the end of the window; strangers are apart', () => {
    expect(read('customers_at_risk', town, day)).toEqual({
      value: 1,
      n: 4,
      parts: { unmatched: 1, unmatchedActive: 1, threshold: 0.5 },
    });
    const load = read('churn_load', town, day);
    expect(load).toMatchObject({ value: 0.25, numerator: 1, denominator: 4, n: 4 });
    expect(load.low).toBeCloseTo(0.0456, 3);
    expect(load.high).toBeCloseTo(0.6994, 3);
  });

  it('are judged now, and can change with time, while the window is not over', () => {
    const atTwo = { ...day, asOf: MONDAY + 2 * HOUR };
    expect(read('customers_at_risk', town, atTwo)).toMatchObject({ value: 1, n: 3, open: true });
    expect(read('customers_at_risk', town, { ...day, asOf: MONDAY + HOUR })).toMatchObject({ value: 0 });
  });

  it('are not counted where nobody is matched: what is missing is said', () => {
    const strangers = { mentions: [leaving('m1', MONDAY, 'dan')] };
    const reading = read('customers_at_risk', strangers, day);
    expect(reading).toMatchObject({ value: null, n: 0, parts: { unmatched: 1 } });
    expect(reading.missing).toHaveLength(1);
    expect(read('churn_load', strangers, day)).toMatchObject({ value: null, missing: reading.missing });
  });

  it('are counted at the threshold of the brand', () => {
    expect(read('customers_at_risk', town, day, 0).value).toBe(3);
    expect(read('customers_at_risk', town, day, 1).value).toBe(0);
  });

  it('leave out what looks automated when only people are asked for', () => {
    const bots = { mentions: [leaving('m1', MONDAY, 'ann', { suspected: true })] };
    const [metric] = CHURN_METRICS;
    const facets = { ...ALL, humansOnly: true };
    expect(readFrom(metric as Metric, bots, day).value).toBe(1);
    expect(readFrom(metric as Metric, bots, day, { facets }).n).toBe(0);
    const caller = { ...bots, contacts: [contact({ at: MONDAY })] };
    expect(readFrom(metric as Metric, caller, day, { facets }).value).toBe(1);
  });
});

describe('entered, left and saved', () => {
  const month = { from: MONDAY, to: MONDAY + 30 * DAY, asOf: MONDAY + 60 * DAY };

  it('are the crossings of the threshold, and how they came about', () => {
    const told: World = {
      mentions: [
        ...(town.mentions ?? []),
        leaving('m6', MONDAY + HOUR, 'cat'),
        reply('r6', MONDAY + 2 * HOUR, 'm6'),
      ],
    };
    const counts = (id: string) => {
      const { value, parts } = read(id, told, month);
      return [value, parts?.['unmatched']];
    };
    expect(counts('churn_entered')).toEqual([2, 1]);
    // Ann waits, which holds her above the threshold for longer; nobody answered dan either.
    expect(counts('churn_left')).toEqual([1, 1]);
    expect(counts('churn_saved')).toEqual([1, 0]);
  });

  it('count nobody whose first sign is a complaint that was answered', () => {
    const told = { mentions: [complaint('m1', MONDAY), reply('r1', MONDAY + HOUR, 'm1')] };
    for (const kind of ['entered', 'left', 'saved'])
      expect(read(`churn_${kind}`, told, month)).toMatchObject({ value: 0, n: 0 });
  });

  it('are what the number at risk changed by', () => {
    fc.assert(
      fc.property(customerWorld, customerWindow, fc.constantFrom(0, 0.2, 0.5, 0.8), (told, window, threshold) => {
        const value = (id: string, span: typeof window) => {
          const reading = read(id, told, span, threshold);
          return [reading.value ?? 0, Number(reading.parts?.['unmatched'])] as const;
        };
        const before = value('customers_at_risk', { from: window.from - DAY, to: window.from, asOf: window.asOf });
        const after = value('customers_at_risk', window);
        const [entered, left, saved] = ['churn_entered', 'churn_left', 'churn_saved'].map((id) => value(id, window));
        for (const who of [0, 1] as const)
          expect((after[who] ?? 0) - (before[who] ?? 0)).toBe(
            (entered?.[who] ?? NaN) - (left?.[who] ?? NaN) - (saved?.[who] ?? NaN),
          );
      }),
      { numRuns: 200 },
    ); // prettier-ignore
  });
});

describe('hostile evidence', () => {
  it('of one machine that posts all day is bounded and still judged', () => {
    const mentions = Array.from({ length: 3_000 }, (_, index) =>
      mentionFact({
        id: `m${index}`,
        at: MONDAY + index * 20_000,
        author: 'ann',
        customer: 'c-1',
        actionable: false,
        sentiment: 'negative',
        intent: 'churn',
      }),
    );
    expect(read('churn_load', { mentions, customers: profiles({ 'c-1': 'high' }) }, day)).toMatchObject({
      value: 1,
      n: 1,
    });
  });
});
