import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchReaderOf, readerOf } from '../../server/mention-reader.ts';
import type { Labels } from '../../schema/contracts/labels.ts';
import {
  DIRECTIONS,
  INTENTS,
  KINDS,
  SENTIMENT_LABELS,
  type Mention,
} from '../../schema/contracts/mention.ts';
import { mention } from '../helpers/mentions.ts';
import { shippedScorer } from '../helpers/shipped-scorer.ts';
import { anyText, HOSTILE_TEXTS } from '../text/hostile-texts.ts';

const BRANDS = [
  { id: 'gloom-air', name: 'Gloom Air', handles: ['GloomAirHelp'], keywords: ['delay air', 'love boat'] },
  { id: 'best-buy', name: 'Best Buy', handles: ['@BestBuySupport'], hashtags: ['ThanksBestBuy'] },
  { id: 'café', name: 'Café Wonderful', care: { competitors: ['Terrible’s', 'Happy Socks', 'target'] } },
];
const read = readerOf({ brands: BRANDS }, shippedScorer);
const readMany = batchReaderOf({ brands: BRANDS }, shippedScorer);
/** The last one is of nobody's list: it stands for the brands that are only discovered. */
const NAMES = [
  'Gloom Air', 'gloom air', 'GLOOM AIR', 'GloomAirHelp', 'gloom-air', 'delay air', 'Love Boat', 'Best Buy', 'BestBuySupport',
  'ThanksBestBuy', 'Café Wonderful', 'Café Wonderful'.normalize('NFD'), 'Happy Socks', 'target', 'Target', 'disaster',
]; // prettier-ignore
const FRAMES = [
  'NAME is terrible', 'I love NAME', 'my NAME order is not here yet', 'why is NAME so slow today?', 'No, NAME is fine, thanks!',
  'leaving NAME for good', "NAME's new store opens on Friday", 'not NAME again', 'NAME', '(NAME) & friends, all good :)',
]; // prettier-ignore

function expectLabels(of: Labels, { brands, text }: Mention): void {
  const shown = JSON.stringify(text.slice(0, 80));
  expect(SENTIMENT_LABELS, shown).toContain(of.sentiment);
  expect(Math.abs(of.sentimentScore), shown).toBeLessThanOrEqual(1);
  expect(of.sentimentModel).toMatch(/^(sentiment\/3|emoji\/1|unsupported)$/);
  expect(INTENTS, shown).toContain(of.intent);
  for (const topic of of.topics) expect(topic).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
  for (const brand of of.leaving) expect(brands).toContain(brand);
  expect([of.leaving, of.joining].every((names) => new Set(names).size === names.length)).toBe(true);
  expect(typeof of.actionable).toBe('boolean');
  expect(of.suspicion).toBeGreaterThanOrEqual(0);
  expect(of.suspicion).toBeLessThanOrEqual(1);
  expect(of.fingerprint).toBe(BigInt.asUintN(64, of.fingerprint));
  expect(of.language).toMatch(/^([a-z]{2}|und)$/);
}

describe('the sentiment of a mention', () => {
  it('is the same whichever tracked name is spoken of, and for a brand nobody tracked before', () => {
    for (const frame of FRAMES) {
      const { sentiment, sentimentScore } = read(mention({ brands: ['zorbo'], text: frame.replaceAll('NAME', 'Zorbo') })); // prettier-ignore
      for (const name of NAMES)
        expect(
          read(mention({ brands: ['gloom-air', 'disaster'], text: frame.replaceAll('NAME', name) })),
          `${name} in ${frame}`,
        ).toMatchObject({ sentiment, sentimentScore });
    }
  });

  it('is the same with "#" and "@" before the name', () => {
    for (const sign of ['#', '@']) {
      const scoreOf = (name: string) => read(mention({ text: `${sign}${name} why so slow` })).sentimentScore;
      const scores = ['Zorbo', 'GloomAir', 'bestbuysupport', 'CaféWonderful', 'HappySocks'].map(scoreOf);
      expect(new Set(scores).size, sign).toBe(1);
    }
  });

  it('hides whole names only', () => {
    const scoreOf = (text: string) => read(mention({ text })).sentimentScore;
    expect(scoreOf('best buyer, lovely')).not.toBe(scoreOf('best buy, lovely'));
    expect(scoreOf('no more delay')).not.toBe(scoreOf('no more delay air'));
  });
});

describe('a mention in a language the model does not know', () => {
  const german = 'Ich bin sehr enttäuscht von der Lieferung, nie wieder bestelle ich dort';

  it('has no tone but that of its emoji', () => {
    expect(read(mention({ text: german }))).toMatchObject({
      language: 'de',
      sentiment: 'neutral',
      sentimentScore: 0,
      sentimentModel: 'unsupported',
    });
    expect(read(mention({ text: `${german} 😡` }))).toMatchObject({
      sentiment: 'negative',
      sentimentModel: 'emoji/1',
    });
    expect(read(mention({ text: 'love it', lang: 'de' })).sentimentModel).toBe('unsupported');
  });

  it('has the tone a rule of its brand gives it, which the model says', () => {
    const rules = { lexicon: [{ phrase: 'enttäuscht', sentiment: -0.5 }] };
    const ruled = readerOf({ brands: [{ id: 'laden', name: 'Laden', rules }] }, shippedScorer);
    const labels = { sentiment: 'negative', sentimentScore: -0.5, sentimentModel: 'unsupported+rules' };
    expect(ruled(mention({ text: german, brands: ['laden'] }))).toMatchObject(labels);
    expect(ruled(mention({ text: german, brands: ['zorbo'] })).sentiment).toBe('neutral');
  });
});

describe('any mention', () => {
  const anyMention = fc
    .record({
      text: anyText,
      brands: fc.subarray(['gloom-air', 'best-buy', 'zorbo', '漢字', 'e.g._-']),
      kind: fc.constantFrom(...KINDS),
      direction: fc.constantFrom(...DIRECTIONS),
    })
    .map(mention);

  it('has labels that can be stored, and the same ones again', () => {
    fc.assert(
      fc.property(anyMention, (of) => {
        const labels = read(of);
        expectLabels(labels, of);
        expect(read(of)).toEqual(labels);
      }),
      { numRuns: 400 },
    );
  });

  it('is read the same whatever is read beside it', () => {
    fc.assert(
      fc.property(fc.array(anyMention, { maxLength: 20 }), (mentions) => {
        expect(readMany(mentions)).toEqual(mentions.map(read));
      }),
      { numRuns: 100 },
    );
  });

  it('is read in its place of a batch larger than what goes through a stage together', () => {
    const mentions = Array.from({ length: 1_300 }, (_, nth) => {
      const frame = (FRAMES[nth % FRAMES.length] ?? '').replaceAll('NAME', NAMES[nth % NAMES.length] ?? '');
      return mention({ id: `${nth}`, text: `${frame} ${nth}`, brands: ['gloom-air'] });
    });
    expect(readMany(mentions)).toEqual(mentions.map(read));
    expect(readMany([])).toEqual([]);
  });

  it.each(HOSTILE_TEXTS)('however hostile has them: %s', (_, text) => {
    const of = mention({ text, brands: ['gloom-air', 'zorbo'] });
    expectLabels(read(of), of);
  });

  it.each([
    ['ten thousand names', 'Gloom Air '.repeat(10_000)],
    ['names without end', `${'gloom '.repeat(20_000)}air`],
    ['ten thousand combining marks on a name', `Gloom Air${'\u0301'.repeat(10_000)}`],
    ['brackets around names', `${'(gloom air'.repeat(5_000)}${')'.repeat(5_000)}`],
  ])('made of names has them: %s', (_, text) => {
    const of = mention({ text, brands: ['gloom-air'] });
    expectLabels(read(of), of);
  });
});
