import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MarketMention } from '../../../pipelines/evidence/evidence.ts';
import { marketVoices } from '../../../pipelines/metrics/share-of-voice/market.ts';
import { SHARE_OF_VOICE_METRICS } from '../../../pipelines/metrics/share-of-voice/metrics.ts';
import { ALL, type Facets, type Metric } from '../../../pipelines/metrics/metric.ts';
import { settingsOf } from '../../../pipelines/metrics/settings.ts';
import { DAY, MONDAY, marketMention, readFrom } from '../../helpers/evidence.ts';
import { obeysTheLaws } from '../../helpers/laws.ts';

const heard: fc.Arbitrary<MarketMention> = fc
  .record({
    brand: fc.constantFrom('acme', 'bolt', 'coil'),
    author: fc.constantFrom('', 'ann', 'ben'),
    sentiment: fc.constantFrom('positive', 'neutral', 'negative'),
    fingerprint: fc.constantFrom('t1', 't2', 't3'),
    channel: fc.constantFrom('twitter', 'forum'),
  } as const)
  .map((changes) => marketMention(changes));
obeysTheLaws('marketVoices', marketVoices, heard, (acc) => acc);

const [voice, positives] = SHARE_OF_VOICE_METRICS as [Metric, Metric];
const day = { from: MONDAY, to: MONDAY + DAY, asOf: MONDAY + 30 * DAY };
const said = (brand: string, author: string, fingerprint: string, changes: Partial<MarketMention> = {}) =>
  marketMention({ brand, author, fingerprint, ...changes });
const market = [
  said('acme', 'ann', 't1', { sentiment: 'positive' }),
  said('acme', 'ann', 't1', { sentiment: 'positive' }),
  said('acme', 'ben', 't1', { suspected: true }),
  said('bolt', 'ann', 't2', { sentiment: 'positive' }),
  said('bolt', 'cat', 't3', { channel: 'forum' }),
  said('bolt', '', 't4', { sentiment: 'positive' }),
];
const read = (metric: Metric, facets: Partial<Facets> = {}) =>
  readFrom(metric, { market }, day, { facets: { ...ALL, ...facets } });

describe('share of voice', () => {
  it.each([
    ['raw', 3, 6],
    ['unique', 1, 4],
    ['people', 2, 4],
  ] as const)('by %s counts %i of %i', (count, numerator, denominator) => {
    expect(read(voice, { count })).toMatchObject({
      value: numerator / denominator, n: denominator, numerator, denominator,
      parts: { acme: numerator, bolt: denominator - numerator },
    });
  }); // prettier-ignore

  it.each([
    ['raw', 2, 4],
    ['unique', 1, 3],
    ['people', 1, 2],
  ] as const)('of positives by %s counts %i of %i', (count, numerator, denominator) => {
    expect(read(positives, { count })).toMatchObject({ numerator, denominator });
  });

  it('is cut on both sides', () => {
    expect(read(voice, { channels: ['forum'] })).toMatchObject({ value: 0, n: 1 });
    expect(read(voice, { humansOnly: true })).toMatchObject({ numerator: 2, denominator: 5 });
  });

  it('is nothing where nothing is said', () => {
    expect(readFrom(voice, {}, day)).toMatchObject({ value: null, n: 0, low: null, high: null });
  });

  it('of all brands together is all of it', () => {
    const count = fc.constantFrom('raw', 'unique', 'people');
    fc.assert(
      fc.property(fc.array(heard, { minLength: 1 }), count, (told, how) => {
        const shares = ['acme', 'bolt', 'coil'].map(
          (brand) =>
            readFrom(voice, { market: told }, day, {
              facets: { ...ALL, count: how },
              settings: settingsOf(brand, 'UTC'),
            }).value,
        );
        if (shares[0] === null) expect(shares).toEqual([null, null, null]);
        else expect(shares.reduce<number>((sum, share) => sum + (share ?? NaN), 0)).toBeCloseTo(1, 9);
      }),
    );
  });
});
