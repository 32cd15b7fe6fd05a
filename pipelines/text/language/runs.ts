/** Past so many bytes the next space ends what is read, and past so many more anything does. */
export const CUT_AFTER = 350;
export const CUT_SURELY_AFTER = 380;
/** Runs are four bytes long and begin every three; longer words are only read so far. */
export const RUN = 4;
export const STRIDE = 3;
export const LONGEST_WORD = 70;

/** The detector's alphabet: letters of the basic plane. Whatever else stands between them becomes one space, but for an apostrophe before a letter. */
const NOT_A_LETTER = /(?:[^\p{L}]|[\u{10000}-\u{10ffff}])+(?<!['`\u2019])/gu;
/** Bytes the table was made without: they count as an edge. */
const UNKNOWN = new Set([
  0xc0, 0xc1, 0xc7, 0xca, 0xcb, 0xcc, 0xcd, 0xd4, 0xdc, 0xdd, 0xde, 0xdf, 0xee, 0xf0, 0xf1, 0xf2, 0xf3, 0xf4,
]);
const EDGE = ' ';

/**
 * The different runs of a text: of each word those of four bytes that begin every three, and its last four. Bytes are
 * written as characters of the same number.
 */
export function runsOf(text: string): ReadonlySet<string> {
  const runs = new Set<string>();
  for (const word of byteWords(text)) {
    const end = Math.min(word.length, LONGEST_WORD);
    let from = 0;
    for (; from + RUN < end; from += STRIDE)
      runs.add((from === 0 ? EDGE : '') + word.slice(from, from + RUN));
    runs.add((from === 0 ? EDGE : '') + word.slice(Math.max(0, end - RUN)) + EDGE);
  }
  return runs;
}

/** Its words as bytes of UTF-8, until enough was read. */
function byteWords(text: string): string[] {
  const words: string[] = [];
  let word = '';
  let read = 0;
  for (const letter of text.slice(0, 1_000).replace(NOT_A_LETTER, EDGE).trim().toLowerCase()) {
    if (letter === EDGE) {
      if (word !== '') words.push(word);
      word = '';
      if (read > CUT_AFTER) break;
      read += 1;
    } else {
      for (const byte of Buffer.from(letter)) {
        word += UNKNOWN.has(byte) ? EDGE : String.fromCharCode(byte);
        read += 1;
      }
    }
    if (read > CUT_SURELY_AFTER) break;
  }
  if (word !== '') words.push(word);
  return words;
}
