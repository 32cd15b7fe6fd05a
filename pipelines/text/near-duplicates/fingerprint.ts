import type { BareText } from '../bare-text.ts';
import { normalised } from './normalised.ts';

/** Two independent 32-bit lanes: arithmetic on BigInt for every character would cost ten times as much. */
const lanes = new Int32Array(2);

/** Spreads every bit of a lane over all of it; a bijection. */
export function avalanche(lane: number): number {
  let mixed = lane;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** 64 bits as an unsigned integer, the way ClickHouse's `UInt64` reads. */
export const joined = (high: number, low: number): bigint => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);

/** The 64-bit hash of the UTF-16 units from `start` to `end`. The answer is overwritten by the next call. */
export function hashUnits(text: string, start: number, end: number): Int32Array {
  let high = 0x9e3779b9 | 0;
  let low = 0x7f4a7c15;
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul((high ^ unit) + (low >>> 15), 0x9e3779b1);
    low = Math.imul(((low << 13) | (low >>> 19)) ^ unit, 0x85ebca77);
  }
  lanes[0] = avalanche(high ^ (end - start));
  lanes[1] = avalanche(low + Math.imul(high, 0xc2b2ae3d));
  return lanes;
}

/** The hash of a text that is already normalised: see `textFingerprint`. */
export function fingerprintOf(normalisedText: string): bigint {
  const [high = 0, low = 0] = hashUnits(normalisedText, 0, normalisedText.length);
  return joined(high, low);
}

/**
 * 64 bits that are the same for copies of a text: reposts, quotes that repeat it, and versions that differ in case,
 * links, handles, spaces, punctuation or emoji only (see `normalised`). Stored with the row: counting distinct values
 * counts unique texts. The value is part of the stored data: a change of it needs a new column or a recompute.
 *
 * Pure. Two of a million different texts share a value with a chance of about 1 in 37 million.
 */
export const textFingerprint = (text: string): bigint => fingerprintOf(normalised(text));

/** The same, where the caller has the text without its markup already. */
export const fingerprintOfBare = (text: string, bare: BareText): bigint =>
  fingerprintOf(normalised(text, bare));
