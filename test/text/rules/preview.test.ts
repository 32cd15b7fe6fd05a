import { describe, expect, it } from 'vitest';
import { compileRules } from '../../../pipelines/text/rules/brand-rules.ts';
import { createPreview, type StoredLabels } from '../../../pipelines/text/rules/preview.ts';
import { createRuleReader } from '../../../pipelines/text/rules/rule-reader.ts';

const RULES = compileRules({
  lexicon: [{ phrase: 'fire', sentiment: 'positive' }],
  overrides: [{ phrase: 'burns', sentiment: 'negative', topic: 'app.crash', intent: 'complaint' }],
});
const rules = createRuleReader((brand) => (brand === 'acme' ? RULES : null));
const LIMITS = { most: 2, characters: 20 };

let lastId = 0;
const stored = (text: string, fields: Partial<StoredLabels> = {}): StoredLabels => ({
  source: 'feed',
  id: String((lastId += 1)),
  text,
  brands: ['acme'],
  channel: 'twitter',
  direction: 'inbound',
  sentiment: 'neutral',
  topics: [],
  intent: 'comment',
  ...fields,
});
const previewOf = (...mentions: readonly StoredLabels[]) => {
  const preview = createPreview(rules, LIMITS);
  for (const mention of mentions) preview.add(mention, mention);
  return preview.result();
};

describe('a preview of rules', () => {
  it('counts what flips from what to what, and what that makes of net sentiment', () => {
    const result = previewOf(
      stored('this is fire', { sentiment: 'negative' }),
      stored('this is fire', { sentiment: 'positive' }),
      stored('it burns', { sentiment: 'positive', topics: ['app.crash'] }),
      stored('it burns', { intent: 'complaint' }),
      stored('it rains'),
    );
    expect(result).toMatchObject({
      read: 5,
      matched: 4,
      flips: 3,
      corrected: 0,
      topics: 1,
      intents: 1,
      matrix: {
        negative: { positive: 1, neutral: 0, negative: 0 },
        positive: { positive: 1, neutral: 0, negative: 1 },
        neutral: { positive: 0, neutral: 1, negative: 1 },
      },
      // Two good and one bad before, two good and two bad after.
      netSentiment: { before: 20, after: 0, change: -20 },
    });
  });

  it('is of nothing when there is nothing', () => {
    expect(previewOf()).toMatchObject({
      read: 0,
      flips: 0,
      netSentiment: { before: null, after: null, change: null },
      examples: [],
    });
  });

  it('keeps what a person has corrected', () => {
    const preview = createPreview(rules, LIMITS);
    preview.keep(stored('this is fire', { sentiment: 'negative' }));
    expect(preview.result()).toMatchObject({
      read: 1,
      corrected: 1,
      flips: 0,
      netSentiment: { after: -100 },
    });
  });

  it('sets what no rule says any more back to what it would be without', () => {
    const preview = createPreview(rules, LIMITS);
    preview.add(stored('it rains', { sentiment: 'negative' }), {
      sentiment: 'neutral',
      topics: [],
      intent: 'comment',
    });
    expect(preview.result().matrix.negative.neutral).toBe(1);
  });

  it('shows the newest flips with the words that were matched, cut between characters', () => {
    const { examples } = previewOf(
      stored('the first fire'),
      stored('FIRE and fire'),
      stored(`${'😡'.repeat(100)} fire ${'😡'.repeat(100)}`),
    );
    expect(examples.map(({ words, before, after }) => ({ words, before, after }))).toEqual([
      { words: ['fire'], before: 'neutral', after: 'positive' },
      { words: ['FIRE', 'fire'], before: 'neutral', after: 'positive' },
    ]);
    expect(examples[0]?.text).toMatch(/^(?:😡)+$/u);
    expect(examples[0]?.text.length).toBeLessThanOrEqual(20);
    expect(examples[1]?.text).toBe('FIRE and fire');
  });
});
