import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_WORDS, wordsOf } from '../../pipelines/text/words.ts';

const texts = (text: string) => wordsOf(text).map((word) => word.text);

describe('words', () => {
  it.each<[text: string, words: string]>([
    ["Don't DON’T don`t", 'dont dont dont'],
    ['check-in and/or e-mail', 'check in and or e mail'],
    ['paid $29.99, or 1,000.50', 'paid 29.99 or 1,000.50'],
    ['see https://t.co/Help or WWW.help.com now', 'see or now'],
    ['@AcmeHelp you there? me@acme.com', 'you there me com'],
    ['fish &amp; chips &lt;3', 'fish chips 3'],
    ['#CSFail #neverAgain_2day #3hours', 'cs fail never again 2 day 3 hours'],
    ['ＦＵＬＬ ﬁne cafe\u0301 CAFÉ', 'full fine café café'],
    ['I️ hel\u200dp 1️⃣', 'i help 1'],
    ['𝐇𝐞𝐥𝐩 Ⓗⓘ', 'help hi'],
    ["'quoted' rock'n'roll '", 'quoted rocknroll'],
    ['😡😡 no_under', 'no under'],
    ['', ''],
  ])('of %j are %j', (text, words) => {
    expect(texts(text).join(' ')).toBe(words);
  });

  it('say where they stand in the text as written', () => {
    const text = '😡 Won’t #NeverAgain ﬁne';
    expect(wordsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'Won’t',
      'Never',
      'Again',
      'ﬁne',
    ]);
  });

  it('know their hashtag as a whole', () => {
    const [first, second] = wordsOf('#NeverAgain');
    expect(first?.tag).toEqual({ text: 'neveragain', words: 2 });
    expect(second?.tag).toBeUndefined();
  });

  it.each<[text: string, breaks: boolean]>([
    ['on hold', false],
    ['on, hold', false],
    ['on...hold', false],
    ['on… hold', false],
    ['on. hold', true],
    ['on! hold', true],
    ['on?hold', true],
    ['on\nhold', true],
    [`on ${'x'.repeat(500)} hold`, true],
  ])('%j has a break before its last word: %s', (text, breaks) => {
    expect(wordsOf(text).at(-1)?.breaks).toBe(breaks);
  });

  it('are counted up to a limit, hashtags included', () => {
    expect(wordsOf('ab '.repeat(5_000))).toHaveLength(MAX_WORDS);
    expect(wordsOf('#AbCdEf '.repeat(5_000))).toHaveLength(MAX_WORDS);
  });

  it('come back from any text, in order, apart from each other, at most as long as a word', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), tweetish), (text) => {
        let last = 0;
        for (const { start, end } of wordsOf(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end - start).toBeLessThanOrEqual(100);
          last = end;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });
});

const tweetish = fc
  .array(
    fc.constantFrom(
      '#',
      '@',
      '_',
      "'",
      '’',
      '.',
      '…',
      'a',
      'B',
      '1',
      'é',
      '\u0301',
      '😡',
      '\ud83d',
      ' ',
      'http://',
      '&amp;',
    ),
  )
  .map((parts) => parts.join(''));
