import { eld } from 'eld/small';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detect } from '../../../pipelines/text/language/detector.ts';
import { createLetters, lettersOfAscii } from '../../../pipelines/text/language/letters.ts';
import { SENTENCES } from './sentences.ts';

const letters = createLetters();

function ours(text: string) {
  lettersOfAscii(letters, text);
  return detect(letters);
}

/** What the package answers for the same words. */
function theirs(text: string) {
  const words = text
    .replace(/[^A-Za-z']+/g, ' ')
    .trim()
    .slice(0, 1_000);
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

  it('leaves words of more than 70 letters to the package', () => {
    expect(ours(`a ${'x'.repeat(70)}`)).not.toBeNull();
    expect(ours(`a ${'x'.repeat(71)}`)).toBeNull();
  });

  it('finds nothing in nothing', () => {
    expect(ours('1234 !!')).toEqual({ language: '', first: 0, second: 0 });
  });
});
