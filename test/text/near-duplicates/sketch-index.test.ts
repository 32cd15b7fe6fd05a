import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceOf } from '../../../pipelines/text/near-duplicates/simhash.ts';
import { NEAR_DISTANCE, SketchIndex } from '../../../pipelines/text/near-duplicates/sketch-index.ts';

const PLACES = 12;
const lane = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const sketch = fc.record({ high: lane, low: lane, words: fc.constant(9) });
/** Sketches around one, 0 to 12 bits away: what lies on both sides of the bound. */
const around = fc.array(fc.uniqueArray(fc.nat(63), { maxLength: 12 }), { minLength: 1, maxLength: PLACES });

describe('the index of sketches', () => {
  it('finds what a look at all of them finds, also after some were removed', () => {
    fc.assert(
      fc.property(
        sketch,
        around,
        fc.array(fc.nat(PLACES - 1), { maxLength: 6 }),
        (centre, flips, removed) => {
          const index = new SketchIndex(PLACES);
          const stored = flips.map((bits) => {
            let { high, low } = centre;
            for (const bit of bits) {
              if (bit < 32) high ^= 1 << bit;
              else low ^= 1 << (bit - 32);
            }
            return { high, low, words: 9 };
          });
          stored.forEach((one, place) => index.add(place, one));
          const gone = new Set(removed.filter((place) => place < stored.length));
          for (const place of gone) index.remove(place);

          const found = new Map<number, number>();
          index.near(centre, (place, distance) => found.set(place, distance));
          const expected = stored
            .map((one, place) => [place, distanceOf(centre.high, centre.low, one.high, one.low)] as const)
            .filter(([place, distance]) => distance <= NEAR_DISTANCE && !gone.has(place));
          expect([...found].sort(([a], [b]) => a - b)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes a place again after it was given back', () => {
    const index = new SketchIndex(1);
    const seen: number[] = [];
    index.add(0, { high: 1, low: 1, words: 5 });
    index.remove(0);
    index.add(0, { high: -1, low: -1, words: 5 });
    index.near({ high: 1, low: 1, words: 5 }, (place) => seen.push(place));
    expect(seen).toEqual([]);
    index.near({ high: -1, low: -1, words: 5 }, (place) => seen.push(place));
    expect(new Set(seen)).toEqual(new Set([0]));
  });
});
