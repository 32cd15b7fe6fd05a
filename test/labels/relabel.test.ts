import { describe, expect, it } from 'vitest';
import { relabelling, type LabelledMention } from '../../pipelines/labels/relabel.ts';
import type { LabelName, Labels } from '../../schema/contracts/labels.ts';
import { NOON, UNREAD, ask } from '../helpers/mentions.ts';

const mention = (labels: Partial<Labels> = {}, corrected: readonly LabelName[] = []): LabelledMention => ({
  ...ask('m', NOON),
  sentiment: 'neutral',
  identity: 7n,
  kind: 'post',
  labels: { ...UNREAD, ...labels },
  corrected,
});
const read = (of: LabelledMention, labels: Partial<Labels>) =>
  relabelling(of, { labels, by: 'model' }, { reason: 'reread', relabelledAt: NOON });
const corrected = (of: LabelledMention, labels: Partial<Labels>) =>
  relabelling(of, { labels, by: 'ann' }, { reason: 'correction', relabelledAt: NOON });

describe('reading again', () => {
  it('changes what it names and tells what was', () => {
    expect(read(mention({ topics: ['a.b'] }), { sentiment: 'negative', topics: [] })).toMatchObject({
      source: 'feed',
      id: 'm',
      identity: 7n,
      at: NOON,
      brands: ['acme'],
      by: 'model',
      named: ['sentiment', 'topics'],
      before: { sentiment: 'neutral', topics: ['a.b'], intent: 'comment' },
      after: { sentiment: 'negative', topics: [], intent: 'comment' },
    });
  });

  it('is nothing where it says what is there, in the precision that is stored', () => {
    const stored = mention({
      sentimentScore: Math.fround(0.1),
      topics: ['a.b', 'c.d'],
      fingerprint: 2n ** 63n,
    });
    const same = { sentimentScore: 0.1, topics: ['a.b', 'c.d'], fingerprint: 2n ** 63n };
    expect(read(stored, same)).toBe(null);
    expect(read(stored, { ...same, topics: ['c.d', 'a.b'] })).not.toBe(null);
    expect(read(stored, { ...same, fingerprint: 2n ** 63n + 1n })).not.toBe(null);
    expect(read(stored, {})).toBe(null);
  });

  it('has no say in what a person has decided', () => {
    const decided = mention({ sentiment: 'positive', sentimentModel: 'human' }, [
      'sentiment',
      'sentimentModel',
    ]);
    expect(read(decided, { sentiment: 'negative', sentimentModel: 'v2' })).toBe(null);
    expect(read(decided, { sentiment: 'negative', sentimentModel: 'v2', intent: 'query' })).toMatchObject({
      named: ['intent'],
      after: { sentiment: 'positive', sentimentModel: 'human', intent: 'query' },
    });
  });
});

describe('a correction', () => {
  it('is kept where it confirms what is there, and goes over an earlier one', () => {
    expect(corrected(mention(), { intent: 'comment' })).toMatchObject({ named: ['intent'] });
    expect(corrected(mention({ intent: 'query' }, ['intent']), { intent: 'praise' })).toMatchObject({
      before: { intent: 'query' },
      after: { intent: 'praise' },
    });
    expect(corrected(mention(), {})).toBe(null);
  });
});
