import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import type { MarketMention, MentionFact } from '../../../pipelines/evidence/evidence.ts';
import { REPUTATION_METRICS } from '../../../pipelines/metrics/reputation/metrics.ts';
import { praised } from '../../../pipelines/metrics/reputation/positives.ts';
import { PERIODS, tempo } from '../../../pipelines/metrics/reputation/velocity.ts';
import { settingsOf } from '../../../pipelines/metrics/settings.ts';
import { MetricDefinitionSchema } from '../../../schema/contracts/metrics.ts';
import type { SentimentLabel } from '../../../schema/contracts/mention.ts';
import { DAY, HOUR, MINUTE, MONDAY, contextOf, evidenceOf, mentionFact } from '../../helpers/evidence.ts';
import { obeysTheLaws } from '../../helpers/laws.ts';

const sentiment = fc.constantFrom<SentimentLabel[]>('positive', 'neutral', 'negative');
obeysTheLaws('tempo', tempo, fc.record({ period: fc.constantFrom(...PERIODS), negative: fc.boolean() }), (acc) => acc); // prettier-ignore
obeysTheLaws('praised', praised, fc.record({ brand: fc.constantFrom('a', 'b', 'c'), sentiment }), ({ brands, positive }) => [
  [...brands].sort(), [...positive].sort(),
]); // prettier-ignore

const [index] = REPUTATION_METRICS;
/** Two days of which one half is Monday: 84 negatives in the week before are 12 a day, one half. */
const window = { from: MONDAY, to: MONDAY + 2 * DAY };
const said = (count: number, tone: SentimentLabel, from: number) =>
  Array.from({ length: count }, (_, each) => mentionFact({ id: `${tone}${from}-${each}`, at: from + each * MINUTE, sentiment: tone })); // prettier-ignore
const week = [...said(84, 'negative', MONDAY - 3 * DAY), ...said(9, 'neutral', MONDAY - 5 * DAY)];
const ofMarket = (mentions: readonly MentionFact[], brand = 'acme'): MarketMention[] =>
  mentions.map((mention) => ({ ...mention, brand }));
const others = ofMarket(said(30, 'positive', MONDAY), 'other');

const read = (
  mentions: readonly MentionFact[],
  { market = [...ofMarket(mentions), ...others], asOf = MONDAY + 9 * DAY, weights = {}, ...changes } = {},
) =>
  index?.read(
    contextOf(evidenceOf({ mentions, market, asOf }), window, {
      settings: settingsOf('acme', 'UTC', {}, weights),
      ...changes,
    }),
  );
const steady = [...week, ...said(10, 'positive', MONDAY), ...said(10, 'negative', MONDAY + DAY), ...said(10, 'negative', MONDAY + HOUR)]; // prettier-ignore

describe('the reputation index', () => {
  it('adds up its weighted inputs, and prints them', () => {
    // Net −33.3 → 33.3; as many negatives in each half → 50; 10 of 40 positives → 25.
    expect(read(steady)).toMatchObject({
      value: expect.closeTo(0.5 * (100 / 3) + 0.25 * 50 + 0.25 * 25, 9) as number,
      n: 30,
      parts: {
        netSentiment: expect.closeTo(100 / 3, 9) as number, netSentimentWeight: 0.5,
        negativeVelocity: 50, negativeVelocityWeight: 0.25, shareOfPositive: 25, shareOfPositiveWeight: 0.25,
      },
    }); // prettier-ignore
    const weights = { reputation: { netSentiment: 0, negativeVelocity: 1, shareOfPositive: 0 } };
    expect(read(steady, { weights })).toMatchObject({ value: 50, parts: { netSentimentWeight: 0 } });
  });

  it('takes the second half for the better or the worse by what is usual', () => {
    const speed = (first: number, second: number, before = week) =>
      read([...before, ...said(first, 'negative', MONDAY), ...said(second, 'negative', MONDAY + DAY)])
        ?.parts?.['negativeVelocity'];
    expect([speed(5, 5), speed(5, 11), speed(5, 17), speed(5, 90), speed(17, 5), speed(90, 5)]).toEqual([50, 25, 0, 0, 100, 100]); // prettier-ignore
    // One negative of a quiet brand is one at the least.
    const quiet = said(3, 'neutral', MONDAY - DAY);
    expect([speed(0, 0, quiet), speed(0, 1, quiet), speed(4, 4, quiet)]).toEqual([50, 0, 50]);
    // What the brand says itself says nothing.
    expect(speed(5, 5, [...week, mentionFact({ id: 'o', at: MONDAY + 1, direction: 'outbound', sentiment: 'negative' })])).toBe(50); // prettier-ignore
  });

  it('halves what has passed while the window lasts', () => {
    const asOf = MONDAY + DAY;
    const mentions = [...week, ...said(6, 'negative', MONDAY), ...said(6, 'negative', MONDAY + 12 * HOUR)];
    expect(read(mentions, { asOf })).toMatchObject({ open: true, parts: { negativeVelocity: 50 } });
    const late = [...week, ...said(6, 'negative', MONDAY + 12 * HOUR)];
    // Six more than in the first half; six are usual in half a day.
    expect(read(late, { asOf })).toMatchObject({ parts: { negativeVelocity: 0 } });
    expect(read(late)).not.toHaveProperty('open');
  });

  it('is blank without another brand, positives, or a week before; it says what is missing', () => {
    const alone = read(steady, { market: ofMarket(steady) });
    expect(alone).toMatchObject({ value: null, missing: ['mentions of another tracked brand to compare with'], parts: { shareOfPositive: null, negativeVelocity: 50 } }); // prettier-ignore
    const sad = [...week, ...said(2, 'negative', MONDAY)];
    const unloved = [...ofMarket(sad), ...ofMarket(said(2, 'neutral', MONDAY), 'other')];
    expect(read(sad, { market: unloved })).toMatchObject({ value: null, missing: ['positive mentions of any tracked brand'] }); // prettier-ignore
    const fresh = steady.filter(({ at }) => at >= MONDAY);
    expect(read(fresh)?.missing).toEqual(['mentions of the week before the window, which say how many negatives are usual']); // prettier-ignore
    expect(read(week)?.missing).toEqual(['inbound mentions of the brand in the window']);
    expect(read([], { market: [] })).toMatchObject({ value: null, n: 0, missing: { length: 3 } });
    const weights = { reputation: { netSentiment: 1, negativeVelocity: 0, shareOfPositive: 0 } };
    expect(read(fresh, { weights, market: [] })?.value).toBeCloseTo(100 / 3, 9);
  });

  it('lies in 0 … 100, says the same from wider evidence, and is defined in full', () => {
    const drawn = fc.array(fc.record({ at: fc.integer({ min: -20 * DAY, max: 5 * DAY }), sentiment, direction: fc.constantFrom('inbound', 'inbound', 'outbound'), brand: fc.constantFrom('acme', 'other') } as const), { maxLength: 25 }); // prettier-ignore
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 9 * DAY }), (rows, known) => {
        const asOf = MONDAY + known;
        const evidence = (from: number, to: number) => {
          const seen = rows
            .map((row, each) => ({ ...row, fact: mentionFact({ id: `${each}`, at: MONDAY + row.at, sentiment: row.sentiment, direction: row.direction }) }))
            .filter(({ fact }) => fact.at >= from && fact.at < Math.min(to, asOf)); // prettier-ignore
          const mentions = seen.filter(({ brand }) => brand === 'acme').map(({ fact }) => fact);
          const market = seen.filter(({ direction }) => direction === 'inbound').flatMap(({ fact, brand }) => ofMarket([fact], brand)); // prettier-ignore
          return evidenceOf({ mentions, market, asOf });
        };
        const near = index?.read(
          contextOf(evidence(window.from - (index.lookBackMs ?? 0), window.to), window),
        );
        const wide = index?.read(contextOf(evidence(-Infinity, Infinity), window));
        expect(wide).toEqual(near);
        const value = near?.value ?? null;
        expect(value === null).toBe((near?.missing?.length ?? 0) > 0);
        if (value !== null) expect(value >= 0 && value <= 100).toBe(true);
      }),
    );
    expect(Compile(MetricDefinitionSchema).Check(index)).toBe(true);
    for (const sentence of [index?.includes, index?.n, index?.window, index?.interval, index?.source])
      expect(sentence).toMatch(/^[A-Z].+\.$/);
  });
});
