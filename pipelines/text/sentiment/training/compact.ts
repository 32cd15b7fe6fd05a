import { createGrams, lettersInto } from '../grams.ts';
import { POOLS } from '../pools.ts';
import { SCORES } from '../scores.ts';
import type { Calibration, SentimentWeights } from '../weights.ts';
import { asRead, type Dense } from './dense.ts';
import { CLASSES } from './problem.ts';
import type { Weights } from './softmax.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { WordTable } from './word-vectors.ts';

export interface Fitted {
  readonly vocabulary: Vocabulary;
  readonly vectors: WordTable;
  readonly dense: Dense;
  readonly weights: Weights;
  /** Hashes of the sparse columns after the words. */
  readonly hashes: readonly number[];
  readonly emoji: ReadonlyMap<number, number>;
}

/** Weights of a class against neutral's, at `place · 3` of a table by class: negative, then positive. */
const against = (table: Float32Array | readonly number[], place: number): [number, number] => {
  const neutral = table[place * CLASSES + 1] ?? 0;
  return [(table[place * CLASSES] ?? 0) - neutral, (table[place * CLASSES + 2] ?? 0) - neutral];
};

/**
 * Folds letters into their words and vectors into two numbers a word, and rounds weights to a byte.
 */
export function compact(given: Fitted, version: string, calibration: Calibration): SentimentWeights {
  const fitted = { ...given, weights: asRead(given.dense, given.weights) };
  const { vocabulary, vectors, dense, weights, hashes, emoji } = fitted;
  const size = vocabulary.words.length;
  const order = [...hashes.keys()].sort(
    (a, b) => ((hashes[a] as number) >>> 0) - ((hashes[b] as number) >>> 0),
  );
  const grams = rounded(order.flatMap((at) => against(weights.sparse, 2 * size + at)));
  const words = rounded(wordPairs(fitted));
  const bias = against(weights.bias, 0);
  const scores: number[] = [];
  for (const at of SCORES.keys()) {
    const pair = against(weights.dense, at).map((weight) => weight / (dense.deviation[at] as number));
    scores.push(...pair);
    for (const side of [0, 1] as const) bias[side] -= (pair[side] as number) * (dense.mean[at] as number);
  }
  const meaning = rounded(meaningPairs(fitted, bias));
  return {
    version,
    lexicon: vocabulary.lexicon,
    rarity: Uint8Array.from(vectors.weight, (weight) => Math.round(weight * 255)),
    meaning: meaning.values,
    words: words.values,
    gramHash: Int32Array.from(order, (at) => hashes[at] as number),
    grams: grams.values,
    scores: Float32Array.from([...scores, ...bias]),
    steps: { meaning: meaning.step, words: words.step, grams: grams.step },
    emoji,
    calibration,
  };
}

function wordPairs({ vocabulary, weights, hashes }: Fitted): number[] {
  const size = vocabulary.words.length;
  const columnOf = new Map(hashes.map((hash, at) => [hash, 2 * size + at]));
  const letters = createGrams();
  return vocabulary.words.flatMap((word, row) => {
    const codes = Uint16Array.from({ length: word.length }, (_, at) => word.charCodeAt(at));
    return [false, true].flatMap((negated) => {
      letters.count = 0;
      lettersInto(letters, codes, 0, codes.length, negated);
      const pair = against(weights.sparse, negated ? row + size : row);
      for (const hash of letters.hashes.subarray(0, letters.count)) {
        const column = columnOf.get(hash);
        if (column === undefined) continue;
        const spelled = against(weights.sparse, column);
        for (const side of [0, 1] as const) pair[side] += spelled[side];
      }
      return pair;
    });
  });
}

/** Multiplies every word's vector with the weights of its dimensions; the means go to the bias. */
function meaningPairs({ vectors, dense, weights }: Fitted, bias: [number, number]): number[] {
  const { dimensions, vector, weight } = vectors;
  const pairs = new Array<number>(weight.length * POOLS.length * 2).fill(0);
  for (const pool of POOLS.keys())
    for (let d = 0; d < dimensions; d++) {
      const column = SCORES.length + pool * dimensions + d;
      const deviation = dense.deviation[column] as number;
      const [negative, positive] = against(weights.dense, column).map((w) => w / deviation) as [
        number,
        number,
      ];
      bias[0] -= negative * (dense.mean[column] as number);
      bias[1] -= positive * (dense.mean[column] as number);
      for (let row = 0; row < weight.length; row++) {
        if (weight[row] === 0) continue;
        const place = (row * POOLS.length + pool) * 2;
        const value = vector[row * dimensions + d] as number;
        pairs[place] = (pairs[place] as number) + value * negative;
        pairs[place + 1] = (pairs[place + 1] as number) + value * positive;
      }
    }
  return pairs;
}

/** Steps so fine that one weight in two thousand does not fit its byte and is cut. */
function rounded(values: readonly number[]): { readonly values: Int8Array; readonly step: number } {
  const sizes = Float64Array.from(values, Math.abs).sort();
  const largest = sizes[Math.floor((sizes.length - 1) * 0.9995)] ?? 0;
  const step = Number((largest / 127).toPrecision(6)) || 1;
  return {
    step,
    values: Int8Array.from(values, (value) => Math.max(-127, Math.min(127, Math.round(value / step)))),
  };
}
