import { FOREIGN, LETTER_BITS, codeOf } from './letters.ts';

/** Words are told apart by two integers of six letters each; a longer word is not in the table. */
const LONGEST = 12;
const HALF = 6;
const MIXER = 0x9e3779b1;

/**
 * A table of short words that is asked with the codes of letters, not with strings: those would have to be made for each
 * word of each text. Exact: two words never share their two integers.
 *
 * @param words in small letters and apostrophes, each with a number above 0.
 * @throws RangeError when a word is too long or holds anything else.
 */
export function createPackedWords(words: ReadonlyMap<string, number>) {
  const size = 2 ** Math.ceil(Math.log2(words.size * 4));
  const front = new Int32Array(size);
  const back = new Int32Array(size);
  const values = new Uint8Array(size);
  for (const [word, value] of words) {
    const codes = Uint8Array.from(word, (letter) => codeOf(letter.charCodeAt(0)) || FOREIGN);
    if (codes.length > LONGEST || codes.includes(FOREIGN))
      throw new RangeError(`"${word}" is no word of at most ${LONGEST} letters; leave it out.`);
    const middle = Math.min(codes.length, HALF);
    const [first, second] = [pack(codes, 0, middle), pack(codes, middle, codes.length)];
    let slot = slotOf(first, second, size);
    while (values[slot] !== 0) slot = (slot + 1) & (size - 1);
    front[slot] = first;
    back[slot] = second;
    values[slot] = value;
  }
  /** The number of the word `codes[from, to)`, or 0. */
  return (codes: Uint8Array, from: number, to: number): number => {
    if (to - from > LONGEST) return 0;
    const middle = Math.min(to, from + HALF);
    const first = pack(codes, from, middle);
    const second = pack(codes, middle, to);
    let slot = slotOf(first, second, size);
    while (values[slot] !== 0) {
      if (front[slot] === first && back[slot] === second) return values[slot] ?? 0;
      slot = (slot + 1) & (size - 1);
    }
    return 0;
  };
}

function pack(codes: Uint8Array, from: number, to: number): number {
  let packed = 0;
  for (let at = from; at < to; at++) packed = (packed << LETTER_BITS) | (codes[at] ?? 0);
  return packed;
}

function slotOf(first: number, second: number, size: number): number {
  const mixed = Math.imul(first ^ Math.imul(second, MIXER), MIXER);
  return (mixed ^ (mixed >>> 15)) & (size - 1);
}
