import { createGrams, gramsInto, lettersInto } from '../grams.ts';
import { markScopes } from '../scope.ts';
import { createScores, SCORES, scoreInto } from '../scores.ts';
import { createTokenizer } from '../tokenizer.ts';
import { FLAG, TOKEN, type Tokens } from '../tokens.ts';
import { POOLS, poolOf } from '../pools.ts';
import type { EmojiValences } from '../emoji.ts';
import type { WordTable } from './word-vectors.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Texts as features, before the columns of the sparse part are chosen. */
export interface Extracted {
  readonly rows: number;
  readonly start: Int32Array;
  /** Key of a feature: below `2 · words` a word (plus `words` when negated), else a place in `hashes`. */
  readonly column: Int32Array;
  readonly value: Float32Array;
  /** Hashes of the columns from `2 · words` on. */
  readonly hashes: readonly number[];
  readonly scores: Float32Array;
  readonly pools: Float32Array;
}

export function extract(
  texts: readonly string[],
  vocabulary: Vocabulary,
  emoji: EmojiValences,
  vectors: WordTable,
  minTexts: number,
): Extracted {
  // prettier-ignore
  const { lexicon } = vocabulary;
  const words = lexicon.size;
  const tokenizer = createTokenizer(lexicon, emoji);
  const scores = createScores();
  const grams = createGrams();
  const letters = createGrams();
  const columnOf = new Map<number, number>();
  const start = new Int32Array(texts.length + 1);
  const columns: number[][] = [];
  const values: number[][] = [];
  const allScores = new Float32Array(texts.length * SCORES.length);
  const pools = new Float32Array(texts.length * POOLS.length * vectors.dimensions);
  const textsWith: number[] = [];
  for (const [row, text] of texts.entries()) {
    const tokens = tokenizer.tokenize(text);
    markScopes(tokens, lexicon);
    scoreInto(scores, tokens, lexicon);
    gramsInto(grams, tokens, scores, lexicon);
    const found = new Map<number, number>();
    for (let at = 0; at < grams.count; at++) found.set(grams.hashes[at] as number, 1);
    letters.count = 0;
    const here = new Set<number>();
    for (let at = 0; at < tokens.count; at++) {
      const of = tokens.row[at] as number;
      if (of === -1) continue;
      const negated = ((tokens.flags[at] as number) & FLAG.negated) !== 0;
      const key = negated ? of + words : of;
      if (here.has(key)) continue;
      here.add(key);
      lettersInto(letters, tokens.letters, tokens.from[at] as number, tokens.to[at] as number, negated);
    }
    for (let at = 0; at < letters.count; at++) {
      const hash = letters.hashes[at] as number;
      found.set(hash, (found.get(hash) ?? 0) + 1);
    }
    const rowColumns = [...here];
    const rowValues = rowColumns.map(() => 1);
    for (const [hash, value] of found) {
      let column = columnOf.get(hash);
      if (column === undefined) {
        column = columnOf.size;
        columnOf.set(hash, column);
        textsWith.push(0);
      }
      textsWith[column] = (textsWith[column] as number) + 1;
      rowColumns.push(column + 2 * words);
      rowValues.push(value);
    }
    columns.push(rowColumns);
    values.push(rowValues);
    allScores.set(scores, row * SCORES.length);
    poolsInto(pools, row, tokens, vectors);
  }
  return { ...packed(columns, values, start, 2 * words, [...columnOf.keys()], textsWith, minTexts), rows: texts.length, scores: allScores, pools }; // prettier-ignore
}

/** Drops the hashed columns that fewer than `minTexts` texts have. */
function packed(
  columns: readonly number[][],
  values: readonly number[][],
  start: Int32Array,
  words: number,
  hashes: readonly number[],
  textsWith: readonly number[],
  minTexts: number,
) {
  // prettier-ignore
  const kept = new Int32Array(hashes.length).fill(-1);
  const keptHashes: number[] = [];
  for (const [column, hash] of hashes.entries())
    if ((textsWith[column] as number) >= minTexts) kept[column] = keptHashes.push(hash) - 1;
  const isKept = (column: number) => column < words || (kept[column - words] as number) >= 0;
  for (const [row, of] of columns.entries())
    start[row + 1] = (start[row] as number) + of.reduce((sum, column) => sum + (isKept(column) ? 1 : 0), 0);
  const column = new Int32Array(start[columns.length] as number);
  const value = new Float32Array(column.length);
  let at = 0;
  for (const [row, of] of columns.entries())
    for (const [i, from] of of.entries())
      if (isKept(from)) {
        column[at] = from < words ? from : words + (kept[from - words] as number);
        value[at++] = values[row]?.[i] as number;
      }
  return { start, column, value, hashes: keptHashes };
}

function poolsInto(
  pools: Float32Array,
  row: number,
  tokens: Tokens,
  { dimensions, vector, weight }: WordTable,
): void {
  const offset = row * POOLS.length * dimensions;
  let total = 0;
  for (let at = 0; at < tokens.count; at++) {
    const of = tokens.row[at] as number;
    if (of === -1 || tokens.kind[at] !== TOKEN.word) continue;
    const w = weight[of] as number;
    total += w;
    const pool = poolOf(tokens.flags[at] as number);
    if (pool === -1) continue;
    const place = offset + pool * dimensions;
    for (let d = 0; d < dimensions; d++)
      pools[place + d] = (pools[place + d] as number) + w * (vector[of * dimensions + d] as number);
  }
  if (total === 0) return;
  // Every pool is a share of the whole text, so that a pool of one word does not shout.
  for (let i = offset; i < offset + POOLS.length * dimensions; i++) pools[i] = (pools[i] as number) / total;
}
