import { SCORES } from '../scores.ts';
import type { Extracted } from './matrix.ts';

/** Scores and mean vectors side by side, each column with mean 0 and deviation 1. */
export interface Dense {
  readonly columns: number;
  readonly values: Float32Array;
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

export function denseOf({ rows, scores, pools }: Extracted): Dense {
  const own = SCORES.length;
  const pooled = rows === 0 ? 0 : pools.length / rows;
  const columns = own + pooled;
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    values.set(scores.subarray(row * own, (row + 1) * own), row * columns);
    values.set(pools.subarray(row * pooled, (row + 1) * pooled), row * columns + own);
  }
  const mean = new Float64Array(columns);
  const deviation = new Float64Array(columns);
  for (let column = 0; column < columns; column++) {
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
      values[place] = ((values[place] as number) - average) / (deviation[column] as number);
    }
  }
  return { columns, values, mean, deviation };
}
