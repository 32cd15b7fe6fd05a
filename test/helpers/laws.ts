import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Aggregator } from '../../pipelines/metrics/aggregator.ts';

/** The laws of `Aggregator`, held against random values. */
export function obeysTheLaws<In, Acc, Out>(
  name: string,
  { empty, add, merge, result }: Aggregator<In, Acc, Out>,
  input: fc.Arbitrary<In>,
  /** What an accumulator says. */
  said: (acc: Acc) => unknown,
): void {
  const fold = (values: readonly In[]) => values.reduce(add, empty());
  const values = fc.array(input, { maxLength: 20 });

  describe(name, () => {
    it('merges in any grouping', () => {
      fc.assert(
        fc.property(values, values, values, (a, b, c) => {
          const [x, y, z] = [fold(a), fold(b), fold(c)];
          expect(said(merge(merge(x, y), z))).toEqual(said(merge(x, merge(y, z))));
        }),
      );
    });

    it('merges in any order', () => {
      fc.assert(
        fc.property(values, values, (a, b) => {
          expect(said(merge(fold(a), fold(b)))).toEqual(said(merge(fold(b), fold(a))));
        }),
      );
    });

    it('is unchanged by merging nothing', () => {
      fc.assert(
        fc.property(values, (a) => {
          expect(said(merge(fold(a), empty()))).toEqual(said(fold(a)));
          expect(said(merge(empty(), fold(a)))).toEqual(said(fold(a)));
        }),
      );
    });

    it('says the same whether values are added one by one or merged from panes of any size', () => {
      fc.assert(
        fc.property(fc.array(values, { maxLength: 6 }), (panes) => {
          const whole = fold(panes.flat());
          expect(said(panes.map(fold).reduce(merge, empty()))).toEqual(said(whole));
          const singletons = panes.flat().map((value) => add(empty(), value));
          expect(said(singletons.reduce(merge, empty()))).toEqual(said(whole));
        }),
      );
    });

    it('merges without touching either side, and shares nothing with them', () => {
      fc.assert(
        fc.property(values, values, input, (a, b, more) => {
          const [x, y] = [fold(a), fold(b)];
          const merged = merge(x, y);
          add(merged, more);
          expect(x).toEqual(fold(a));
          expect(y).toEqual(fold(b));
          const again = merge(x, y);
          add(x, more);
          add(y, more);
          expect(said(again)).toEqual(said(fold([...a, ...b])));
        }),
      );
    });

    it('reads an accumulator without changing it', () => {
      fc.assert(
        fc.property(values, (a) => {
          const acc = fold(a);
          result(acc);
          expect(acc).toEqual(fold(a));
        }),
      );
    });

    it('begins anew with every empty one', () => {
      fc.assert(
        fc.property(input, (value) => {
          const untouched = structuredClone(empty());
          add(empty(), value);
          expect(empty()).toEqual(untouched);
        }),
      );
    });
  });
}
