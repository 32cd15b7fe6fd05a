import { createGrams, gramsInto } from './grams.ts';
import { createHashTable, rowOf } from './hash-table.ts';
import type { Lexicon } from './lexicon.ts';
import { POOLS, poolOf } from './pools.ts';
import { markScopes } from './scope.ts';
import { createScores, SCORES, scoreInto } from './scores.ts';
import { FLAG, TOKEN, type Tokens } from './tokens.ts';
import type { SentimentWeights } from './weights.ts';

/** What the features of a text say for negative and for positive, against neutral; overwritten by the next text. */
export type Logits = [negative: number, positive: number];

/** Weighs tokens. Marks their scopes on the way. */
export type LogitsOf = (tokens: Tokens) => Logits;

/** Buffers and tables are made once: reading a text allocates nothing. */
export function createLogits(weights: SentimentWeights, lexicon: Lexicon): LogitsOf {
  const { rarity, meaning, words, grams: gramWeights, steps, scores: scoreWeights } = weights;
  const table = createHashTable(weights.gramHash);
  const scores = createScores();
  const grams = createGrams();
  // The number of the text that last met a feature: each counts once a text.
  const metGram = new Uint32Array(weights.gramHash.length);
  const metWord = new Uint32Array(lexicon.size * 2);
  let text = 0;
  const logits: Logits = [0, 0];

  function addGrams(): void {
    const { count, hashes } = grams;
    let negative = 0;
    let positive = 0;
    for (let at = 0; at < count; at++) {
      const row = rowOf(table, hashes[at] as number);
      if (row === -1 || metGram[row] === text) continue;
      metGram[row] = text;
      negative += gramWeights[row * 2] as number;
      positive += gramWeights[row * 2 + 1] as number;
    }
    logits[0] += negative * steps.grams;
    logits[1] += positive * steps.grams;
  }

  function addWords(tokens: Tokens): void {
    let negative = 0;
    let positive = 0;
    for (let at = 0; at < tokens.count; at++) {
      const row = tokens.row[at] as number;
      if (row === -1) continue;
      const place = row * 2 + (((tokens.flags[at] as number) & FLAG.negated) === 0 ? 0 : 1);
      if (metWord[place] === text) continue;
      metWord[place] = text;
      negative += words[place * 2] as number;
      positive += words[place * 2 + 1] as number;
    }
    logits[0] += negative * steps.words;
    logits[1] += positive * steps.words;
  }

  function addMeaning(tokens: Tokens): void {
    let total = 0;
    let negative = 0;
    let positive = 0;
    for (let at = 0; at < tokens.count; at++) {
      const row = tokens.row[at] as number;
      if (row === -1 || tokens.kind[at] !== TOKEN.word) continue;
      const weight = rarity[row] as number;
      total += weight;
      const pool = poolOf(tokens.flags[at] as number);
      if (pool === -1) continue;
      const place = (row * POOLS.length + pool) * 2;
      negative += weight * (meaning[place] as number);
      positive += weight * (meaning[place + 1] as number);
    }
    if (total === 0) return;
    logits[0] += (negative / total) * steps.meaning;
    logits[1] += (positive / total) * steps.meaning;
  }

  return (tokens) => {
    text = (text + 1) >>> 0;
    if (text === 0) {
      metGram.fill(0);
      metWord.fill(0);
      text = 1;
    }
    markScopes(tokens, lexicon);
    scoreInto(scores, tokens, lexicon);
    gramsInto(grams, tokens, scores, lexicon);
    const bias = SCORES.length * 2;
    logits[0] = scoreWeights[bias] as number;
    logits[1] = scoreWeights[bias + 1] as number;
    for (let at = 0; at < SCORES.length; at++) {
      const score = scores[at] as number;
      logits[0] += score * (scoreWeights[at * 2] as number);
      logits[1] += score * (scoreWeights[at * 2 + 1] as number);
    }
    addGrams();
    addWords(tokens);
    addMeaning(tokens);
    return logits;
  };
}
