import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../pipelines/calendar/calendar.ts';
import type { Fact, FactContext, Reading, Window } from '../../../pipelines/metrics/family.ts';
import type { Metric } from '../../../pipelines/metrics/metric.ts';
import { amplification } from '../../../pipelines/metrics/responses/amplification.ts';
import { queries, reopenedCases } from '../../../pipelines/metrics/responses/answers.ts';
import { attendance } from '../../../pipelines/metrics/responses/attendance.ts';
import { bands } from '../../../pipelines/metrics/responses/bands.ts';
import { businessResponses } from '../../../pipelines/metrics/responses/business.ts';
import { RESPONSE_METRICS } from '../../../pipelines/metrics/responses/response-metrics.ts';
import { targets } from '../../../pipelines/metrics/responses/sla.ts';
import { timesToReply } from '../../../pipelines/metrics/responses/waiting.ts';
import { settingsOf } from '../../../pipelines/metrics/settings.ts';
import { MetricDefinitionSchema, MetricPointSchema } from '../../../schema/contracts/metrics.ts';
import { DAY, HOUR, MONDAY, contextOf, decision, engagement, evidenceAround, evidenceOf, mentionFact, readFrom, reply, type World } from '../../helpers/evidence.ts'; // prettier-ignore

const hours = { mon: ['09:00-12:00', '13:00-24:00'], tue: ['00:00-17:00'], sat: ['10:00-16:00'] };
const calendar = createCalendar('Europe/Paris', hours, ['2025-11-11']);
const settings = settingsOf('acme', 'Europe/Paris', {
  hours,
  targets: { default: 3_600, clock: 'business' },
});
const desk = { calendar, settings };

/** Mostly around the window, sometimes weeks away from it. */
const instant = fc
  .oneof(
    fc.integer({ min: -2 * DAY, max: 3 * DAY }),
    fc.integer({ min: -45 * DAY, max: 45 * DAY }),
    fc.nat(40).map((hour) => hour * HOUR),
  )
  .map((offset) => MONDAY + offset);
const spoken = fc.record({
  at: instant,
  parent: fc.integer({ min: -4, max: 14 }),
  author: fc.constantFrom('ann', 'ben', 'cat', ''),
  direction: fc.constantFrom('inbound', 'inbound', 'outbound'),
  kind: fc.constantFrom('post', 'reply', 'quote', 'repost', 'message'),
  automated: fc.boolean(),
  suspected: fc.boolean(),
  conversation: fc.constantFrom('', '', 'one', 'two'),
  source: fc.constantFrom('feed', 'feed', 'other'),
  channel: fc.constantFrom('twitter', 'email'),
  sentiment: fc.constantFrom('positive', 'negative', 'negative', 'neutral'),
  intent: fc.constantFrom('query', 'complaint', 'comment'),
  followers: fc.constantFrom(0, 5, 5, 1e6),
} as const);
/** A question and its answer, so that most worlds hold some. */
const pair = fc
  .record({ at: fc.nat(2 * DAY), ms: fc.oneof(fc.nat(20 * HOUR / 60), fc.nat(20 * HOUR)), channel: fc.constantFrom('twitter', 'email') })
  .map(({ at, ms, channel }) => (name: string) => [
    mentionFact({ id: `q${name}`, at: MONDAY + at, author: name, channel, intent: 'query', sentiment: 'negative' }),
    reply(`r${name}`, MONDAY + at + ms, `q${name}`),
  ]); // prettier-ignore
/** What is done about something said, soon or weeks later, without an answer. */
const deed = fc.record({
  at: fc.nat(2 * DAY),
  ms: fc.oneof(
    fc.nat(HOUR),
    fc.integer({ min: DAY, max: 8 * DAY }),
    fc.integer({ min: 8 * DAY, max: 40 * DAY }),
  ),
  what: fc.constantFrom('liked', 'decided', 'reposted'),
} as const);
const world: fc.Arbitrary<World> = fc
  .record({
    deeds: fc.array(deed, { maxLength: 4 }),
    pairs: fc.array(pair, { maxLength: 6 }),
    spoken: fc.array(spoken, { maxLength: 15 }),
    likes: fc.array(fc.tuple(instant, fc.nat(14), fc.boolean()), { maxLength: 4 }),
    decided: fc.array(fc.tuple(instant, fc.nat(14)), { maxLength: 4 }),
  })
  .map(({ deeds, pairs, spoken, likes, decided }) => {
    const about = deeds.map(({ at, ms, what }, index) => ({ id: `x${index}`, at: MONDAY + at, doneAt: MONDAY + at + ms, what }));
    const done = (what: string) => about.filter((one) => one.what === what);
    return {
      mentions: [
        ...about.map(({ id, at, what }) =>
          mentionFact({ id, at, author: id, sentiment: what === 'decided' ? 'negative' : 'positive' }),
        ),
        ...done('reposted').map(({ id, doneAt }) => reply(`r${id}`, doneAt, id, { kind: 'repost' })),
        ...pairs.flatMap((told, index) => told(`n${index}`)),
        ...spoken.map(({ parent, ...changes }, index) =>
          mentionFact({ ...changes, id: `m${index}`, inReplyTo: parent < 0 ? '' : `m${parent}` }),
        ),
      ],
      engagements: [
        ...done('liked').map(({ id, doneAt }) => engagement({ id, at: doneAt, mention: id, likedByBrand: true })),
        ...likes.map(([at, mention, likedByBrand], index) =>
          engagement({ id: `e${index}`, at, mention: `m${mention}`, likedByBrand }),
        ),
      ],
      decisions: [
        ...done('decided').map(({ id, doneAt }) => decision({ id, at: doneAt, mention: id })),
        ...decided.map(([at, mention], index) => decision({ id: `d${index}`, at, mention: `m${mention}` })),
      ],
    };
  }); // prettier-ignore
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

describe('the metrics of answers', () => {
  it('say in full what they are', () => {
    const definition = Compile(MetricDefinitionSchema);
    expect(new Set(RESPONSE_METRICS.map(({ id }) => id)).size).toBe(RESPONSE_METRICS.length);
    for (const metric of RESPONSE_METRICS) {
      expect(metric.id).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(definition.Check(metric)).toBe(true);
      for (const sentence of [metric.includes, metric.n, metric.window, metric.interval, metric.source])
        expect(sentence).toMatch(/^[A-Z].+\.$/);
    }
  });
});

describe.each(RESPONSE_METRICS.map((metric): [string, Metric] => [metric.id, metric]))('%s', (_id, metric) => {
  it('of any world is a number with an interval around it, or nothing with a reason to be', () => {
    fc.assert(
      fc.property(world, window, (told, span) => {
        const reading = readFrom(metric, told, span, desk);
        expect(isPoint.Check(pointOf(reading, span))).toBe(true);
        const { value, n, low, high } = reading;
        for (const part of [value, n, low ?? null, high ?? null, ...Object.values(reading.parts ?? {})])
          if (typeof part === 'number') expect(Number.isFinite(part)).toBe(true);
        expect(Number.isInteger(n) && n >= 0).toBe(true);
        if (value === null) return;
        // Ends of an interval that touch the value do so but for the last digit.
        expect(value).toBeGreaterThanOrEqual((low ?? value) - 1e-12);
        expect(value).toBeLessThanOrEqual((high ?? value) + 1e-12);
        if (metric.id !== 'out_of_hours_exposure') expect(low ?? value).toBeGreaterThanOrEqual(0);
        if (metric.unit === 'share') expect(high ?? value).toBeLessThanOrEqual(1);
        if (reading.denominator !== undefined)
          expect(value).toBe((reading.numerator ?? NaN) / reading.denominator);
      }),
    );
  });

  it('says the same from wider evidence', () => {
    fc.assert(
      fc.property(world, window, fc.constantFrom(1, HOUR, 50 * DAY), (told, span, moreMs) => {
        expect(readFrom(metric, told, span, desk, moreMs)).toEqual(readFrom(metric, told, span, desk));
      }),
    );
  });

  it('of nothing is nothing', () => {
    const { value, n } = metric.read(
      contextOf(evidenceOf(), { from: MONDAY, to: MONDAY + DAY }, desk),
    );
    expect({ value, n }).toEqual({ value: metric.id === 'waiting' ? 0 : null, n: 0 });
  });
}); // prettier-ignore

describe('the facts of a span', () => {
  const families: readonly { id: string; lookBackMs: number; lookAheadMs: number; facts(context: FactContext, from: number, to: number): Iterable<Fact<unknown>> }[] =
    [businessResponses, timesToReply, targets, bands, queries, reopenedCases, attendance, amplification]; // prettier-ignore

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
          const context = contextOf(evidence, span, desk);
          const whole = [...family.facts(context, from, to)];
          const parts = [...family.facts(context, from, middle), ...family.facts(context, middle, to)];
          const told2 = (facts: readonly unknown[]) => facts.map((fact) => JSON.stringify(fact)).sort();
          expect(told2(parts)).toEqual(told2(whole));
          for (const { at } of whole) expect(at >= from && at < to).toBe(true);
        }),
      );
    },
  );
});

describe('together', () => {
  const read = (id: string, told: World, span: Window & { asOf: number }) =>
    readFrom(RESPONSE_METRICS.find((metric) => metric.id === id) as Metric, told, span, desk);

  it('they count the same cases', () => {
    fc.assert(
      fc.property(world, window, (told, span) => {
        const { parts, n } = read('sla_attainment', told, span);
        const cases = read('reopened_share', told, span).n;
        expect(n + Number(parts?.['pending'])).toBe(cases);
        const waited = read('still_waiting_median', told, span);
        expect(waited.n).toBe(cases);
        expect(read('response_bands', told, span).n).toBe(waited.parts?.['answered']);
        const shares = ['sla_band_5', 'sla_band_15', 'sla_band_60', 'sla_band_over_60'].map((id) => read(id, told, span).value);
        if (shares[0] !== null) expect(shares.reduce<number>((sum, share) => sum + (share ?? NaN), 0)).toBeCloseTo(1, 9);
        expect(read('waiting', told, span).n).toBe(read('oldest_waiting', told, span).n);
      }),
    ); // prettier-ignore
  });
});
