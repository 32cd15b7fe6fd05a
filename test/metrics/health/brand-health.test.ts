import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { brandHealth } from '../../../pipelines/metrics/health/brand-health.ts';
import type { Reading } from '../../../pipelines/metrics/family.ts';
import { settingsOf } from '../../../pipelines/metrics/settings.ts';
import { MetricDefinitionSchema } from '../../../schema/contracts/metrics.ts';
import { DAY, MONDAY, contextOf, evidenceOf } from '../../helpers/evidence.ts';
import { stated } from '../../helpers/stated-metric.ts';

const window = { from: MONDAY, to: MONDAY + DAY };
const PARTS = { reputation: 60, sla: 0.8, attendance: 0.5, loyalty: 20, churnLoad: 0.1 };
const health = (values: Partial<Record<keyof typeof PARTS, number | null | Reading>> = {}) => {
  const metric = (id: keyof typeof PARTS) => {
    const given = id in values ? values[id] : PARTS[id];
    return stated(id, typeof given === 'object' && given !== null ? given : { value: given ?? null, n: 40 });
  };
  return brandHealth({
    reputation: metric('reputation'),
    sla: metric('sla'),
    attendance: metric('attendance'),
    loyalty: metric('loyalty'),
    churnLoad: metric('churnLoad'),
  });
};
const read = (values = {}, weights = {}) =>
  health(values).read(
    contextOf(evidenceOf(), window, { settings: settingsOf('acme', 'UTC', {}, weights) }),
  ); // prettier-ignore

describe('brand health', () => {
  it('is reputation, service and loyalty by their printed weights, each part visible', () => {
    // Service (80 + 50) / 2; loyalty (60 + 90) / 2.
    expect(read()).toEqual({
      value: 0.4 * 60 + 0.35 * 65 + 0.25 * 75,
      n: 40,
      parts: {
        reputation: 60, reputationWeight: 0.4, service: 65, serviceWeight: 0.35, loyalty: 75, loyaltyWeight: 0.25,
        answered: 80, attended: 50, advocacy: 60, staying: 90,
      },
    }); // prettier-ignore
    expect(read({}, { health: { reputation: 0, service: 1, loyalty: 0 } }).value).toBe(65);
  });

  it('is blank with one part missing, and says which', () => {
    const why = { value: null, n: 0, missing: ['mentions of another tracked brand to compare with'] };
    expect(read({ reputation: why })).toMatchObject({ value: null, n: 0, missing: why.missing, parts: { reputation: null, service: 65 } }); // prettier-ignore
    expect(read({ sla: null })).toMatchObject({ value: null, missing: ['“sla” (sla) of the window'], parts: { answered: null, attended: 50, service: null } }); // prettier-ignore
    expect(read({ attendance: null, churnLoad: null, loyalty: null }).missing).toHaveLength(3);
    const noLoyalty = { health: { reputation: 0.5, service: 0.5, loyalty: 0 } };
    expect(read({ loyalty: null }, noLoyalty).value).toBe(62.5);
  });

  it('is open while a part of it is', () => {
    expect(read({ attendance: { value: 0.5, n: 2, open: true } })).toMatchObject({ open: true });
    expect(read()).not.toHaveProperty('open');
  });

  it('lies in 0 … 100 and is better when any part is', () => {
    const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
    const parts = fc.record({ reputation: fc.integer({ min: 0, max: 100 }), sla: share, attendance: share, loyalty: fc.integer({ min: -100, max: 100 }), churnLoad: share }); // prettier-ignore
    fc.assert(
      fc.property(parts, parts, fc.constantFrom('reputation', 'sla', 'attendance', 'loyalty', 'churnLoad'), (a, b, name) => {
        const [before, after] = [read(a).value ?? NaN, read({ ...a, [name]: b[name] }).value ?? NaN];
        for (const value of [before, after]) expect(value >= -1e-9 && value <= 100 + 1e-9).toBe(true);
        const better = name === 'churnLoad' ? a[name] - b[name] : b[name] - a[name];
        expect(Math.sign(Math.round((after - before) * 1e6))).toBe(Math.sign(better));
      }),
    ); // prettier-ignore
  });

  it('is defined in full, and cut only by what all its parts can be cut by', () => {
    const metric = health();
    expect(Compile(MetricDefinitionSchema).Check(metric)).toBe(true);
    for (const sentence of [metric.includes, metric.n, metric.window, metric.interval, metric.source]) expect(sentence).toMatch(/^[A-Z].+\.$/); // prettier-ignore
    expect(metric.facets).toEqual(['channel', 'topic']);
    const parts = { reputation: stated('a', { value: 1, n: 1 }), sla: stated('b', { value: 1, n: 1 }), attendance: stated('c', { value: 1, n: 1 }), loyalty: stated('d', { value: 1, n: 1 }), churnLoad: stated('e', { value: 1, n: 1 }, { facets: ['automation', 'topic'] }) }; // prettier-ignore
    expect(brandHealth(parts).facets).toEqual(['topic']);
  });
});
