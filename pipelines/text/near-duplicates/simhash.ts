import { avalanche, hashUnits, joined } from './fingerprint.ts';
import { normalised } from './normalised.ts';

/** A 64-bit SimHash in two 32-bit lanes, and how many words it was taken from. */
export interface Sketch {
  readonly high: number;
  readonly low: number;
  readonly words: number;
}

const BITS = 32;
const SPACE = 32;
/** How far a feature leans: one counter a bit. Emptied by every call, so that no call allocates. */
const highVotes = new Int32Array(BITS);
const lowVotes = new Int32Array(BITS);

function vote(high: number, low: number): void {
  for (let bit = 0; bit < BITS; bit++) {
    highVotes[bit] = (highVotes[bit] ?? 0) + ((high >>> bit) & 1);
    lowVotes[bit] = (lowVotes[bit] ?? 0) + ((low >>> bit) & 1);
  }
}

function majority(votes: Int32Array, features: number): number {
  let lane = 0;
  for (let bit = 0; bit < BITS; bit++) if ((votes[bit] ?? 0) * 2 > features) lane |= 1 << bit;
  return lane;
}

/** The sketch of a text that is already normalised: features are its runs of one, two and three words. */
export function sketchOf(normalisedText: string): Sketch {
  highVotes.fill(0);
  lowVotes.fill(0);
  let words = 0;
  let features = 0;
  let start = 0;
  // The hashes of the two words before.
  let high1 = 0;
  let low1 = 0;
  let high2 = 0;
  let low2 = 0;
  while (start < normalisedText.length) {
    let end = start;
    while (end < normalisedText.length && normalisedText.charCodeAt(end) !== SPACE) end++;
    if (end > start) {
      const hash = hashUnits(normalisedText, start, end);
      const high = hash[0] ?? 0;
      const low = hash[1] ?? 0;
      vote(high, low);
      features++;
      if (words > 0) {
        vote(follow(high1, high), follow(low1, low));
        features++;
      }
      if (words > 1) {
        vote(follow(follow(high2, high1), high), follow(follow(low2, low1), low));
        features++;
      }
      high2 = high1;
      low2 = low1;
      high1 = high;
      low1 = low;
      words++;
    }
    start = end + 1;
  }
  return { high: majority(highVotes, features), low: majority(lowVotes, features), words };
}

/** The hash of one word after another: not commutative, order matters. */
const follow = (before: number, word: number): number => avalanche(Math.imul(before, 0x9e3779b1) + word);

const ones = (lane: number): number => {
  const pairs = lane - ((lane >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** In how many of their 64 bits two sketches differ. Four numbers, so that the search allocates nothing. */
export const distanceOf = (highA: number, lowA: number, highB: number, lowB: number): number =>
  ones(highA ^ highB) + ones(lowA ^ lowB);

/**
 * The 64-bit SimHash of a text (Charikar 2002) over its runs of one, two and three words: texts that share most of
 * them differ in few bits, unrelated texts in about half. The same for texts that are the same once normalised.
 *
 * Pure; reads the first 5,000 characters.
 */
export function simhash(text: string): bigint {
  const { high, low } = sketchOf(normalised(text));
  return joined(high, low);
}

/** In how many of their 64 bits two SimHashes differ: 0 … 64. */
export function hammingDistance(a: bigint, b: bigint): number {
  const difference = BigInt.asUintN(64, a ^ b);
  return ones(Number(difference >> 32n)) + ones(Number(difference & 0xffffffffn));
}
