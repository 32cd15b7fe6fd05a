/**
 * Hashes of words and of n-grams: 32 bits, the same on every machine.
 *
 * The tables hold hashes and no words. Two of 40,000 entries share a hash about once in five trained models; the
 * trainer merges them then, and a word that was never seen meets an entry by chance once in 100,000.
 */

const SEED = 0x811c9dc5;
const PRIME = 0x01000193;

/** Start of a running hash. */
export const hashSeed = SEED | 0;

/** Takes one code unit into a running hash (FNV-1a over 16 bits). */
export function hashStep(hash: number, code: number): number {
  return Math.imul(hash ^ code, PRIME);
}

/** Spreads the bits of a running hash, so that any of them can choose a slot. */
export function hashEnd(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The hash of a word as the tokenizer makes it from the same, already folded, characters. */
export function hashWord(word: string): number {
  let h = hashSeed;
  for (let i = 0; i < word.length; i++) h = hashStep(h, word.charCodeAt(i));
  return hashEnd(h);
}

/** The hash of two hashes in this order. */
export function hashPair(a: number, b: number): number {
  const h = Math.imul(a ^ 0x2c1b3c6d, 0x297a2d39) + Math.imul(b ^ (b >>> 15), 0x165667b1);
  return (h ^ (h >>> 15)) | 0;
}
