import { describe, expect, it } from 'vitest';
import { labelsOfCorrection, type CorrectedMention } from '../../pipelines/labels/correction.ts';
import { INTENTS } from '../../schema/contracts/mention.ts';

const mention = (changes: Partial<CorrectedMention> = {}): CorrectedMention => ({
  direction: 'inbound',
  kind: 'post',
  brands: ['acme', 'zoom'],
  labels: { leaving: [] },
  ...changes,
});

describe('what a correction says', () => {
  it('of a sentiment: the score of a person who is certain, and who says so; nothing else', () => {
    const said = (sentiment: 'positive' | 'neutral' | 'negative') =>
      labelsOfCorrection(mention(), { sentiment });
    expect(said('negative')).toEqual({ sentiment: 'negative', sentimentScore: -1, sentimentModel: 'human' });
    expect(said('neutral').sentimentScore).toBe(0);
    expect(said('positive').sentimentScore).toBe(1);
  });

  it('of topics: these, each once, or none', () => {
    expect(labelsOfCorrection(mention(), { topics: ['a.b', 'c.d', 'a.b'] })).toEqual({
      topics: ['a.b', 'c.d'],
    });
    expect(labelsOfCorrection(mention(), { topics: [] })).toEqual({ topics: [] });
  });

  it('of an intent: whether someone should answer', () => {
    const asks = INTENTS.filter((intent) => labelsOfCorrection(mention(), { intent }).actionable);
    expect(asks).toEqual(['query', 'complaint', 'churn']);
    for (const silent of [mention({ direction: 'outbound' }), mention({ kind: 'repost' })])
      expect(labelsOfCorrection(silent, { intent: 'query' }).actionable).toBe(false);
  });

  it('of churn: the brands that are left, all of them where none was known; of anything else, none', () => {
    const leaving = mention({ labels: { leaving: ['zoom'] } });
    expect(labelsOfCorrection(leaving, { intent: 'churn' }).leaving).toEqual(['zoom']);
    expect(labelsOfCorrection(mention(), { intent: 'churn' }).leaving).toEqual(['acme', 'zoom']);
    expect(labelsOfCorrection(leaving, { intent: 'praise' }).leaving).toEqual([]);
  });
});
