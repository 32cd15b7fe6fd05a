import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { channels } from '../../pipelines/metrics/attraction/channels.ts';
import { ATTRACTION_METRICS } from '../../pipelines/metrics/attraction/metrics.ts';
import { callHours } from '../../pipelines/metrics/deflection/calls.ts';
import { cohort } from '../../pipelines/metrics/deflection/cohort.ts';
import { DEFLECTION_METRICS } from '../../pipelines/metrics/deflection/metrics.ts';
import { selfService } from '../../pipelines/metrics/deflection/self-service.ts';
import type { Fact, FactContext, Reading, Window } from '../../pipelines/metrics/family.ts';
import { ALL, type Metric } from '../../pipelines/metrics/metric.ts';
import { PARTICIPATION_METRICS, participation } from '../../pipelines/metrics/participation/metrics.ts';
import { lags } from '../../pipelines/metrics/quality/lag.ts';
import { QUALITY_METRICS } from '../../pipelines/metrics/quality/metrics.ts';
import { settingsOf } from '../../pipelines/metrics/settings.ts';
import { market } from '../../pipelines/metrics/share-of-voice/market.ts';
import { SHARE_OF_VOICE_METRICS } from '../../pipelines/metrics/share-of-voice/metrics.ts';
import { TOPIC_METRICS, categorised } from '../../pipelines/metrics/topics/metrics.ts';
import { MetricDefinitionSchema, MetricPointSchema } from '../../schema/contracts/metrics.ts';
import { CONTACT_CHANNELS, SELF_HELP_KINDS } from '../../schema/contracts/streams.ts';
import { DAY, HOUR, MINUTE, MONDAY, contact, contextOf, evidenceAround, evidenceOf, marketMention, mentionFact, readFrom, selfHelp, type World } from '../helpers/evidence.ts'; // prettier-ignore

const METRICS: readonly Metric[] = [
  ...DEFLECTION_METRICS,
  ...PARTICIPATION_METRICS,
  ...ATTRACTION_METRICS,
  ...SHARE_OF_VOICE_METRICS,
  ...TOPIC_METRICS,
  ...QUALITY_METRICS,
];
/** In Lord Howe clocks move by half an hour. */
const settings = settingsOf('acme', 'Australia/Lord_Howe', { costs: { perContact: 3 }, enrolled: 4 });

const instant = fc
  .oneof(
    fc.integer({ min: -2 * DAY, max: 3 * DAY }),
    fc.integer({ min: -75 * DAY, max: 45 * DAY }),
    fc.nat(40).map((hour) => hour * HOUR),
    // The same hour in past weeks.
    fc.tuple(fc.nat(9), fc.nat(HOUR)).map(([weeks, ms]) => 10 * HOUR + ms - weeks * 7 * DAY),
  )
  .map((offset) => MONDAY + offset);
const customer = fc.constantFrom('c-1', 'c-2', 'c-3', '');
const text = {
  at: instant,
  author: fc.constantFrom('ann', 'ben', 'cat', ''),
  channel: fc.constantFrom('twitter', 'email'),
  venue: fc.constantFrom('owned', 'third_party'),
  sentiment: fc.constantFrom('positive', 'negative', 'neutral'),
  topics: fc.subarray(['delivery.late', 'delivery.lost', '__proto__.constructor']),
  fingerprint: fc.constantFrom('t1', 't2', '__proto__'),
  suspected: fc.boolean(),
} as const;
const spoken = fc.record({
  ...text,
  source: fc.constantFrom('feed', '__proto__'),
  parent: fc.integer({ min: -4, max: 14 }),
  direction: fc.constantFrom('inbound', 'inbound', 'outbound'),
  customer: fc.option(customer),
  intent: fc.constantFrom('query', 'complaint', 'comment', 'churn'),
  promoted: fc.boolean(),
  views: fc.constantFrom(0, 7, Number.MAX_SAFE_INTEGER),
  lagMs: fc.integer({ min: -DAY, max: 400 * DAY }),
} as const);
/** So many calls a day for months, about ten o'clock: a past for what is to be expected. */
const routine = (daily: number) =>
  Array.from({ length: 85 * daily }, (_, index) => {
    const day = Math.floor(index / daily) - 78;
    return contact({ id: `r${index}`, at: MONDAY + day * DAY + 10 * HOUR + ((index * 37) % 90) * MINUTE, customer: '' });
  }); // prettier-ignore
const world: fc.Arbitrary<World> = fc
  .record({
    spoken: fc.array(spoken, { maxLength: 15 }),
    contacts: fc.array(fc.record({ at: instant, customer, channel: fc.constantFrom(...CONTACT_CHANNELS) }), { maxLength: 25 }),
    selfHelp: fc.array(fc.record({ at: instant, customer, kind: fc.constantFrom(...SELF_HELP_KINDS) }), { maxLength: 12 }),
    daily: fc.nat(2),
    market: fc.array(fc.record({ ...text, brand: fc.constantFrom('acme', 'bolt', '__proto__') }), { maxLength: 12 }),
  })
  .map((told) => ({
    mentions: told.spoken.map(({ parent, lagMs, ...changes }, index) =>
      mentionFact({ ...changes, id: `m${index}`, storedAt: changes.at + lagMs, inReplyTo: parent < 0 ? '' : `m${parent}` }),
    ),
    contacts: [
      ...routine(told.daily),
      ...told.contacts.map((changes, index) => contact({ ...changes, id: `c${index}` })),
    ],
    selfHelp: told.selfHelp.map((changes, index) => selfHelp({ ...changes, id: `s${index}` })),
    market: told.market.map((changes) => marketMention(changes)),
  })); // prettier-ignore
const window = fc
  .tuple(fc.integer({ min: -DAY, max: DAY }), fc.integer({ min: 1, max: 4 * DAY }), fc.integer({ min: 1, max: 60 * DAY }))
  .map(([start, length, known]) => ({
    from: MONDAY + start, to: MONDAY + start + length, asOf: MONDAY + start + known,
  })); // prettier-ignore

const pointOf = (reading: Reading, { from, to }: Window) => ({
  windowStart: new Date(from).toISOString(),
  windowEnd: new Date(to).toISOString(),
  revision: 0,
  status: 'final',
  ...reading,
});
const isPoint = Compile(MetricPointSchema);
const facets = { ...ALL, channels: ['twitter'] };

describe('the metrics of contact, channels and the market', () => {
  it('say in full what they are', () => {
    const definition = Compile(MetricDefinitionSchema);
    expect(new Set(METRICS.map(({ id }) => id)).size).toBe(METRICS.length);
    for (const metric of METRICS) {
      expect(metric.id).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(definition.Check(metric)).toBe(true);
      for (const sentence of [metric.includes, metric.n, metric.window, metric.interval, metric.source])
        expect(sentence).toMatch(/^[A-Z].+\.$/);
    }
  });
});

describe.each(METRICS.map((metric): [string, Metric] => [metric.id, metric]))('%s', (id, metric) => {
  const isCutByChannel = metric.facets.some((facet) => facet === 'channel');

  it('of any world is a number with an interval around it, or nothing', () => {
    fc.assert(
      fc.property(world, window, fc.boolean(), (told, span, cut) => {
        const of = { settings, ...(cut && isCutByChannel ? { facets } : {}) };
        const reading = readFrom(metric, told, span, of);
        expect(isPoint.Check(pointOf(reading, span))).toBe(true);
        const { value, n, low, high } = reading;
        for (const part of [value, n, low ?? null, high ?? null, ...Object.values(reading.parts ?? {})])
          if (typeof part === 'number') expect(Number.isFinite(part)).toBe(true);
        expect(Number.isInteger(n) && n >= 0).toBe(true);
        if (value === null) return;
        // The last digits of a product or of a root may differ.
        const slack = 1e-12 + 1e-9 * Math.abs(value);
        expect(value).toBeGreaterThanOrEqual((low ?? value) - slack);
        expect(value).toBeLessThanOrEqual((high ?? value) + slack);
        if (metric.unit === 'share') expect(high ?? value).toBeLessThanOrEqual(1);
        if (metric.unit === 'share' && id !== 'deflection_a')
          expect(low ?? value).toBeGreaterThanOrEqual(0);
        if (reading.denominator !== undefined && metric.unit !== 'points')
          expect(value).toBe((reading.numerator ?? NaN) / reading.denominator);
      }),
    );
  });

  it('says the same from wider evidence', () => {
    fc.assert(
      fc.property(world, window, fc.constantFrom(1, HOUR, 50 * DAY), (told, span, moreMs) => {
        expect(readFrom(metric, told, span, { settings }, moreMs)).toEqual(
          readFrom(metric, told, span, { settings }),
        );
      }),
    );
  });

  it('of nothing is nothing', () => {
    const { value, n } = metric.read(contextOf(evidenceOf(), { from: MONDAY, to: MONDAY + DAY }));
    expect({ value, n }).toEqual({ value: id === 'participants' ? 0 : null, n: 0 });
  });
}); // prettier-ignore

describe('the facts of a span', () => {
  const families: readonly { id: string; lookBackMs: number; lookAheadMs: number; facts(context: FactContext, from: number, to: number): Iterable<Fact<unknown>> }[] =
    [callHours, selfService, cohort, participation, channels, market, categorised, lags]; // prettier-ignore

  it.each(families.map((family) => [family.id, family] as const))(
    'of %s are those of its parts together, and all within it',
    (_id, family) => {
      fc.assert(
        fc.property(world, window, fc.nat(100), (told, span, percent) => {
          const { from, to, asOf } = span;
          const middle = from + Math.floor(((to - from) * percent) / 100);
          const evidence = evidenceAround(told, {
            from: from - family.lookBackMs,
            to: to + family.lookAheadMs,
            asOf,
          });
          const context = contextOf(evidence, span, { settings });
          const whole = [...family.facts(context, from, to)];
          const parts = [...family.facts(context, from, middle), ...family.facts(context, middle, to)];
          const said = (facts: readonly unknown[]) => facts.map((fact) => JSON.stringify(fact)).sort();
          expect(said(parts)).toEqual(said(whole));
          for (const { at } of whole) expect(at >= from && at < to).toBe(true);
        }),
      );
    },
  );
});
