import { SCORES } from '../scores.ts';
import type { Extracted } from './matrix.ts';
import { CLASSES } from './problem.ts';
import type { Weights } from './softmax.ts';

const TOWARDS_LATEST = 0.5;

/**
 * Scores and mean vectors side by side, each column with mean 0 and deviation 1; then all of them once more, and a
 * column of ones, with the sign of the round. What a score says differs between rounds of labelling, what words say
 * does not (Daumé, 2007).
 */
export interface Dense {
  /** Columns of `values`: twice `own` and one. */
  readonly columns: number;
  /** Scores and mean vectors; `mean` and `deviation` are theirs. */
  readonly own: number;
  readonly values: Float32Array;
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** @param isLatest whether a row is of the latest round of labelling. */
export function denseOf({ rows, scores, pools }: Extracted, isLatest: readonly boolean[]): Dense {
  const scored = SCORES.length;
  const pooled = rows === 0 ? 0 : pools.length / rows;
  const own = scored + pooled;
  const columns = 2 * own + 1;
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    values.set(scores.subarray(row * scored, (row + 1) * scored), row * columns);
    values.set(pools.subarray(row * pooled, (row + 1) * pooled), row * columns + scored);
    values[(row + 1) * columns - 1] = isLatest[row] === true ? 1 : -1;
  }
  const mean = new Float64Array(own);
  const deviation = new Float64Array(own);
  for (let column = 0; column < own; column++) {
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < rows; row++) {
      const value = values[row * columns + column] as number;
      sum += value;
      squares += value * value;
    }
    const average = sum / rows;
    mean[column] = average;
    deviation[column] = Math.sqrt(Math.max(0, squares / rows - average * average)) || 1;
    for (let row = 0; row < rows; row++) {
      const place = row * columns + column;
      const value = ((values[place] as number) - average) / (deviation[column] as number);
      values[place] = value;
      values[place + own] = isLatest[row] === true ? value : -value;
    }
  }
  return { columns, own, values, mean, deviation };
}

/**
 * The weights a text is read with: those of all rounds, and half of what the latest differs by. A new text is of no
 * round; half was better than all or nothing on rounds that were left out.
 */
export function asRead({ own, columns }: Pick<Dense, 'own' | 'columns'>, weights: Weights): Weights {
  const size = own * CLASSES;
  const round = weights.dense.subarray(size);
  const dense = new Float32Array(columns * CLASSES);
  for (let at = 0; at < size; at++)
    dense[at] = (weights.dense[at] as number) + TOWARDS_LATEST * (round[at] as number);
  return { ...weights, dense, bias: weights.bias.map((bias, of) => bias + TOWARDS_LATEST * (round[size + of] as number)) }; // prettier-ignore
}

/** Whether each row is of the latest round: the highest year that a split starts with. Without years all are. */
export function latestRound(splits: readonly string[]): boolean[] {
  const years = splits.map((split) => Number(/^\d{4}/.exec(split)?.[0] ?? 0));
  const latest = years.reduce((a, b) => Math.max(a, b), 0);
  return years.map((year) => year === latest);
}
