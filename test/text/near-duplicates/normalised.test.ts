import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOfBare, textFingerprint } from '../../../pipelines/text/near-duplicates/fingerprint.ts';
import { bareOf } from '../../../pipelines/text/bare-text.ts';
import { normalised } from '../../../pipelines/text/near-duplicates/normalised.ts';
import { HOSTILE_TEXTS, anyText } from '../hostile-texts.ts';

describe('a normalised text', () => {
  it.each<[what: string, text: string, words: string]>([
    ['case', 'My Flight WAS late', 'my flight was late'],
    ['the prefix of a repost', 'RT @some_one: my flight was late', 'my flight was late'],
    ['a repost of a repost', 'RT @a: RT @b my flight was late', 'my flight was late'],
    ['links', 'my flight https://t.co/x1 was late www.example.org/a?b=c', 'my flight was late'],
    ['links without a scheme', 'my flight was late bit.ly/2abc pic.twitter.com/zz', 'my flight was late'],
    ['handles', '.@delta my flight @united was late, @joe@example.social', 'my flight was late'],
    ['handles with a host', 'my flight was late @joe.bsky.social', 'my flight was late'],
    ['punctuation', '"My flight" – was… late?!', 'my flight was late'],
    ['emoji', 'my flight ✈️ was late 😡👨‍👩‍👧‍👦', 'my flight was late'],
    ['spaces', '  my\tflight\n\nwas\u00a0late ', 'my flight was late'],
    ['apostrophes', "don’t won't `it`", 'dont wont it'],
    ['entities', 'bags &amp; seats &lt;3', 'bags seats 3'],
    ['the mark of a hashtag', '#late again', 'late again'],
    ['bold and wide letters', '𝗙𝗿𝗲𝗲 ｍｏｎｅｙ', 'free money'],
    ['hidden characters', 'fr\u200bee mo\u00adney', 'free money'],
    ['decomposed accents', 'cafe\u0301', 'café'],
  ])('is without what copies differ in: %s', (_what, text, words) => {
    expect(normalised(text)).toBe(words);
  });

  it('keeps numbers, accents and letters of every script', () => {
    expect(normalised('Order 4711: déjà vu, Straße, это он, हिन्दी')).toBe(
      'order 4711 déjà vu straße это он हिन्दी',
    );
  });

  it('takes each character for a word where no spaces are written', () => {
    expect(normalised('荷物が来ない')).toBe('荷 物 が 来 な い');
    expect(normalised('荷物 が来ない!')).toBe(normalised('荷物が来ない'));
  });

  it('does not take the rest of an address for a handle', () => {
    expect(normalised('write to joe@example.org now')).toBe('write to joe example org now');
  });

  it.each(['https://t.co/abc', ' 😡 ', '@delta', '?!'])(
    'is the text itself where there is no word: %j',
    (text) => {
      expect(normalised(text)).toBe(text.trim());
    },
  );

  it('stays as it is when normalised again, and is total', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normalised(text);
        if (/[\p{L}\p{N}]/u.test(once)) expect(textFingerprint(once)).toBe(textFingerprint(normalised(once)));
      }),
      { numRuns: 500 },
    );
  });

  it.each(HOSTILE_TEXTS)('reads the first 5,000 characters of %s', (_name, text) => {
    expect(normalised(text)).toBe(normalised(text.slice(0, 5_000)));
    expect(normalised(text).length).toBeLessThanOrEqual(2 * 5_000);
  });
});

const words = fc.array(fc.stringMatching(/^[a-z]{2,9}$/), { minLength: 1, maxLength: 20 });

describe('a fingerprint', () => {
  it('is the same for copies that differ in what is taken off', () => {
    const dressed = fc.tuple(
      words,
      fc.constantFrom('', 'RT @a_b: ', '@x ', '"', 'https://t.co/q '),
      fc.constantFrom(' ', '  ', ', ', ' 🎉 ', '\n', ' @y '),
      fc.constantFrom('', '!!!', ' https://t.co/z', ' 😡', '"', ' @z'),
    );
    fc.assert(
      fc.property(dressed, fc.boolean(), ([list, before, between, after], isLoud) => {
        const text = list.join(between);
        const copy = `${before}${isLoud ? text.toUpperCase() : text}${after}`;
        expect(textFingerprint(copy)).toBe(textFingerprint(list.join(' ')));
      }),
    );
  });

  it('differs for different words, their order, and where one ends', () => {
    const texts = ['a b', 'b a', 'ab', 'a b c', 'abc', 'a bc', 'ab c', '4711 late', '4712 late'];
    expect(new Set(texts.map(textFingerprint)).size).toBe(texts.length);
  });

  it('does not collide for two hundred thousand similar texts', () => {
    const seen = new Set<bigint>();
    for (let index = 0; index < 200_000; index++) seen.add(textFingerprint(`order ${index} late`));
    expect(seen.size).toBe(200_000);
  });

  it('spreads over all 64 bits', () => {
    const counts = new Array<number>(64).fill(0);
    for (let index = 0; index < 2_000; index++) {
      const value = textFingerprint(`text ${index}`);
      for (let bit = 0; bit < 64; bit++)
        counts[bit] = (counts[bit] ?? 0) + Number((value >> BigInt(bit)) & 1n);
    }
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1_150);
  });

  it.each<[text: string, value: bigint]>([
    ['My flight was late', 1066191975724626883n],
    ['Déjà vu! Noch ein Paket weniger 📦', 16098636711422878105n],
    ['荷物が来ない', 8743861097144379298n],
    ['😡', 7113446677125849174n],
    ['', 10577318412333481718n],
  ])('keeps its value of %j: it is stored', (text, value) => {
    expect(textFingerprint(text)).toBe(value);
  });

  it('is that of the normalised text for texts of ASCII too, which are not normalised for it', () => {
    const signs = fc.constantFrom(..."aB9 '`_#!\n", '@x', '&amp;', 'RT @y', 'http://z ');
    const ascii = fc.array(signs, { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(ascii, anyText), (text) => {
        expect(fingerprintOfBare(text, bareOf(text))).toBe(textFingerprint(text));
      }),
      { numRuns: 500 },
    );
  });
});
