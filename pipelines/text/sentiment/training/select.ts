import { CLASSES, rowsOf, type Problem } from './problem.ts';
import type { Weights } from './softmax.ts';

/**
 * The best columns from `firstColumn` on, ascending: those whose weights, spread over the texts that have them, move
 * the answer most. Columns before are not judged and not listed.
 */
export function bestColumns(
  problem: Problem,
  weights: Weights,
  firstColumn: number,
  keep: number,
): Int32Array {
  const { sparseColumns, column, start, rows } = problem;
  const texts = new Float64Array(sparseColumns);
  for (let at = 0; at < (start[rows] as number); at++) {
    const of = column[at] as number;
    texts[of] = (texts[of] as number) + 1;
  }
  const swayOf = (of: number): number => {
    const [a, b, c] = weights.sparse.subarray(of * CLASSES, of * CLASSES + CLASSES) as unknown as [
      number,
      number,
      number,
    ];
    const mean = (a + b + c) / 3;
    return ((a - mean) ** 2 + (b - mean) ** 2 + (c - mean) ** 2) * (texts[of] as number);
  };
  const sway = Float64Array.from({ length: sparseColumns - firstColumn }, (_, at) =>
    swayOf(firstColumn + at),
  );
  const order = Array.from(sway.keys()).sort((a, b) => (sway[b] as number) - (sway[a] as number) || a - b);
  return Int32Array.from(order.slice(0, keep), (at) => firstColumn + at).sort();
}

/** The problem with the columns before `firstColumn` and the ones listed, renumbered in that order. */
export function withColumns(problem: Problem, firstColumn: number, columns: Int32Array): Problem {
  const place = new Int32Array(problem.sparseColumns).fill(-1);
  for (let of = 0; of < firstColumn; of++) place[of] = of;
  for (const [at, of] of columns.entries()) place[of] = firstColumn + at;
  const start = new Int32Array(problem.rows + 1);
  const column: number[] = [];
  const value: number[] = [];
  for (let row = 0; row < problem.rows; row++) {
    for (let at = problem.start[row] as number; at < (problem.start[row + 1] as number); at++) {
      const to = place[problem.column[at] as number] as number;
      if (to === -1) continue;
      column.push(to);
      value.push(problem.value[at] as number);
    }
    start[row + 1] = column.length;
  }
  return { ...problem, sparseColumns: firstColumn + columns.length, start, column: Int32Array.from(column), value: Float32Array.from(value) }; // prettier-ignore
}

/** Cuts a problem into the rows of one fold and the others. */
export function foldOf(
  problem: Problem,
  fold: number,
  folds: number,
): { readonly inside: number[]; readonly rest: Problem } {
  // prettier-ignore
  const inside: number[] = [];
  const outside: number[] = [];
  for (let row = 0; row < problem.rows; row++) (row % folds === fold ? inside : outside).push(row);
  return { inside, rest: rowsOf(problem, outside) };
}
