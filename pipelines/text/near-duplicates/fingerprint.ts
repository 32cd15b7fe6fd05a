import type { BareText } from '../bare-text.ts';
import { WORD, IGNORED, classOf } from './characters.ts';
import { mayBeRepost, normalised } from './normalised.ts';

/** Two independent 32-bit lanes: arithmetic on BigInt for every character would cost ten times as much. */
const lanes = new Int32Array(2);

/** Spreads every bit of a lane over all of it; a bijection. */
export function avalanche(lane: number): number {
  let mixed = lane;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

const bits = new DataView(new ArrayBuffer(8));

/** 64 bits as an unsigned integer, the way ClickHouse's `UInt64` reads. Arithmetic would make five of them on the way. */
export function joined(high: number, low: number): bigint {
  bits.setInt32(0, high);
  bits.setInt32(4, low);
  return bits.getBigUint64(0);
}

const HIGH = 0x9e3779b9 | 0;
const LOW = 0x7f4a7c15;
const highStep = (high: number, low: number, unit: number): number =>
  Math.imul((high ^ unit) + (low >>> 15), 0x9e3779b1);
const lowStep = (low: number, unit: number): number =>
  Math.imul(((low << 13) | (low >>> 19)) ^ unit, 0x85ebca77);

function finish(high: number, low: number, length: number): Int32Array {
  lanes[0] = avalanche(high ^ length);
  lanes[1] = avalanche(low + Math.imul(high, 0xc2b2ae3d));
  return lanes;
}

/** The 64-bit hash of the UTF-16 units from `start` to `end`. The answer is overwritten by the next call. */
export function hashUnits(text: string, start: number, end: number): Int32Array {
  let high = HIGH;
  let low = LOW;
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index);
    high = highStep(high, low, unit);
    low = lowStep(low, unit);
  }
  return finish(high, low, end - start);
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
  (bare.isAscii && !mayBeRepost(text) ? fingerprintOfAscii(bare.bare) : null) ??
  fingerprintOf(normalised(text, bare));

const SPACE = 0x20;

/** The same again without making the normalised text. Null where there is no word. @param bare a text of ASCII. */
function fingerprintOfAscii(bare: string): bigint | null {
  let high = HIGH;
  let low = LOW;
  let length = 0;
  let isApart = false;
  for (let at = 0; at < bare.length; at++) {
    let unit = bare.charCodeAt(at);
    if (unit < 0x61 || unit > 0x7a) {
      const kind = classOf(unit);
      if (kind === IGNORED) continue;
      if (kind !== WORD) {
        isApart = true;
        continue;
      }
      if (unit >= 0x41 && unit <= 0x5a) unit |= 0x20;
    }
    if (isApart && length > 0) {
      high = highStep(high, low, SPACE);
      low = lowStep(low, SPACE);
      length++;
    }
    isApart = false;
    high = highStep(high, low, unit);
    low = lowStep(low, unit);
    length++;
  }
  if (length === 0) return null;
  const [first = 0, second = 0] = finish(high, low, length);
  return joined(first, second);
}
