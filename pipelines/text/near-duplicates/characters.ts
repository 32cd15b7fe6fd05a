/** What a character is to the comparison of texts. */
export const SEPARATOR = 0;
export const WORD = 1;
/** Leaves no trace, so that `don't` and `dont` are one word and a hidden character hides nothing. */
export const IGNORED = 2;
/** A word of its own: these scripts put no spaces between words. */
export const IDEOGRAPH = 3;
export type CharacterClass = 0 | 1 | 2 | 3;

const IS_IGNORED = /['’‘`´]|\p{Cf}|[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/u;
const IS_IDEOGRAPH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const IS_WORD = /[\p{L}\p{N}\p{Mn}\p{Mc}]/u;

function classify(character: string): CharacterClass {
  if (IS_IGNORED.test(character)) return IGNORED;
  if (!IS_WORD.test(character)) return SEPARATOR;
  return IS_IDEOGRAPH.test(character) ? IDEOGRAPH : WORD;
}

/** Answers by UTF-16 unit, one more than the class; 0 is "not asked yet". */
const known = new Uint8Array(0x10000);

/** The class of the code point, remembered for the basic plane because the patterns are slow. */
export function classOf(codePoint: number): CharacterClass {
  if (codePoint > 0xffff) return classify(String.fromCodePoint(codePoint));
  const remembered = known[codePoint] ?? 0;
  if (remembered > 0) return (remembered - 1) as CharacterClass;
  const found = classify(String.fromCharCode(codePoint));
  known[codePoint] = found + 1;
  return found;
}
