/** Labelled texts as a matrix: a sparse part with few features a text, and a dense one of scores and mean vectors. */
export interface Problem {
  readonly rows: number;
  readonly sparseColumns: number;
  readonly denseColumns: number;
  /** Where each row starts in `column` and `value`; one more than rows. */
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly value: Float32Array;
  /** `rows` × `denseColumns`. */
  readonly dense: Float32Array;
  /** 0, 1 or 2, as in `LABELS`. */
  readonly label: Uint8Array;
}

export const LABELS = ['negative', 'neutral', 'positive'] as const;
export const CLASSES = LABELS.length;

/** The rows of a problem that are listed. */
export function rowsOf(problem: Problem, rows: readonly number[]): Problem {
  const { denseColumns } = problem;
  const start = new Int32Array(rows.length + 1);
  for (const [at, row] of rows.entries())
    start[at + 1] =
      (start[at] as number) + (problem.start[row + 1] as number) - (problem.start[row] as number);
  const column = new Int32Array(start[rows.length] as number);
  const value = new Float32Array(column.length);
  const dense = new Float32Array(rows.length * denseColumns);
  for (const [at, row] of rows.entries()) {
    const from = problem.start[row] as number;
    const to = problem.start[row + 1] as number;
    column.set(problem.column.subarray(from, to), start[at]);
    value.set(problem.value.subarray(from, to), start[at]);
    dense.set(problem.dense.subarray(row * denseColumns, (row + 1) * denseColumns), at * denseColumns);
  }
  return { ...problem, rows: rows.length, start, column, value, dense, label: Uint8Array.from(rows, (row) => problem.label[row] as number) }; // prettier-ignore
}
