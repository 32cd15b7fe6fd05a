import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hammingDistance, simhash, sketchOf } from '../../../pipelines/text/near-duplicates/simhash.ts';
import { HOSTILE_TEXTS, anyText } from '../hostile-texts.ts';

const word = fc.stringMatching(/^[a-z]{3,8}$/);
const longText = fc.uniqueArray(word, { minLength: 25, maxLength: 40 });
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const pairs = <T>(arbitrary: fc.Arbitrary<T>) => fc.sample(arbitrary, { seed: 7, numRuns: 200 });

describe('a SimHash', () => {
  it('is the same for texts that are the same once normalised', () => {
    const said = 'the parcel was left in the rain and nobody rang';
    const copy = 'RT @a: The parcel was left in the RAIN, and nobody rang!! 😡 https://t.co/x';
    expect(hammingDistance(simhash(said), simhash(copy))).toBe(0);
  });

  it('is near after a word was added at an end', () => {
    const distances = pairs(fc.tuple(longText, word)).map(([words, added]) =>
      hammingDistance(simhash(words.join(' ')), simhash([...words, added].join(' '))),
    );
    expect(mean(distances)).toBeLessThan(6);
  });

  it('is nearer after an edit than unrelated texts are, which differ in half of the bits', () => {
    const edits = pairs(fc.tuple(longText, word)).map(([words, other]) =>
      hammingDistance(simhash(words.join(' ')), simhash(words.with(12, other).join(' '))),
    );
    const unrelated = pairs(fc.tuple(longText, longText)).map(([one, two]) =>
      hammingDistance(simhash(one.join(' ')), simhash(two.join(' '))),
    );
    expect(mean(edits)).toBeLessThan(12);
    expect(mean(unrelated)).toBeGreaterThan(28);
    expect(Math.min(...unrelated)).toBeGreaterThan(Math.max(...edits) / 2);
  });

  it('minds the order of words', () => {
    const words = 'one two three four five six seven eight nine ten'.split(' ');
    expect(hammingDistance(simhash(words.join(' ')), simhash(words.reverse().join(' ')))).toBeGreaterThan(7);
  });

  it('counts the words it was taken from', () => {
    expect(sketchOf('my flight was late')).toMatchObject({ words: 4 });
    expect(sketchOf('')).toEqual({ high: 0, low: 0, words: 0 });
  });

  it('is total, of 64 bits, and depends on nothing but the text', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, other) => {
        const value = simhash(text);
        simhash(other);
        expect(simhash(text)).toBe(value);
        expect(BigInt.asUintN(64, value)).toBe(value);
      }),
    );
  });

  it.each(HOSTILE_TEXTS)('reads the first 5,000 characters of %s', (_name, text) => {
    expect(simhash(text)).toBe(simhash(text.slice(0, 5_000)));
  });
});

describe('the distance of two', () => {
  it('is the number of different bits', () => {
    const bits = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(bits, bits, (a, b) => {
        expect(hammingDistance(a, b)).toBe([...(a ^ b).toString(2)].filter((bit) => bit === '1').length);
      }),
    );
  });
});
