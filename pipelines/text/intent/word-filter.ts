/** The hash of a folded word, as tokens carry it. */
export function hashOfWord(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length; at += 1) hash = hashStep(hash, word.charCodeAt(at));
  return hash;
}

export const hashStep = (hash: number, code: number): number => (Math.imul(hash, 31) + code) | 0;

/** The hash of two words in this order, for a filter of pairs. */
export const hashOfPair = (first: number, second: number): number =>
  (Math.imul(first, 0x9e3779b1) + Math.imul(second ^ (second >>> 15), 0x85ebca77)) | 0;

/**
 * Says of most hashes that they are not in a set; of those in it never. A byte a slot, a power of two of them.
 *
 * Each word of a text is looked for in half a dozen sets and has a place in few of them: asking a byte costs a tenth of
 * asking a `Map`.
 */
export type HashFilter = Uint8Array;

const WORDS = 4_096;
const PAIRS = 16_384;
const slotOf = (filter: HashFilter, hash: number): number => (hash ^ (hash >>> 13)) & (filter.length - 1);

export const mayHave = (filter: HashFilter, hash: number): boolean => filter[slotOf(filter, hash)] === 1;

export const createWordFilter = (words: Iterable<string>): HashFilter =>
  filterOf(WORDS, Array.from(words, hashOfWord));

/** @param pairs see `hashOfPair` */
export const createPairFilter = (pairs: readonly number[]): HashFilter => filterOf(PAIRS, pairs);

function filterOf(size: number, hashes: readonly number[]): HashFilter {
  const filter = new Uint8Array(size);
  for (const hash of hashes) filter[slotOf(filter, hash)] = 1;
  return filter;
}
