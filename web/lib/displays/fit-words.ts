/** Room for words, in any unit; the size comes in the same. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/**
 * Widths of bold letters in ems, those of the widest of the page's fonts: words that are a little small are better than
 * words that are cut off.
 */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[\s.,:;!'|ijlI()[\]-]/, 0.39],
  [/W/, 1.12],
  [/[mwM@%\u2014\u2026]/, 1.05],
  [/[A-Z&]/, 0.83],
  [/[!-\u024f]/, 0.7],
];
const OTHER_WIDTH = 1.1;

const widthOf = (letter: string): number =>
  WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? OTHER_WIDTH;
const emsOf = (word: string): number => [...word].reduce((sum, letter) => sum + widthOf(letter), 0);

export const LINE_HEIGHT = 1.16;
const STEP = 0.97;
/** A broken word is worse than small letters, down to this share of the size. */
const WHOLE_WORDS_DOWN_TO = 0.3;

/** How many lines words of these widths take when a line is `ems` wide; a word longer than a line is broken. */
function linesOf(words: readonly number[], ems: number): number {
  // A piece of a broken word may leave almost a letter of its line free.
  const broken = Math.max(OTHER_WIDTH, ems - OTHER_WIDTH);
  const space = widthOf(' ');
  let lines = 1;
  let filled = 0;
  for (const word of words) {
    if (filled > 0 && filled + space + word <= ems) {
      filled += space + word;
      continue;
    }
    if (filled > 0) lines += 1;
    const more = word <= ems ? 0 : Math.ceil(word / broken) - 1;
    lines += more;
    filled = word - more * broken;
  }
  return lines;
}

/** The largest letters in which words fit into the room, between a least and a most: short words do not shout. */
export function fitWords(text: string, { width, height }: Room, least: number, most: number): number {
  const words = text.split(' ').map(emsOf);
  let size = Math.max(least, most);
  while (size > least && linesOf(words, width / size) * LINE_HEIGHT * size > height) size *= STEP;
  const whole = width / Math.max(1, ...words);
  return Math.max(least, whole >= size * WHOLE_WORDS_DOWN_TO ? Math.min(size, whole) : size);
}
