import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { eld } from 'eld/small';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLetters, lettersOfAscii } from '../../../pipelines/text/language/letters.ts';
import { decodeNgrams, encodeNgrams } from '../../../pipelines/text/language/ngrams.ts';
import { readEldTable } from '../../../server/cli/train/language.ts';
import { loadLanguageDetector, SHIPPED_NGRAMS } from '../../../server/text/shipped-language.ts';
import { SENTENCES } from './sentences.ts';

const detector = loadLanguageDetector();
const letters = createLetters();

function ours(text: string) {
  lettersOfAscii(letters, text);
  return detector.ofLetters(letters);
}

/** What the package answers for the same words of ASCII. */
const theirs = (text: string) =>
  theirsOf(
    text
      .replace(/[^A-Za-z']+/g, ' ')
      .trim()
      .slice(0, 1_000),
  );

function theirsOf(words: string) {
  const { language, getScores } = eld.detect(words);
  const [first = 0, second = 0] = language === '' ? [] : Object.values(getScores()).sort((a, b) => b - a);
  return { language, first, second };
}

/** Words as people write them in several languages, with the apostrophes that make reading them hard. */
const word = fc.constantFrom(
  ...Object.values(SENTENCES)
    .flat()
    .flatMap((sentence) => sentence.split(' ')),
  "'",
  "''",
  "don't",
  "'quoted'",
  'a',
  'of',
  'Internationalisierung',
);
const latin = fc.oneof(
  fc.array(word, { maxLength: 90 }).map((words) => words.join(' ').replace(/[^\0-\x7f]/g, 'x')),
  fc.string({ unit: 'grapheme-ascii', maxLength: 600 }),
  fc.array(fc.constantFrom('a', 'e', 'n', "'", ' ', 'T', '7'), { maxLength: 500 }).map((all) => all.join('')),
);

describe('the detector', () => {
  it('answers what the package answers whose data it reads, to the last bit', () => {
    fc.assert(
      fc.property(latin, (text) => {
        const answer = ours(text);
        if (answer !== null) expect(answer).toEqual(theirs(text));
      }),
      { numRuns: 1_500 },
    );
  });

  it('reads as much of a long text as the package does', () => {
    for (let length = 340; length <= 400; length++)
      for (const piece of ['nu ', "l'été jamais ".replace(/é/g, 'e'), 'ab cdefghij '])
        expect(ours(piece.repeat(200).slice(0, length))).toEqual(theirs(piece.repeat(200).slice(0, length)));
  });

  it('leaves words of more than 70 letters to the slower way', () => {
    expect(ours(`a ${'x'.repeat(70)}`)).not.toBeNull();
    expect(ours(`a ${'x'.repeat(71)}`)).toBeNull();
  });

  it('answers the same for letters of every writing, whatever stands between them', () => {
    const foreign = fc.constantFrom(
      ...Object.values(SENTENCES).flat(), 'é', 'ß', 'İ', 'ё', 'क्षि', 'ﬁ', '漢字', 'に', '한', '𝒳', '😀', '’', "'", '`', ' ', '3',
      '\ud83d', 'x'.repeat(71), 'ж'.repeat(40), `${'y'.repeat(66)}abcdef`,
    ); // prettier-ignore
    const texts = fc.oneof(
      fc.array(foreign, { maxLength: 30 }).map((parts) => parts.join(' ')),
      fc.array(foreign, { maxLength: 60 }).map((parts) => parts.join('')),
      fc.string({ unit: 'grapheme', maxLength: 400 }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(detector.ofText(text)).toEqual(theirsOf(text));
      }),
      { numRuns: 1_500 },
    );
  });

  it('finds nothing in nothing', () => {
    expect(ours('1234 !!')).toEqual({ language: '', first: 0, second: 0 });
  });
});

describe('the table that ships', () => {
  it('is what the package holds, run for run', async () => {
    const [ours, theirs] = [decodeNgrams(gunzipSync(readFileSync(SHIPPED_NGRAMS))), await readEldTable()];
    expect(ours.languages).toEqual(theirs.languages);
    expect(Buffer.compare(encodeNgrams(ours), encodeNgrams(theirs))).toBe(0);
    expect(ours.lengths.length).toBeGreaterThan(80_000);
  });

  it('is refused when it is another file, or cut off', () => {
    const bytes = gunzipSync(readFileSync(SHIPPED_NGRAMS));
    expect(() => decodeNgrams(bytes.subarray(0, -1))).toThrow('The table of runs of letters is cut off.');
    expect(() => decodeNgrams(Buffer.from('nonsense, and more of it'))).toThrow(
      'no table of runs of letters',
    );
  });
});
