import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { fastest, growing } from '../../../pipelines/metrics/replication/doubling.ts';
import { REPLICATION_METRICS } from '../../../pipelines/metrics/replication/metrics.ts';
import { promoted, promotions } from '../../../pipelines/metrics/replication/promoted.ts';
import { spread, spreading, type Spreading } from '../../../pipelines/metrics/replication/spread.ts';
import type { Fact, FactContext } from '../../../pipelines/metrics/family.ts';
import type { Metric } from '../../../pipelines/metrics/metric.ts';
import { MetricDefinitionSchema } from '../../../schema/contracts/metrics.ts';
import { DAY, HOUR, MONDAY, contextOf, engagement, evidenceAround, evidenceOf, mentionFact, readFrom, type World } from '../../helpers/evidence.ts'; // prettier-ignore
import { obeysTheLaws } from '../../helpers/laws.ts';

const instant = fc
  .oneof(fc.integer({ min: -9 * DAY, max: 3 * DAY }), fc.nat(30).map((hour) => hour * HOUR))
  .map((offset) => MONDAY + offset); // prettier-ignore
const spoken = fc.record({
  at: instant,
  parent: fc.integer({ min: -2, max: 16 }),
  author: fc.constantFrom('ann', 'ben', 'cat', ''),
  direction: fc.constantFrom('inbound', 'inbound', 'inbound', 'outbound'),
  kind: fc.constantFrom('post', 'repost', 'repost', 'quote', 'reply', 'message'),
  suspected: fc.boolean(),
  promoted: fc.boolean(),
  source: fc.constantFrom('feed', 'feed', 'feed', 'other'),
  channel: fc.constantFrom('twitter', 'threads'),
  sentiment: fc.constantFrom('positive', 'negative', 'neutral'),
  intent: fc.constantFrom('query', 'complaint', 'comment', 'churn'),
  fingerprint: fc.constantFrom('1', '2', '3'),
  followers: fc.constantFrom(0, 5, Number.MAX_SAFE_INTEGER),
} as const);
const world: fc.Arbitrary<World> = fc
  .record({
    spoken: fc.array(spoken, { maxLength: 18 }),
    totals: fc.array(fc.tuple(instant, fc.nat(17), fc.constantFrom(0, 1, 2, 7, 1e15)), { maxLength: 8 }),
  })
  .map(({ spoken, totals }) => ({
    mentions: spoken.map(({ parent, ...changes }, index) =>
      mentionFact({ ...changes, id: `m${index}`, inReplyTo: parent < 0 ? '' : `m${parent}` }),
    ),
    engagements: totals.map(([at, mention, reposts], index) =>
      engagement({ id: `e${index}`, at, mention: `m${mention}`, reposts }),
    ),
  }));
const window = fc
  .tuple(fc.integer({ min: -DAY, max: DAY }), fc.integer({ min: 1, max: 4 * DAY }), fc.integer({ min: 1, max: 6 * DAY }))
  .map(([start, length, known]) => ({
    from: MONDAY + start, to: MONDAY + start + length, asOf: MONDAY + start + known,
  })); // prettier-ignore

const tally = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  tone: fc.nat(6),
  event: fc.option(spoken.map(({ parent, ...changes }) => mentionFact({ ...changes, id: `m${parent}` }))),
  reported: fc.nat(9),
});
const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
obeysTheLaws('spreading', spreading, tally, ({ originals, spreaders }: Spreading) => [
  sorted(originals),
  sorted(spreaders),
]);
obeysTheLaws(
  'fastest',
  fastest,
  fc.record({
    source: fc.constantFrom('feed', 'other'),
    id: fc.constantFrom('a', 'b'),
    doublingMs: fc.integer({ min: 1, max: 3 }),
    size: fc.integer({ min: 4, max: 6 }),
    paid: fc.boolean(),
    paidByCustomer: fc.boolean(),
  }),
  (acc) => acc,
);
obeysTheLaws('promotions', promotions, spoken, (acc) => acc);

describe.each(REPLICATION_METRICS.map((metric): [string, Metric] => [metric.id, metric]))('%s', (_id, metric) => {
  it('says in full what it is', () => {
    expect(Compile(MetricDefinitionSchema).Check(metric)).toBe(true);
    for (const sentence of [metric.includes, metric.n, metric.window, metric.interval, metric.source])
      expect(sentence).toMatch(/^[A-Z].+\.$/);
  });

  it('of any world is a number with an interval around it, or nothing', () => {
    fc.assert(
      fc.property(world, window, (told, span) => {
        const { value, n, low, high, numerator, denominator, parts } = readFrom(metric, told, span);
        for (const part of [value, n, low ?? null, high ?? null, ...Object.values(parts ?? {})])
          if (typeof part === 'number') expect(part >= 0 && Number.isFinite(part)).toBe(true);
        expect(Number.isInteger(n)).toBe(true);
        if (value === null) return;
        expect(value).toBeGreaterThanOrEqual(low ?? value);
        expect(value).toBeLessThanOrEqual(high ?? value);
        if (denominator !== undefined) expect(value).toBe((numerator ?? NaN) / denominator);
      }),
    );
  });

  it('says the same from wider evidence', () => {
    fc.assert(
      fc.property(world, window, fc.constantFrom(1, HOUR, 50 * DAY), (told, span, moreMs) => {
        expect(readFrom(metric, told, span, {}, moreMs)).toEqual(readFrom(metric, told, span));
      }),
    );
  });

  it('of nothing is nothing', () => {
    const { value, n } = metric.read(contextOf(evidenceOf(), { from: MONDAY, to: MONDAY + DAY }));
    const isCount = ['spread_reach', 'paid_amplification'].includes(metric.id);
    expect({ value, n }).toEqual({ value: isCount ? 0 : null, n: 0 });
  });
}); // prettier-ignore

describe('the facts of a span', () => {
  type AnyFamily = { id: string; lookBackMs: number; facts(context: FactContext, from: number, to: number): Iterable<Fact<unknown>> }; // prettier-ignore
  const families: readonly AnyFamily[] = [spread, promoted];

  it.each(families.map((family) => [family.id, family] as const))(
    'of %s are those of its parts together, and all within it',
    (_id, family) => {
      fc.assert(
        fc.property(world, window, fc.nat(100), (told, span, percent) => {
          const { from, to, asOf } = span;
          const middle = from + Math.floor(((to - from) * percent) / 100);
          const context = contextOf(evidenceAround(told, { from: from - family.lookBackMs, to, asOf }), span);
          const parts = [...family.facts(context, from, middle), ...family.facts(context, middle, to)];
          const whole = [...family.facts(context, from, to)];
          const texts = (facts: readonly unknown[]) => facts.map((fact) => JSON.stringify(fact)).sort();
          expect(texts(parts)).toEqual(texts(whole));
          for (const { at } of whole) expect(at >= from && at < to).toBe(true);
        }),
      );
    },
  );

  it('of growing stories are of its end', () => {
    fc.assert(
      fc.property(world, window, (told, span) => {
        const { from, to, asOf } = span;
        const evidence = evidenceAround(told, { from: from - growing.lookBackMs, to, asOf });
        for (const { at } of growing.facts(contextOf(evidence, span), from, to))
          expect(at).toBe(Math.min(to, asOf) - 1);
      }),
    );
  });
});
