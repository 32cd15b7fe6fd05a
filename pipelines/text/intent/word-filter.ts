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

/** The hash of two words in this order, for a filter of pairs. */
export const hashOfPair = (first: number, second: number): number =>
  (Math.imul(first, 0x9e3779b1) + Math.imul(second ^ (second >>> 15), 0x85ebca77)) | 0;

/** The same of hashes of pairs. */
export function createPairFilter(pairs: Iterable<number>): WordFilter {
  const taken = new Uint8Array(PAIRS);
  for (const pair of pairs) taken[pairSlotOf(pair)] = 1;
  return (pair) => taken[pairSlotOf(pair)] === 1;
}

const PAIRS = 16_384;
const pairSlotOf = (pair: number): number => (pair ^ (pair >>> 17)) & (PAIRS - 1);
