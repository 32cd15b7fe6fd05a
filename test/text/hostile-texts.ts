import fc from 'fast-check';

/** Texts that break readers of text: each took some tokenizer or pattern somewhere to its knees. */
export const HOSTILE_TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['spaces', ' \t\n\u3000'.repeat(5_000)],
  ['one letter, a megabyte of it', 'a'.repeat(1_000_000)],
  ['ten thousand emoji', '😡'.repeat(10_000)],
  ['families and flags', '👨‍👩‍👧‍👦🇩🇪🏳️‍🌈'.repeat(2_000)],
  ['nested brackets', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['nested quotes', `'"“`.repeat(20_000)],
  ['at signs', '@'.repeat(50_000)],
  ['handles without end', '@a@b.c'.repeat(20_000)],
  ['hashes', '#'.repeat(50_000)],
  ['dots and slashes', 'a.b/'.repeat(20_000)],
  ['links without a host', 'http://'.repeat(20_000)],
  ['short hosts', 't.co/'.repeat(20_000)],
  ['reposts of reposts', 'RT @a: '.repeat(20_000)],
  ['entities', '&amp;&#39;'.repeat(20_000)],
  ['halves of offers', 'follow and rt '.repeat(10_000)],
  ['halves of scams', 'helped me recover '.repeat(10_000)],
  ['places', "i'm at in ".repeat(10_000)],
  ['lone surrogates', '\ud83d\udc00'.repeat(10_000)],
  ['combining marks', `a${'\u0301'.repeat(50_000)}`],
  ['a ligature that unfolds into eighteen letters', '\ufdfa'.repeat(10_000)],
  ['controls and bidirectional marks', '\0\u0007\u202e\u2066'.repeat(10_000)],
  ['names of object methods', 'constructor __proto__ toString hasOwnProperty '.repeat(1_000)],
];

/** Any UTF-16 string, well-formed or not, and strings out of the marks that texts are taken apart by. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(
        '@',
        '#',
        'RT',
        ' ',
        '.',
        '/',
        'http://',
        't.co/',
        '&amp;',
        'İ',
        '＠x',
        'win',
        '%',
        '9',
        "'",
        'ß',
        '漢',
      ),
      {
        maxLength: 80,
      },
    )
    .map((parts) => parts.join('')),
);
