/** Room for words, in any unit; the size comes in the same. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Widths of letters in ems, on the wide side: words that are a little small are better than words that are cut off. */
const NARROW = /[\s.,:;!'|ijlI()[\]-]/;
const PLAIN = /[\u0021-\u024f]/;
const WIDE = /[A-Zmw@%&MW—–…]/;
const widthOf = (letter: string): number =>
  NARROW.test(letter) ? 0.36 : WIDE.test(letter) ? 0.86 : PLAIN.test(letter) ? 0.62 : 1.1;

export const LINE_HEIGHT = 1.16;
const STEP = 0.97;

/** How many lines words take when a line is `ems` wide; words longer than a line are broken. */
export function linesOf(text: string, ems: number): number {
  let lines = 1;
  let filled = 0;
  for (const word of text.split(' ')) {
    const width = [...word].reduce((sum, letter) => sum + widthOf(letter), 0);
    const space = filled === 0 ? 0 : widthOf(' ');
    if (filled + space + width <= ems) {
      filled += space + width;
      continue;
    }
    if (filled > 0) lines += 1;
    // Broken anywhere, as the page does it; the last piece leaves room for what follows.
    const more = Math.max(0, Math.ceil(width / Math.max(1.2, ems - 1)) - 1);
    lines += more;
    filled = more === 0 ? width : width - more * Math.max(1.2, ems - 1);
  }
  return lines;
}

/** The largest letters in which words fit into the room, between a least and a most: short words do not shout. */
export function fitWords(text: string, { width, height }: Room, least: number, most: number): number {
  let size = Math.max(least, most);
  while (size > least) {
    const isWordBroken = text.split(' ').some((word) => linesOf(word, width / size) > 1);
    const fits = linesOf(text, width / size) * LINE_HEIGHT * size <= height;
    // Words are broken only when even small letters leave no choice.
    if (fits && (!isWordBroken || size < 2 * least)) return size;
    size *= STEP;
  }
  return least;
}
