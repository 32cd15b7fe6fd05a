import type { LexiconColumns } from './lexicon.ts';
import { isHeader, MAGIC, type Header } from './weights-header.ts';
import { POOLS } from './pools.ts';
import { SCORES } from './scores.ts';

/** From logits to calibrated probabilities: `logit · scale + shift`, for each class, then softmax. */
export interface Calibration {
  readonly scale: readonly [number, number, number];
  readonly shift: readonly [number, number, number];
  /** The mix of classes the probabilities are for: negative, neutral, positive. */
  readonly prior: readonly [number, number, number];
  /** What the probabilities are multiplied with before the largest names the label that is counted. */
  readonly countFactors: readonly [number, number, number];
}

/**
 * All that a trained model is. Weights come in pairs: what a feature adds to negative and to positive, both relative
 * to neutral.
 */
export interface SentimentWeights {
  readonly version: string;
  readonly lexicon: LexiconColumns;
  /** How much a word counts in the mean meaning of a text, 0 … 255; 0 for words without a vector. */
  readonly rarity: Uint8Array;
  /** A pair for each word and pool, `(row · POOLS + pool) · 2`, in steps of `steps.meaning`. */
  readonly meaning: Int8Array;
  /** Two pairs for each word, plain and negated: the word itself and the letters it is made of. */
  readonly words: Int8Array;
  /** Hashes of the other features, ascending as unsigned numbers. */
  readonly gramHash: Int32Array;
  readonly grams: Int8Array;
  /** A pair for each of `SCORES`, and one for the bias. */
  readonly scores: Float32Array;
  readonly steps: { readonly meaning: number; readonly words: number; readonly grams: number };
  readonly emoji: ReadonlyMap<number, number>;
  readonly calibration: Calibration;
}

/** As bytes: the length of a JSON header, the header, then the columns one after the other. */
export function encodeWeights(weights: SentimentWeights): Uint8Array {
  const { lexicon, calibration } = weights;
  const { scale, shift, prior, countFactors } = calibration;
  const header: Header = {
    magic: MAGIC,
    version: weights.version,
    words: lexicon.hash.length,
    grams: weights.gramHash.length,
    pools: [...POOLS],
    scoreNames: [...SCORES],
    scores: [...weights.scores].map((weight) => Number(weight.toPrecision(6))),
    steps: weights.steps,
    emoji: [...weights.emoji],
    calibration: { scale: [...scale], shift: [...shift], prior: [...prior], countFactors: [...countFactors] },
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const parts = [
    json, bytesOf(lexicon.hash), bytesOf(lexicon.valence), bytesOf(lexicon.opinion), lexicon.role, lexicon.lowerOnly,
    weights.rarity, bytesOf(weights.meaning), bytesOf(weights.words), bytesOf(weights.gramHash), bytesOf(weights.grams),
  ]; // prettier-ignore
  const bytes = new Uint8Array(4 + parts.reduce((sum, { length }) => sum + length, 0));
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  let at = 4;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** @throws RangeError when the bytes are not of this version of the model's format. */
export function decodeWeights(bytes: Uint8Array): SentimentWeights {
  const headerLength = bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = readHeader(bytes.subarray(4, 4 + headerLength));
  let at = 4 + headerLength;
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new RangeError('they end too early, train them again');
    at += length;
    return bytes.slice(at - length, at);
  };
  const { words, grams } = header;
  const weights: SentimentWeights = {
    version: header.version,
    lexicon: {
      hash: hashesOf(take(words * 4)),
      valence: signed(take(words)),
      opinion: signed(take(words)),
      role: take(words),
      lowerOnly: take(words),
    },
    rarity: take(words),
    meaning: signed(take(words * POOLS.length * 2)),
    words: signed(take(words * 4)),
    gramHash: hashesOf(take(grams * 4)),
    grams: signed(take(grams * 2)),
    scores: Float32Array.from(header.scores),
    steps: header.steps,
    emoji: new Map(header.emoji),
    calibration: header.calibration,
  };
  if (at < bytes.length) throw new RangeError('they hold more than they name, train them again');
  return weights;
}

function readHeader(bytes: Uint8Array): Header {
  const wrong = 'they are not of this version of the program, train them again';
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new RangeError(wrong, { cause });
  }
  if (!isHeader(header)) throw new RangeError(wrong);
  return header;
}

const signed = (bytes: Uint8Array): Int8Array => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
const PLANES = 4;

/** Hashes as differences, byte plane by byte plane: sorted, so the upper planes are mostly zeros and pack well. */
function bytesOf(column: Int8Array | Int32Array): Uint8Array {
  if (column instanceof Int8Array) return new Uint8Array(column.buffer, column.byteOffset, column.length);
  const bytes = new Uint8Array(column.length * PLANES);
  let last = 0;
  for (const [at, hash] of column.entries()) {
    const difference = (hash >>> 0) - last;
    last = hash >>> 0;
    for (let plane = 0; plane < PLANES; plane++)
      bytes[plane * column.length + at] = (difference >>> (8 * plane)) & 0xff;
  }
  return bytes;
}

function hashesOf(bytes: Uint8Array): Int32Array {
  const count = bytes.length / PLANES;
  const hashes = new Int32Array(count);
  let last = 0;
  for (let at = 0; at < count; at++) {
    for (let plane = PLANES - 1, part = 0; plane >= 0; plane--) {
      part = part * 256 + (bytes[plane * count + at] as number);
      if (plane === 0) last += part;
    }
    hashes[at] = last | 0;
  }
  return hashes;
}
