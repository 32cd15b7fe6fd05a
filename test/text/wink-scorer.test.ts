import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { winkScorer } from '../../pipelines/text/wink-scorer.ts';
import { SENTIMENT_LABELS } from '../../schema/contracts/mention.ts';

const expectAnAnswer = (text: string) => {
  const { label, score, model } = winkScorer(text);
  expect(SENTIMENT_LABELS).toContain(label);
  expect(Number.isFinite(score), text).toBe(true);
  expect(Math.abs(score)).toBeLessThanOrEqual(1);
  if (label === 'positive') expect(score).toBeGreaterThan(0);
  if (label === 'negative') expect(score).toBeLessThan(0);
  expect(model).toBe('wink-sentiment/5');
};

describe('the sentiment of a text', () => {
  it.each([
    ['I love this, it is great!', 'positive'],
    ['Thank you so much, excellent service', 'positive'],
    ['This is terrible, I hate it', 'negative'],
    ['worst delay ever, so disappointed', 'negative'],
    ['The train leaves at nine.', 'neutral'],
    ['', 'neutral'],
  ])('"%s" is %s', (text, label) => {
    expect(winkScorer(text).label).toBe(label);
  });

  it('has an answer for any string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), expectAnAnswer), { numRuns: 500 });
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), expectAnAnswer), { numRuns: 300 });
    const nasty = fc.array(
      fc.constantFrom(
        'constructor',
        'toString',
        '__proto__',
        'hasOwnProperty',
        'not',
        ' ',
        '.',
        '😀',
        ':-)',
        '\ud83d',
        'love',
        'hate',
      ),
    );
    fc.assert(
      fc.property(nasty, (words) => expectAnAnswer(words.join(' '))),
      { numRuns: 500 },
    );
  });

  it.each([
    'constructor', 'constructor constructor', 'not constructor', '__proto__', 'valueOf is great', '   ', '\n\t', '😀😀😀',
    '\ud83d', '\u0000', '#', '@', 'http://', ':-)', '…', '不错', 'ﷺ', '0', '-', '!!!', '\u202eevil',
  ])('has one for %j', (text) => expectAnAnswer(text)); // prettier-ignore

  it('is not swayed by words that every object has', () => {
    expect(winkScorer('constructor').label).toBe('neutral');
    expect(winkScorer('I love the new constructor, great').score).not.toBeNaN();
  });

  it('hears faces', () => {
    expect(winkScorer('😍 😍').label).toBe('positive');
    expect(winkScorer('😡 😡').label).toBe('negative');
  });

  it('is the same for the same text, and does not depend on what was read before', () => {
    const before = winkScorer('I love it');
    winkScorer('constructor hate hate hate');
    expect(winkScorer('I love it')).toEqual(before);
  });

  it('reads no further than it says, however long the text is', () => {
    const long = 'calm '.repeat(10_000);
    expect(winkScorer(`${long} hate hate hate`)).toEqual(winkScorer(long));
  });
});
