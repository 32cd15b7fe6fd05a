/** What the published lists say of words. */
export interface WordLists {
  /** VADER: mean rating of ten people, −4 … 4. */
  readonly valence: ReadonlyMap<string, number>;
  /** The opinion lexicon: 1 or −1. */
  readonly opinion: ReadonlyMap<string, number>;
  /** emoji-emotion, by code point, −4 … 4. */
  readonly emoji: ReadonlyMap<number, number>;
}

const WORD = /^[a-z][a-z']+$/;

/** @param table lines of `word, mean, deviation, ratings`, parted by tabs. Faces and phrases are left out. */
export function readValences(table: string): Map<string, number> {
  const valences = new Map<string, number>();
  for (const line of table.split('\n')) {
    const [word = '', mean] = line.split('\t');
    if (WORD.test(word) && mean !== undefined) valences.set(word, Number(mean));
  }
  return valences;
}

/** A word that both lists name is left out. */
export function readOpinions(positive: readonly string[], negative: readonly string[]): Map<string, number> {
  const opinions = new Map<string, number>();
  for (const word of positive) if (WORD.test(word) && !negative.includes(word)) opinions.set(word, 1);
  for (const word of negative) if (WORD.test(word) && !positive.includes(word)) opinions.set(word, -1);
  return opinions;
}

/** @param rated pictures with a polarity of −5 … 5. Where one is written with several code points, the first counts. */
export function readEmoji(
  rated: readonly { readonly emoji: string; readonly polarity: number }[],
): Map<number, number> {
  const valences = new Map<number, number>();
  for (const { emoji, polarity } of rated) {
    const point = emoji.codePointAt(0);
    if (point !== undefined && !valences.has(point) && polarity !== 0) valences.set(point, polarity * 0.8);
  }
  return valences;
}
