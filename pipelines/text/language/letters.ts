/**
 * The letters of a text as small numbers, so that a word or a run of letters is one integer that a table can be asked
 * for: no string is cut out of the text to be looked up. Overwritten by the next text: nobody keeps it.
 */
export interface Letters {
  length: number;
  /** Has letters beyond ASCII. */
  isForeign: boolean;
  /** 1 … 26 for a to z in any case, `APOSTROPHE`, `SPACE`, or `FOREIGN`. One space between words, none at the front. */
  readonly codes: Uint8Array;
}

export const SPACE = 28;
export const APOSTROPHE = 27;
/** A letter beyond ASCII: no word or run of letters that is known has one. */
export const FOREIGN = 31;
/** Bits a letter takes. */
export const LETTER_BITS = 5;
/** The detector reads 380 bytes: nothing behind this much text changes its answer. */
export const READ_FOR_LANGUAGE = 1_000;

/** "İ" becomes two letters when it is made small. */
const ROOM = READ_FOR_LANGUAGE * 2;

export const createLetters = (): Letters => ({ length: 0, isForeign: false, codes: new Uint8Array(ROOM) });

/** 0 for what is no letter. */
const CODES = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  if (unit === 0x27) return APOSTROPHE;
  const small = unit | 0x20;
  return unit >= 0x41 && small >= 0x61 && small <= 0x7a ? small - 0x60 : 0;
});

/** The number of a letter. @param unit a UTF-16 unit below 128; `NaN`, past the end of a text, is no letter. */
export const codeOf = (unit: number): number => CODES[unit] ?? 0;

/**
 * Takes the words of a text of ASCII: what stands between them, digits too, becomes one space. Like `wordsOnly`, and
 * as it stops at 1,000 letters and spaces.
 */
export function lettersOfAscii(letters: Letters, text: string): void {
  const { codes } = letters;
  letters.isForeign = false;
  let length = 0;
  let isApart = false;
  for (let at = 0; at < text.length; at++) {
    const code = CODES[text.charCodeAt(at)] ?? 0;
    if (code === 0) {
      isApart = true;
      continue;
    }
    if (isApart && length > 0) codes[length++] = SPACE;
    if (length === READ_FOR_LANGUAGE) break;
    isApart = false;
    codes[length++] = code;
    if (length === READ_FOR_LANGUAGE) break;
  }
  letters.length = length;
}

/** Takes words that have been cleaned already. @param words see `wordsOnly` */
export function lettersOfWords(letters: Letters, words: string): void {
  const { codes } = letters;
  const lowered = words.toLowerCase();
  const length = Math.min(lowered.length, ROOM);
  letters.isForeign = false;
  for (let at = 0; at < length; at++) {
    const unit = lowered.charCodeAt(at);
    const code = unit === 0x20 ? SPACE : (CODES[unit] ?? FOREIGN);
    if (code === FOREIGN) letters.isForeign = true;
    codes[at] = code;
  }
  letters.length = length;
}
