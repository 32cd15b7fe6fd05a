import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../pipelines/metrics/family.ts';
import { roiOfCare } from '../../../pipelines/metrics/roi/roi-of-care.ts';
import { settingsOf } from '../../../pipelines/metrics/settings.ts';
import type { Care } from '../../../schema/contracts/care.ts';
import { MetricDefinitionSchema } from '../../../schema/contracts/metrics.ts';
import { DAY, MONDAY, contextOf, evidenceOf } from '../../helpers/evidence.ts';
import { stated } from '../../helpers/stated-metric.ts';

const window = { from: MONDAY, to: MONDAY + DAY };
const COSTS = {
  perContact: 6,
  marginPerCustomer: 100,
  program: 1_000,
  retention: { low: 0.1, base: 0.5, high: 0.8 },
};
const RECOVERY: Reading = { value: 0.25, n: 80, numerator: 20, denominator: 80 };
const CALLS: Reading = { value: 0.2, n: 400, numerator: 100, denominator: 500 };
const COHORT: Reading = { value: 0.5, n: 60, numerator: 30, denominator: 60 };
const roi = (recovery = RECOVERY, calls = CALLS, cohort = COHORT) =>
  roiOfCare({
    recoveryIncremental: stated('recovery_incremental', recovery),
    deflectionA: stated('deflection_a', calls),
    deflectionD: stated('deflection_d', cohort),
  });
const read = (costs: Care['costs'] | null = COSTS, ...parts: Parameters<typeof roi>) =>
  roi(...parts).read(
    contextOf(evidenceOf(), window, { settings: settingsOf('acme', 'UTC', costs === null ? {} : { costs }) }),
  ); // prettier-ignore

describe('the return on care', () => {
  it('is what retained customers and deflected contacts are worth, less the cost, by the cost', () => {
    // 20 · 0.5 · 100 + 100 · 6 − 1,000 = 600; with 0.1: −200; with 0.8: 1,200.
    expect(read()).toEqual({
      value: 0.6,
      n: 80,
      numerator: 600,
      denominator: 1_000,
      low: -0.2,
      high: 1.2,
      parts: {
        recovered: 20, deflected: 100, deflectedClassD: 30, perContact: 6, marginPerCustomer: 100, program: 1_000,
        retentionLow: 0.1, retentionBase: 0.5, retentionHigh: 0.8,
      },
    }); // prettier-ignore
  });

  it('is blank without any one of its inputs, and names each', () => {
    const says = {
      perContact: 'the cost of a contact (care.costs.perContact)',
      marginPerCustomer: 'the margin of a customer (care.costs.marginPerCustomer)',
      program: 'the cost of the program (care.costs.program)',
      retention: 'how many of those won back stay because of it (care.costs.retention)',
    };
    for (const [name, words] of Object.entries(says)) {
      const rest = Object.fromEntries(Object.entries(COSTS).filter(([key]) => key !== name));
      expect(read(rest)).toMatchObject({ value: null, low: null, high: null, missing: [words] });
      expect(read(rest)).not.toHaveProperty('numerator');
    }
    expect(read(null)).toMatchObject({ value: null, missing: Object.values(says) });
    expect(read({})).toMatchObject({
      missing: Object.values(says),
      parts: { recovered: 20, deflected: 100 },
    });
    expect(read({ ...COSTS, program: 0 })).toMatchObject({ value: null, missing: ['a cost of the program above 0 (care.costs.program)'] }); // prettier-ignore
  });

  it('is blank where what it counts cannot be counted, and passes on why', () => {
    const unknown = { value: null, n: 0, missing: ['three weeks of calls before the window'] };
    expect(read(COSTS, RECOVERY, unknown)).toMatchObject({ value: null, missing: unknown.missing, parts: { deflected: null, recovered: 20 } }); // prettier-ignore
    expect(read(COSTS, { value: null, n: 0 }).missing).toEqual(['“recovery_incremental” (recovery_incremental) of the window']); // prettier-ignore
    // Class D is printed, not reckoned with.
    expect(read(COSTS, RECOVERY, CALLS, unknown)).toMatchObject({
      value: 0.6,
      parts: { deflectedClassD: null },
    });
  });

  it('says when contact made things worse', () => {
    const worse = { ...RECOVERY, value: -0.25, numerator: -20 };
    expect(read(COSTS, worse)).toMatchObject({ value: -1.4, low: -2, high: -0.6 });
    expect(read(COSTS, worse, { ...CALLS, value: -0.2, numerator: -100 }).value).toBe(-2.6);
  });

  it('is open while what it rests on is', () => {
    expect(read(COSTS, { ...RECOVERY, open: true })).toMatchObject({ open: true });
    expect(read()).not.toHaveProperty('open');
  });

  it('lies between its ends, grows with what care achieves, and is defined in full', () => {
    const money = fc.integer({ min: 0, max: 1e9 });
    const costs = fc.record({ perContact: money, marginPerCustomer: money, program: money });
    fc.assert(
      fc.property(costs, fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }), (given, recovered, deflected) => {
        const of = (more: number) => read({ ...given, retention: COSTS.retention }, { ...RECOVERY, numerator: recovered + more }, { ...CALLS, numerator: deflected + more });
        const [now, better] = [of(0), of(1)];
        expect(now.value === null).toBe(given.program === 0);
        if (now.value === null) return;
        expect(now.value).toBeGreaterThanOrEqual(now.low ?? Infinity);
        expect(now.value).toBeLessThanOrEqual(now.high ?? -Infinity);
        expect(better.value).toBeGreaterThanOrEqual(now.value);
      }),
    ); // prettier-ignore
    expect(Compile(MetricDefinitionSchema).Check(roi())).toBe(true);
    const { includes, n, window: when, interval, source } = roi();
    for (const sentence of [includes, n, when, interval, source]) expect(sentence).toMatch(/^[A-Z].+\.$/);
  });
});
