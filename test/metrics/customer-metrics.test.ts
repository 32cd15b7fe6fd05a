import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { riskChanges } from '../../pipelines/metrics/churn/churn.ts';
import { CHURN_METRICS } from '../../pipelines/metrics/churn/metrics.ts';
import type { Fact, FactContext, Reading, Window } from '../../pipelines/metrics/family.ts';
import { loyalty } from '../../pipelines/metrics/loyalty/loyalty.ts';
import { LOYALTY_METRICS } from '../../pipelines/metrics/loyalty/metrics.ts';
import { ALL, type Facets, type Metric } from '../../pipelines/metrics/metric.ts';
import { connecting } from '../../pipelines/metrics/recovery/connecting.ts';
import { recovery } from '../../pipelines/metrics/recovery/follow-up.ts';
import { RECOVERY_METRICS } from '../../pipelines/metrics/recovery/metrics.ts';
import { MetricDefinitionSchema, MetricPointSchema } from '../../schema/contracts/metrics.ts';
import { settingsOf } from '../../pipelines/metrics/settings.ts';
import { customerWindow, customerWorld } from '../helpers/customer-worlds.ts';
import { DAY, HOUR, MONDAY, contextOf, evidenceAround, evidenceOf, readFrom } from '../helpers/evidence.ts';

const METRICS = [...CHURN_METRICS, ...RECOVERY_METRICS, ...LOYALTY_METRICS];
const facets: fc.Arbitrary<Facets> = fc.record({
  channels: fc.constantFrom([], [], ['twitter'], ['nowhere']),
  venue: fc.constantFrom(null, null, 'owned' as const),
  topic: fc.constant(null),
  count: fc.constant('raw' as const),
  humansOnly: fc.boolean(),
});

const threshold = fc.constantFrom(0, 0.05, 0.2, 0.5, 0.8);

const pointOf = (reading: Reading, { from, to }: Window) => ({
  windowStart: new Date(from).toISOString(),
  windowEnd: new Date(to).toISOString(),
  revision: 0,
  status: 'final',
  ...reading,
});
const isPoint = Compile(MetricPointSchema);

describe('the metrics of customers', () => {
  it('say in full what they are', () => {
    const definition = Compile(MetricDefinitionSchema);
    expect(new Set(METRICS.map(({ id }) => id)).size).toBe(METRICS.length);
    for (const metric of METRICS) {
      expect(metric.id).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(definition.Check(metric)).toBe(true);
      for (const text of [metric.title, metric.unit, metric.formula]) expect(text).toMatch(/\S/);
      for (const sentence of [metric.includes, metric.n, metric.window, metric.interval, metric.source])
        expect(sentence).toMatch(/^[A-Z].+\.$/);
    }
  });
});

describe.each(METRICS.map((metric): [string, Metric] => [metric.id, metric]))('%s', (_id, metric) => {
  it('of any world is a number with an interval around it, or nothing', () => {
    fc.assert(
      fc.property(customerWorld, customerWindow, facets, (told, span, cut) => {
        const reading = readFrom(metric, told, span, { facets: cut });
        expect(isPoint.Check(pointOf(reading, span))).toBe(true);
        const { value, n, low, high } = reading;
        for (const part of [value, n, low ?? null, high ?? null, ...Object.values(reading.parts ?? {})])
          if (typeof part === 'number') expect(Number.isFinite(part)).toBe(true);
        expect(Number.isInteger(n) && n >= 0).toBe(true);
        if (value === null) return;
        // Ends of an interval that touch the value do so but for the last digit.
        expect(value).toBeGreaterThanOrEqual((low ?? value) - 1e-12);
        expect(value).toBeLessThanOrEqual((high ?? value) + 1e-12);
        const [least, most] = metric.id === 'recovery_incremental' ? [-1, 1] : metric.unit === 'share' ? [0, 1] : [-1e9, 1e9]; // prettier-ignore
        expect(Math.min(value, low ?? value)).toBeGreaterThanOrEqual(least ?? NaN);
        expect(Math.max(value, high ?? value)).toBeLessThanOrEqual(most ?? NaN);
      }),
    );
  });

  it('says the same from wider evidence', () => {
    fc.assert(
      fc.property(
        customerWorld,
        customerWindow,
        threshold,
        fc.constantFrom(1, HOUR, 90 * DAY),
        (told, span, churnThreshold, moreMs) => {
          const settings = settingsOf('acme', 'UTC', {}, { churnThreshold });
          expect(readFrom(metric, told, span, { settings }, moreMs)).toEqual(
            readFrom(metric, told, span, { settings }),
          );
        },
      ),
    );
  });

  it('of nothing is nothing', () => {
    const { value, n } = metric.read(contextOf(evidenceOf(), { from: MONDAY, to: MONDAY + DAY }));
    const counts = ['churn_entered', 'churn_left', 'churn_saved', 'advocates', 'detractors'];
    expect({ value, n }).toEqual({ value: counts.includes(metric.id) ? 0 : null, n: 0 });
  });
});

describe('the facts of a span', () => {
  const families: readonly { id: string; lookBackMs: number; lookAheadMs: number; facts(context: FactContext, from: number, to: number): Iterable<Fact<unknown>> }[] =
    [riskChanges, recovery, connecting, loyalty]; // prettier-ignore

  it.each(families.map((family) => [family.id, family] as const))(
    'of %s are those of its parts together, and all within it',
    (_id, family) => {
      fc.assert(
        fc.property(customerWorld, customerWindow, fc.nat(100), (told, span, percent) => {
          const { from, to, asOf } = span;
          const middle = from + Math.floor(((to - from) * percent) / 100);
          const reach = { from: from - family.lookBackMs, to: to + family.lookAheadMs, asOf };
          const context = contextOf(evidenceAround(told, reach), span, { facets: ALL });
          const whole = [...family.facts(context, from, to)];
          const parts = [...family.facts(context, from, middle), ...family.facts(context, middle, to)];
          const sorted = (facts: readonly unknown[]) => facts.map((fact) => JSON.stringify(fact)).sort();
          expect(sorted(parts)).toEqual(sorted(whole));
          for (const { at } of whole) expect(at >= from && at < Math.min(to, asOf)).toBe(true);
        }),
      );
    },
  );
});
