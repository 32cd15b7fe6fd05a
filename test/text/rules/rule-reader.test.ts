import { describe, expect, it } from 'vitest';
import type { Rules } from '../../../schema/contracts/rules.ts';
import { compileRules } from '../../../pipelines/text/rules/brand-rules.ts';
import { ruledIntent } from '../../../pipelines/text/rules/ruled-intent.ts';
import { createRuleReader, type Ruled } from '../../../pipelines/text/rules/rule-reader.ts';

const readerOf = (rules: Record<string, Rules>) => {
  const compiled = new Map(Object.entries(rules).map(([brand, own]) => [brand, compileRules(own)]));
  return createRuleReader((brand) => compiled.get(brand) ?? null);
};
const said = (text: string, fields: Partial<Ruled> = {}): Ruled => ({
  text,
  brands: ['acme'],
  channel: 'twitter',
  direction: 'inbound',
  ...fields,
});

const read = readerOf({
  acme: { overrides: [{ phrase: 'fire', sentiment: 'positive', topic: 'a.a' }] },
  zoom: {
    lexicon: [{ phrase: 'fire', sentiment: 'negative' }],
    overrides: [{ phrase: 'left', intent: 'churn', topic: 'b.b' }],
  },
});

describe('the rules of several brands', () => {
  it('are read in the order of the brands, and the first that says something decides', () => {
    expect(read(said('this is fire', { brands: ['acme', 'zoom'] }))?.sentiment?.label).toBe('positive');
    expect(read(said('this is fire', { brands: ['zoom', 'acme'] }))?.sentiment?.label).toBe('negative');
    expect(read(said('left, on fire', { brands: ['acme', 'zoom'] }))).toMatchObject({
      sentiment: { label: 'positive' },
      intent: { intent: 'churn', brand: 'zoom' },
      topics: ['a.a', 'b.b'],
    });
  });

  it('say nothing of other brands, nor of what a brand wrote itself', () => {
    expect(read(said('this is fire', { brands: ['nobody'] }))).toBeNull();
    expect(read(said('this is fire', { direction: 'outbound' }))).toBeNull();
    expect(read(said('this is water'))).toBeNull();
  });
});

describe('a ruled intent', () => {
  const labels = { intent: 'comment', leaving: ['zoom'], actionable: false } as const;
  const ruled = (intent: 'churn' | 'praise' | 'query', brand: string, kind: 'post' | 'repost' = 'post') =>
    ruledIntent({ kind }, { intent: { intent, brand } }, labels);

  it('is what was read where no rule says otherwise', () => {
    expect(ruledIntent({ kind: 'post' }, null, labels)).toBe(labels);
    expect(ruledIntent({ kind: 'post' }, { intent: null }, labels)).toBe(labels);
  });

  it('of churn leaves the brand whose rule it is, and of anything else does not', () => {
    expect(ruled('churn', 'acme')).toEqual({ intent: 'churn', leaving: ['zoom', 'acme'], actionable: true });
    expect(ruled('churn', 'zoom').leaving).toEqual(['zoom']);
    expect(ruled('praise', 'zoom')).toEqual({ intent: 'praise', leaving: [], actionable: false });
    expect(ruled('praise', 'acme').leaving).toEqual(['zoom']);
  });

  it('asks for an answer unless it is a repost', () => {
    expect(ruled('query', 'acme').actionable).toBe(true);
    expect(ruled('query', 'acme', 'repost').actionable).toBe(false);
  });
});
