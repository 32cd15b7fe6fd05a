import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Slices } from '../../pipelines/operators/slices.ts';
import { SlidingMerge } from '../../pipelines/operators/sliding-merge.ts';
import { RUNS, idAggregator } from './window-runs.ts';

const sorted = (ids: readonly number[] | undefined): number[] => [...(ids ?? [])].sort((a, b) => a - b);

describe('ranges of slices', () => {
  it('are what the slices in them add up to, in order or late, dense or sparse, restated or not', () => {
    const move = fc.record({
      by: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 40 })),
      values: fc.array(fc.integer({ min: -90, max: 3 }), { maxLength: 4 }),
      isDense: fc.boolean(),
      restated: fc.option(fc.integer({ min: -60, max: -1 }), { freq: 12 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: -500, max: 500 }),
        fc.array(move, { maxLength: 120 }),
        (length, startAt, moves) => {
          const aggregator = idAggregator();
          const slices = new Slices(aggregator, length);
          const inOrder = new SlidingMerge(aggregator, slices);
          const naive = new Map<number, number[]>();
          const expected = (from: number, to: number) =>
            sorted([...naive].flatMap(([slice, ids]) => (slice >= from && slice < to ? ids : [])));
          let to = startAt;
          let id = 0;
          const add = (slice: number) => {
            if (slice < to - length - 90) return;
            naive.set(slice, [...(naive.get(slice) ?? []), (id += 1)]);
            const isNew = slices.add(slice, id);
            if (slice < to) inOrder.addLate(slice, id, isNew);
          };
          for (const { by, values, isDense, restated } of moves) {
            if (isDense) for (let slice = to; slice < to + by; slice += 1) add(slice);
            for (const offset of values) add(to + offset);
            if (restated !== null) {
              naive.set(to + restated, [(id += 1)]);
              slices.set(to + restated, [id]);
              inOrder.rebuild();
            }
            to += by;
            slices.close(to);
            expect(sorted(inOrder.next(to - length, to))).toEqual(expected(to - length, to));
            const past = to - 45;
            expect(sorted(slices.range(past - length, past))).toEqual(expected(past - length, past));
            expect(sorted(slices.range(to - length + 3, to + 3))).toEqual(expected(to - length + 3, to + 3));
            slices.dropBefore(to - length - 90);
          }
        },
      ),
      { numRuns: RUNS },
    );
  });

  it.each([12, 720, 17_280])('cost a few merges a slide, however long they are: %i slices', (length) => {
    let merges = 0;
    const counted = {
      empty: () => 0,
      add: (sum: number, value: number) => sum + value,
      merge(a: number, b: number) {
        merges += 1;
        return a + b;
      },
    };
    const slices = new Slices(counted, length);
    const inOrder = new SlidingMerge(counted, slices);
    const slides = 2.5 * length;
    let most = 0;
    let sinceFull = 0;
    for (let to = 1; to <= slides; to += 1) {
      const before = merges;
      slices.add(to - 1, 1);
      slices.close(to);
      expect(inOrder.next(to - length, to)).toBe(Math.min(to, length));
      slices.dropBefore(to - length);
      most = Math.max(most, merges - before);
      if (to > length) sinceFull += merges - before;
    }
    expect(sinceFull / (slides - length)).toBeLessThanOrEqual(4.02);
    expect(most).toBeLessThanOrEqual(20 * Math.ceil(Math.log(length) / Math.log(8)));
  });

  it('cost no merge for a late value', () => {
    let merges = 0;
    const counted = {
      empty: () => 0,
      add: (sum: number, value: number) => sum + value,
      merge(a: number, b: number) {
        merges += 1;
        return a + b;
      },
    };
    const length = 17_280;
    const slices = new Slices(counted, length);
    const inOrder = new SlidingMerge(counted, slices);
    for (let to = 1; to <= 2 * length; to += 1) {
      slices.add(to - 1, 1);
      slices.close(to);
      inOrder.next(to - length, to);
    }
    merges = 0;
    for (let slice = length; slice < 2 * length; slice += 7) inOrder.addLate(slice, 1, slices.add(slice, 1));
    expect(merges).toBe(0);
    slices.close(2 * length + 1);
    expect(inOrder.next(length + 1, 2 * length + 1)).toBe(length - 1 + Math.ceil(length / 7) - 1);
    expect(merges).toBeLessThanOrEqual(60);
  });
});
