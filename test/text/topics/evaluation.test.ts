import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateTopics } from '../../../pipelines/text/topics/evaluation.ts';

const topics = fc.array(fc.constantFrom('a.a', 'a.b', 'b.c'), { maxLength: 4 });
const judged = fc.array(fc.record({ gold: topics, said: topics }), { maxLength: 20 });

describe('an evaluation of topics', () => {
  it('is nothing without texts, and perfect where nothing differs', () => {
    expect(evaluateTopics([])).toMatchObject({ n: 0, macroF1: null, micro: { precision: null, f1: null } });
    const same = [{ gold: ['a.a', 'a.b'], said: ['a.b', 'a.a', 'a.a'] }, { gold: [], said: [] }]; // prettier-ignore
    expect(evaluateTopics(same)).toMatchObject({ n: 2, macroF1: 100, micro: { hits: 2, extra: 0, missed: 0, f1: 100 } }); // prettier-ignore
  });

  it('trades precision for recall when people and reader change places, and keeps F1', () => {
    fc.assert(
      fc.property(judged, (rows) => {
        const one = evaluateTopics(rows);
        const other = evaluateTopics(rows.map(({ gold, said }) => ({ gold: said, said: gold })));
        expect(other.micro).toMatchObject({
          hits: one.micro.hits,
          extra: one.micro.missed,
          precision: one.micro.recall,
          recall: one.micro.precision,
          f1: one.micro.f1,
        });
        if (one.macroF1 === null) expect(other.macroF1).toBeNull();
        else expect(other.macroF1).toBeCloseTo(one.macroF1, 9);
      }),
    );
  });

  it('counts every topic of every text once', () => {
    fc.assert(
      fc.property(judged, (rows) => {
        const { hits, extra, missed } = evaluateTopics(rows).micro;
        const distinct = (of: 'gold' | 'said') => rows.reduce((sum, row) => sum + new Set(row[of]).size, 0);
        expect(hits + missed).toBe(distinct('gold'));
        expect(hits + extra).toBe(distinct('said'));
      }),
    );
  });
});
