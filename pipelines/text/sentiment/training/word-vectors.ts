import type { Vocabulary } from './vocabulary.ts';
import { vectorWeight, type WordVectors } from './vectors.ts';

/** Vectors by the rows of the lexicon. */
export interface WordTable {
  readonly dimensions: number;
  /** `row * dimensions + dimension`. */
  readonly vector: Float32Array;
  /** 0 for words without a vector. */
  readonly weight: Float32Array;
}

export function wordTable({ words }: Vocabulary, vectors: WordVectors): WordTable {
  const { dimensions } = vectors;
  const vector = new Float32Array(words.length * dimensions);
  const weight = new Float32Array(words.length);
  for (const [row, word] of words.entries()) {
    const spelling = vectors.of(word) === undefined ? word.replaceAll("'", '') : word;
    const of = vectors.of(spelling);
    const rank = vectors.rank(spelling);
    if (of === undefined || rank === undefined) continue;
    vector.set(of, row * dimensions);
    weight[row] = vectorWeight(rank);
  }
  return { dimensions, vector, weight };
}
