import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tameText } from '../../web/lib/text.ts';

const MARK = '\u0301';
const BIDI = [
  '\u200e',
  '\u200f',
  '\u061c',
  '\u202a',
  '\u202b',
  '\u202c',
  '\u202d',
  '\u202e',
  '\u2066',
  '\u2069',
];
/** What strangers send on purpose: marks, controls, joiners, halves of pairs, beside ordinary letters. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        MARK,
        '\u0316',
        '\u20dd',
        ...BIDI,
        '\u200b',
        '\u200d',
        '\ufeff',
        '\ud83d',
        '\ude00',
        '\0',
        '\n',
        ' ',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom('a', 'ش', '😀', '<b>'),
    ),
    { maxLength: 400 },
  )
  .map((parts) => parts.join(''));

/** Most marks that would be drawn on top of each other, invisible characters between them or not. */
const highestPile = (text: string): number =>
  Math.max(
    0,
    ...[...text.matchAll(/\p{M}(?:[\u200b-\u200d\u2060\ufeff]|\p{M})*/gu)].map(
      ([run]) => [...run.matchAll(/\p{M}/gu)].length,
    ),
  );

describe('tameText', () => {
  it('leaves ordinary text as it is, in any script', () => {
    for (const text of ['The box arrived.', 'Việt Nam', 'שָׁלוֹם', 'हिन्दी', '👩‍👩‍👧 ❤️‍🔥 🏴󠁧󠁢󠁥󠁮󠁧󠁿', '{a|b} <i>x</i>'])
      expect(tameText(text)).toBe(text);
  });

  it('removes direction overrides, embeddings and isolates', () => {
    expect(tameText(`abc\u202edcba\u202c \u2067x\u2069`)).toBe('abcdcba x');
    for (const control of BIDI) expect(tameText(`a${control}b`)).toBe('ab');
  });

  it('cuts a pile of ten thousand combining marks and keeps what follows', () => {
    const tame = tameText(`a${MARK.repeat(10_000)}bc`);
    expect(tame).toBe(`a${MARK.repeat(4)}bc`);
  });

  it.each([
    ['direction controls', '\u202e'],
    ['zero-width joiners', '\u200d'],
    ['zero-width spaces', '\u200b'],
    ['runs of invisible characters', '\u200b\ufeff\u200d\u2060'],
  ])('is not fooled by %s between the marks', (_, between) => {
    expect(highestPile(tameText(`a${`${MARK}${between}`.repeat(500)}b`))).toBeLessThanOrEqual(4);
  });

  it('makes one space of line breaks, tabs and control characters, and none at the ends', () => {
    expect(tameText('\n one\r\n\u2028two\t\0three \u0085')).toBe('one two three');
  });

  it('replaces lone surrogates and keeps pairs', () => {
    expect(tameText('a\ud83db')).toBe('a\ufffdb');
    expect(tameText('\ude00😀')).toBe('\ufffd😀');
  });

  it('marks what it cut off and never cuts through a pair', () => {
    expect(tameText('abcdef', 6)).toBe('abcdef');
    expect(tameText('abcdefg', 6)).toBe('abcde…');
    expect(tameText('abcd😀xyz', 6)).toBe('abcd…');
  });

  it('is never longer than its limit, well-formed and calm, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(nasty, fc.string({ unit: 'binary' })),
        fc.integer({ min: 0, max: 400 }),
        (text, most) => {
          const tame = tameText(text, most);
          expect(tame.length).toBeLessThanOrEqual(most);
          expect(tame.isWellFormed()).toBe(true);
          expect(tame).not.toMatch(/[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/u);
          expect(highestPile(tame)).toBeLessThanOrEqual(4);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes no longer for a novel than for a line', () => {
    const novel = '\u200b'.repeat(50_000) + MARK.repeat(50_000);
    const startedAt = performance.now();
    for (let i = 0; i < 20; i += 1) tameText(novel);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
