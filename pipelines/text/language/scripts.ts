/** Writing systems, as far as they say which language a text is in, or which it cannot be in. */

/** Scripts one language is written in, as good as alone. Kana comes first: Japanese has Han characters as well. */
const SCRIPT_OF_ONE_LANGUAGE: readonly (readonly [lang: string, letters: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['hy', /\p{Script=Armenian}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['ta', /\p{Script=Tamil}/gu],
  ['te', /\p{Script=Telugu}/gu],
  ['kn', /\p{Script=Kannada}/gu],
  ['ml', /\p{Script=Malayalam}/gu],
  ['gu', /\p{Script=Gujarati}/gu],
  ['pa', /\p{Script=Gurmukhi}/gu],
  ['si', /\p{Script=Sinhala}/gu],
  ['km', /\p{Script=Khmer}/gu],
  ['my', /\p{Script=Myanmar}/gu],
  ['lo', /\p{Script=Lao}/gu],
];

/** Scripts that several languages share: enough to see that a text is not in a language written otherwise. */
const SHARED_SCRIPTS: readonly (readonly [langs: string, letters: RegExp])[] = [
  ['ru uk be bg sr mk kk ky mn tg tt ba cv os uz az sh bs', /\p{Script=Cyrillic}/gu],
  ['ar fa ur ps ku ug sd ks dv az ms pa', /\p{Script=Arabic}/gu],
  ['hi mr ne sa ks sd', /\p{Script=Devanagari}/gu],
  ['bn as', /\p{Script=Bengali}/gu],
  ['zh ja ko', /\p{Script=Han}/gu],
  ['am ti', /\p{Script=Ethiopic}/gu],
];
/** No contradiction to any language: every one is typed in Latin letters by somebody. */
const LATIN = /\p{Script=Latin}/gu;
const LETTERS = /\p{L}/gu;
const BEYOND_LATIN = /[^\0-\u02ff\u1e00-\u20ff]/;

/** Letters of one script needed, and the share of all letters they must have. */
const LETTERS_NEEDED = 4;
/** Product names in Latin letters stand in every language's sentences. */
const SHARE_NEEDED = 0.2;

const count = (text: string, letters: RegExp): number => text.match(letters)?.length ?? 0;

/** The language a text's script gives away, or `null`. Pure and linear. */
export function languageOfScript(text: string): string | null {
  if (!BEYOND_LATIN.test(text)) return null;
  const letters = count(text, LETTERS);
  for (const [lang, script] of SCRIPT_OF_ONE_LANGUAGE) {
    const found = count(text, script);
    if (found >= LETTERS_NEEDED && found >= letters * SHARE_NEEDED) return lang;
  }
  return null;
}

/** Whether the script of the text rules the language out: a Cyrillic text is not French. Pure and linear. */
export function scriptContradicts(text: string, lang: string): boolean {
  if (!BEYOND_LATIN.test(text)) return false;
  const needed = Math.max(LETTERS_NEEDED, (count(text, LETTERS) + count(text, LATIN)) / 2);
  for (const [own, script] of SCRIPT_OF_ONE_LANGUAGE) {
    if (own !== lang && count(text, script) >= needed) return true;
  }
  for (const [langs, script] of SHARED_SCRIPTS) {
    if (!langs.split(' ').includes(lang) && count(text, script) >= needed) return true;
  }
  return false;
}
