/** Word vectors, used to train only: what ships of them is two numbers a word. */
export interface WordVectors {
  readonly dimensions: number;
  /** Of a word, or undefined. */
  of(word: string): Float32Array | undefined;
  /** Rank of a word by frequency, 0 for the most frequent, or undefined. */
  rank(word: string): number | undefined;
  /** All words, the most frequent first. */
  readonly words: readonly string[];
}

/** How much a word counts in the mean of a text: rare words say more (Arora, Liang and Ma, 2017). */
export function vectorWeight(rank: number): number {
  // Zipf's law stands in for the counts, which the vectors do not come with.
  const frequency = 0.08 / (rank + 1);
  return 3e-4 / (3e-4 + frequency);
}
