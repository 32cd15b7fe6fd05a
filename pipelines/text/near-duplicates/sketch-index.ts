import { distanceOf, type Sketch } from './simhash.ts';

/** Sketches that differ in at most this many bits are near-duplicates; what the index finds reaches exactly so far. */
export const NEAR_DISTANCE = 7;

const QUARTERS = 4;
const VALUES = 0x10000;
const NOWHERE = -1;
/** Sketches looked at for one value of one quarter, newest first: texts made to collide cost no more than this. */
const CHAIN_AT_MOST = 256;

/** The values a quarter may have while it differs in one bit at most, as masks. */
const MASKS = [0, ...Array.from({ length: 16 }, (_, bit) => 1 << bit)];

/**
 * Finds sketches within `NEAR_DISTANCE` without looking at all of them. A sketch is cut into four quarters of 16 bits:
 * if two differ in at most seven bits, then at least one quarter differs in at most one. So 4 × 17 chains are walked.
 *
 * Memory is taken at once, 40 bytes a place and 1 MB: nothing grows.
 */
export class SketchIndex {
  readonly #high: Int32Array;
  readonly #low: Int32Array;
  /** Doubly linked chains, by quarter: the first place of a value, and the places before and after a place. */
  readonly #first = new Int32Array(QUARTERS * VALUES).fill(NOWHERE);
  readonly #before: Int32Array;
  readonly #after: Int32Array;

  /** @param places how many sketches there may be: places are 0 … `places − 1`, and the caller gives them out. */
  constructor(places: number) {
    this.#high = new Int32Array(places);
    this.#low = new Int32Array(places);
    this.#before = new Int32Array(places * QUARTERS);
    this.#after = new Int32Array(places * QUARTERS);
  }

  add(place: number, { high, low }: Sketch): void {
    this.#high[place] = high;
    this.#low[place] = low;
    for (let quarter = 0; quarter < QUARTERS; quarter++) {
      const chain = quarter * VALUES + quarterOf(high, low, quarter);
      const link = place * QUARTERS + quarter;
      const next = this.#first[chain] ?? NOWHERE;
      this.#before[link] = NOWHERE;
      this.#after[link] = next;
      if (next !== NOWHERE) this.#before[next * QUARTERS + quarter] = place;
      this.#first[chain] = place;
    }
  }

  remove(place: number): void {
    const high = this.#high[place] ?? 0;
    const low = this.#low[place] ?? 0;
    for (let quarter = 0; quarter < QUARTERS; quarter++) {
      const link = place * QUARTERS + quarter;
      const before = this.#before[link] ?? NOWHERE;
      const after = this.#after[link] ?? NOWHERE;
      if (before === NOWHERE) this.#first[quarter * VALUES + quarterOf(high, low, quarter)] = after;
      else this.#after[before * QUARTERS + quarter] = after;
      if (after !== NOWHERE) this.#before[after * QUARTERS + quarter] = before;
    }
  }

  /** Calls `found` with every place whose sketch is near, possibly more than once, and its distance. */
  near(sketch: Sketch, found: (place: number, distance: number) => void): void {
    for (let quarter = 0; quarter < QUARTERS; quarter++) {
      const value = quarterOf(sketch.high, sketch.low, quarter);
      for (const mask of MASKS) {
        let place = this.#first[quarter * VALUES + (value ^ mask)] ?? NOWHERE;
        for (let seen = 0; place !== NOWHERE && seen < CHAIN_AT_MOST; seen++) {
          const distance = distanceOf(sketch.high, sketch.low, this.#high[place] ?? 0, this.#low[place] ?? 0);
          if (distance <= NEAR_DISTANCE) found(place, distance);
          place = this.#after[place * QUARTERS + quarter] ?? NOWHERE;
        }
      }
    }
  }
}

/** The 16 bits of one quarter: 0 and 1 are of the high lane, 2 and 3 of the low one. */
const quarterOf = (high: number, low: number, quarter: number): number =>
  ((quarter < 2 ? high : low) >>> ((quarter & 1) * 16)) & 0xffff;
