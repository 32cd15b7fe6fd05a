import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TAXONOMY } from '../../../pipelines/text/topics/default/default-taxonomy.ts';
import { TaxonomyError, mergeTaxonomy, type Taxonomy } from '../../../pipelines/text/topics/taxonomy.ts';
import { TaxonomySchema } from '../../../schema/contracts/taxonomy.ts';

const base: Taxonomy = [
  { id: 'pay.refund', title: 'Refunds', phrases: ['refund'], not: ['no refund'] },
  { id: 'pay.price', title: 'Prices', phrases: ['price'], not: [] },
];

describe('merging', () => {
  it('adds phrases to known topics and appends new ones', () => {
    const config = {
      topics: [
        { id: 'pay.price', phrases: ['price', 'dear'] },
        { id: 'farm.milk-herd', phrases: ['cow*'] },
      ],
    };
    expect(mergeTaxonomy(base, config)).toEqual([
      base[0],
      { id: 'pay.price', title: 'Prices', phrases: ['price', 'dear'], not: [] },
      { id: 'farm.milk-herd', title: 'Farm: milk herd', phrases: ['cow*'], not: [] },
    ]);
  });

  it('lets a topic be renamed and narrowed without new phrases', () => {
    const config = {
      extend: true,
      topics: [{ id: 'pay.refund', title: 'Money back', phrases: [], not: ['refund policy'] }],
    };
    expect(mergeTaxonomy(base, config)[0]).toEqual({
      id: 'pay.refund',
      title: 'Money back',
      phrases: ['refund'],
      not: ['no refund', 'refund policy'],
    });
  });

  it('replaces all topics when it does not extend', () => {
    const config = { extend: false, topics: [{ id: 'pay.refund', phrases: ['money back'] }] };
    expect(mergeTaxonomy(base, config)).toEqual([
      { id: 'pay.refund', title: 'Pay: refund', phrases: ['money back'], not: [] },
    ]);
  });

  it('refuses a topic given twice, and one without phrases', () => {
    const twice = {
      topics: [
        { id: 'a.b', phrases: ['x'] },
        { id: 'a.b', phrases: ['y'] },
      ],
    };
    expect(() => mergeTaxonomy(base, twice)).toThrow(TaxonomyError);
    expect(() => mergeTaxonomy(base, twice)).toThrow('The topic "a.b" is given twice');
    const empty = { topics: [{ id: 'a.b', phrases: [] }] };
    expect(() => mergeTaxonomy(base, empty)).toThrow('The topic "a.b" has no phrases');
  });
});

describe('the schema', () => {
  const schema = Compile(TaxonomySchema);
  const topic = { id: 'pay.refund', phrases: ['refund'] };

  it.each<[what: string, value: unknown]>([
    ['a topic', { topics: [topic] }],
    ['all there is', { extend: false, topics: [{ ...topic, title: 'Refunds', not: ['no refund'] }] }],
  ])('takes %s', (_, value) => {
    expect(schema.Check(value)).toBe(true);
  });

  it.each<[what: string, value: unknown]>([
    ['an id without a branch', { topics: [{ ...topic, id: 'refund' }] }],
    ['an id in capitals', { topics: [{ ...topic, id: 'Pay.refund' }] }],
    ['a field it does not know', { topics: [{ ...topic, phrase: 'refund' }] }],
    ['a phrase of 121 characters', { topics: [{ ...topic, phrases: ['x'.repeat(121)] }] }],
    ['501 phrases', { topics: [{ ...topic, phrases: Array.from({ length: 501 }, (_, at) => `p${at}`) }] }],
    ['501 topics', { topics: Array.from({ length: 501 }, (_, at) => ({ ...topic, id: `a.t${at}` })) }],
  ])('refuses %s', (_, value) => {
    expect(schema.Check(value)).toBe(false);
  });

  it('takes the ids and titles of the default taxonomy', () => {
    expect(DEFAULT_TAXONOMY.length).toBeGreaterThanOrEqual(36);
    const topics = DEFAULT_TAXONOMY.map(({ id, title }) => ({ id, title, phrases: [] }));
    expect(schema.Check({ topics })).toBe(true);
  });
});
