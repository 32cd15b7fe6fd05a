/** The hash of a folded word, as tokens carry it. */
export function hashOfWord(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at += 1) hash = hashStep(hash, word.charCodeAt(at));
  return hash;
}

export const hashStep = (hash: number, code: number): number => (Math.imul(hash, 31) + code) | 0;

const SIZE = 4_096;
const slotOf = (hash: number): number => (hash ^ (hash >>> 13)) & (SIZE - 1);

/** Says of most words by their hash alone that they are not in a set; of those in it never. */
export type WordFilter = (hash: number) => boolean;

/**
 * Each word of a text is looked for in half a dozen sets and has a place in few of them: asking a byte costs a tenth of
 * asking a `Map`.
 */
export function createWordFilter(words: Iterable<string>): WordFilter {
  const taken = new Uint8Array(SIZE);
  for (const word of words) taken[slotOf(hashOfWord(word))] = 1;
  return (hash) => taken[slotOf(hash)] === 1;
}
