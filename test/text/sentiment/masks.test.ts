import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCharacters, MASKED_CODE } from '../../../pipelines/text/sentiment/characters.ts';
import { applyMasks, compileMasks } from '../../../pipelines/text/sentiment/masks.ts';

const characters = createCharacters();

/** The text with what is hidden as dots. */
function hidden(text: string, ...terms: readonly string[]): string {
  const codes = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  applyMasks(codes, codes.length, compileMasks(terms, characters), characters);
  return String.fromCharCode(...codes).replaceAll(String.fromCharCode(MASKED_CODE), '·');
}

/** The same, one term after the other at every place. */
function slowlyHidden(text: string, terms: readonly string[]): string {
  const isWord = (character: string | undefined) => /[a-z]/i.test(character ?? ' ');
  let shown = '';
  for (let at = 0; at < text.length;) {
    const starts = isWord(text[at]) && !isWord(text[at - 1]);
    const found = terms
      .flatMap((term) => [term, term.replaceAll(' ', '')])
      .map((term) => term.trim().toLowerCase())
      .filter((term) => term !== '' && text.toLowerCase().startsWith(term, at) && !isWord(text[at + term.length]))
      .reduce((longest, term) => Math.max(longest, term.length), 0); // prettier-ignore
    const length = starts ? found : 0;
    shown += length === 0 ? (text[at] ?? '') : '·'.repeat(length);
    at += Math.max(length, 1);
  }
  return shown;
}

describe('names', () => {
  it.each([
    ['I love Acme Air, acme', ['acme air'], 'I love ········, acme'],
    ['acme air line', ['acme', 'Acme Air', 'acme air lines'], '········ line'],
    ['#AcmeAir @acmeair ACMEAIR', ['Acme Air'], '#······· @······· ·······'],
    ['@acme said', ['@acme'], '@···· said'],
    ['acmes acme-pay acme’s macme', ['acme'], 'acmes ····-pay ····’s macme'],
    ['Yahoo! yahoo', ['Yahoo!'], '·····! ·····'],
    ['AT&T at&t at', ['AT&T'], '···· ···· at'],
    ['nothing', ['', ' ', '!!!', '@'], 'nothing'],
  ])('are hidden whole, the longest first: "%s"', (text, terms, shown) => {
    expect(hidden(text, ...terms)).toBe(shown);
  });

  it('are known however their accents are written', () => {
    const [composed, taken] = ['Café', 'Café'.normalize('NFD')];
    for (const term of [composed, taken])
      expect([hidden(composed, term), hidden(taken, term)]).toEqual(['····', '·····']);
  });

  it('are the same as those found one by one', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'ab', 'A', 'ba', ' ', ' ', '  ', '-'), {
      maxLength: 12,
    });
    const text = words.map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 8 }), (said, terms) => {
        const names = terms.map((term) => term.replace(/^[ -]+|[ -]+$/g, ''));
        expect(hidden(said, ...names)).toBe(slowlyHidden(said, names));
      }),
      { numRuns: 500 },
    );
  });

  it('may be many and start alike', () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `acme thing ${at}`);
    expect(hidden('acme thing 19999 '.repeat(400), ...names)).toBe('················ '.repeat(400));
  });
});
