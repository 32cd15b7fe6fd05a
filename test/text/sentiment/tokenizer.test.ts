import { describe, expect, it } from 'vitest';
import { hashWord } from '../../../pipelines/text/sentiment/hash.ts';
import { createLexicon, ROLE } from '../../../pipelines/text/sentiment/lexicon.ts';
import { markScopes } from '../../../pipelines/text/sentiment/scope.ts';
import { createTokenizer } from '../../../pipelines/text/sentiment/tokenizer.ts';
import { FLAG, MAX_TOKENS, TOKEN } from '../../../pipelines/text/sentiment/tokens.ts';

const KNOWN: Readonly<Record<string, number>> = {
  i: ROLE.function, love: 0, good: 0, so: ROLE.booster, not: ROLE.negator, "don't": ROLE.negator, but: ROLE.contrast,
  like: 0, it: ROLE.function, fail: 0, epic: 0, phone: 0, 'the': ROLE.function, "it's": ROLE.function, new: 0, bad: 0,
}; // prettier-ignore
const words = Object.keys(KNOWN);
const lexicon = createLexicon({
  hash: Int32Array.from(words, hashWord),
  valence: new Int8Array(words.length),
  opinion: new Int8Array(words.length),
  role: Uint8Array.from(words, (word) => KNOWN[word] ?? 0),
  lowerOnly: Uint8Array.from(words, (word) => (word === 'phone' ? 1 : 0)),
});
const tokenizer = createTokenizer(lexicon, new Map([[0x1f60d, 2.4]]));
const KINDS = Object.keys(TOKEN);

function read(text: string, mask?: readonly string[]) {
  const tokens = tokenizer.tokenize(text, mask && [mask]);
  markScopes(tokens, lexicon);
  return Array.from({ length: tokens.count }, (_, at) => ({
    text: text.slice(tokens.start[at], tokens.end[at]),
    kind: KINDS[tokens.kind[at] as number],
    word: words[tokens.row[at] as number],
    valence: tokens.valence[at] as number,
    flags: tokens.flags[at] as number,
  }));
}
const kindsOf = (text: string, mask?: readonly string[]) =>
  read(text, mask).map((token) => `${token.text} ${token.kind}`);
const flagged = (text: string, flag: number) => read(text).filter(({ flags }) => flags & flag).map((token) => token.text); // prettier-ignore

describe('the tokens of a text', () => {
  it('are words, names, handles, links, numbers, pictures, faces and marks', () => {
    expect(kindsOf('I love Zorbo @zorbo_help https://zor.bo/x?y=1 20 😍 :-) !!')).toEqual([
      'I word', 'love word', 'Zorbo name', '@zorbo_help handle', 'https://zor.bo/x?y=1 link', '20 number', '😍 emoji',
      ':-) emoticon', '!! mark',
    ]); // prettier-ignore
  });

  it('know a word in any case, with any apostrophe, and stretched', () => {
    expect(read('GOOD goooood Soooo don’t dON\'T').map(({ word }) => word)).toEqual(['good', 'good', 'so', "don't", "don't"]); // prettier-ignore
    expect(flagged('goooood good', FLAG.elongated)).toEqual(['goooood']);
    expect(flagged('GOOD Good A', FLAG.shouted)).toEqual(['GOOD']);
  });

  it('split a hashtag at its humps and leave a plain word whole', () => {
    expect(read('#EpicFail').map(({ word }) => word)).toEqual(['epic', 'fail']);
    expect(flagged('#EpicFail epic', FLAG.hashtag)).toEqual(['Epic', 'Fail']);
    expect(kindsOf('epicFail')).toEqual(['epicFail name']);
  });

  it('take a word known from vectors only for a name when it has a capital', () => {
    expect(kindsOf('phone Phone')).toEqual(['phone word', 'Phone name']);
  });

  it('find the same faces that people draw, and none in plain text', () => {
    for (const face of [
      ':)',
      ':-)',
      ':D',
      ';)',
      ':(',
      ":'(",
      '<3',
      '&lt;3',
      ':/',
      '^_^',
      '>:(',
      'XD'.slice(2) + '=)',
    ])
      expect(kindsOf(`it ${face}`), face).toContain(`${face} emoticon`);
    for (const text of ['at 8:30', 'note:see', 'a:b', 'http://x.y', '(it)'])
      expect(
        read(text).map(({ kind }) => kind),
        text,
      ).not.toContain('emoticon');
    expect(read('love :-(').at(-1)?.valence).toBeLessThan(0);
    expect(read('😍').at(0)?.valence).toBeCloseTo(2.4);
  });

  it('decode entities and still say where they stood', () => {
    expect(kindsOf('it &amp;&lt;3 so')).toEqual(['it word', '&lt;3 emoticon', 'so word']);
  });

  it('carry a negation to the next mark or "but", and no further than five words', () => {
    expect(flagged("I don't like it, love it", FLAG.negated)).toEqual(['like', 'it']);
    expect(flagged('not good but love', FLAG.negated)).toEqual(['good']);
    expect(flagged('not it it it it it love', FLAG.negated)).toEqual(['it', 'it', 'it', 'it', 'it']);
    expect(flagged('good but bad', FLAG.afterContrast)).toEqual(['bad']);
    expect(flagged('But bad', FLAG.afterContrast)).toEqual([]);
  });

  it('hide tracked names in any case, whole words only, hashtags and possessives too', () => {
    const mask = ['Good Phone', 'zor'];
    expect(kindsOf("I love GOOD phone's new zor", mask)).toEqual([
      'I word', 'love word', "GOOD phone's name", 'new word', 'zor name',
    ]); // prettier-ignore
    expect(kindsOf('#goodphone zorro', mask)).toEqual(['goodphone name', 'zorro word']);
    expect(kindsOf('it', ['', '!', '  '])).toEqual(['it word']);
  });

  it('end at a thousand, each inside the text', () => {
    const many = read('good '.repeat(5_000));
    expect(many).toHaveLength(MAX_TOKENS);
    expect(many.every(({ text }) => text === 'good')).toBe(true);
    expect(read(`${'a'.repeat(1_000_000)}`)).toHaveLength(1);
    expect(read('😀'.repeat(10_000))).toHaveLength(MAX_TOKENS);
  });
});
