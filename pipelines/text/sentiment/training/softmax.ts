import { minimise } from './minimise.ts';
import { CLASSES, type Problem } from './problem.ts';

/** Weights by column and class: `sparse[column * 3 + class]`. */
export interface Weights {
  readonly sparse: Float32Array;
  readonly dense: Float32Array;
  readonly bias: readonly number[];
}

export interface SoftmaxOptions {
  /** Strength of the pull to zero on sparse weights. */
  readonly sparseL2: number;
  /** The same on each dense column. */
  readonly denseL2: Float32Array;
  /** Scale of each sparse weight, `column * 3 + class`: how far it may move for its price. */
  readonly scale: Float32Array;
  /** Share of every label that is spread over all classes, because people disagree. */
  readonly smoothing: number;
  readonly iterations: number;
}

/** Softmax regression with every class given the same weight in all. */
export function fitSoftmax(problem: Problem, options: SoftmaxOptions): Weights {
  const { rows, sparseColumns, denseColumns, label } = problem;
  const { scale, smoothing } = options;
  const sparseSize = sparseColumns * CLASSES;
  const denseSize = denseColumns * CLASSES;
  const x = new Float64Array(sparseSize + denseSize + CLASSES);
  const effective = new Float32Array(sparseSize);
  const gradientOf = new Float64Array(sparseSize);
  const weight = balancedWeights(label);
  const logits = new Float64Array(CLASSES);
  const objective = (at: Float64Array, gradient: Float64Array): number => {
    for (let i = 0; i < sparseSize; i++) effective[i] = (at[i] as number) * (scale[i] as number);
    gradientOf.fill(0);
    gradient.fill(0);
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      logitsInto(logits, problem, row, effective, at, sparseSize);
      loss += rowLoss(logits, label[row] as number, weight[row] as number, smoothing);
      spread(problem, row, logits, gradientOf, gradient, sparseSize);
    }
    for (let i = 0; i < sparseSize; i++) {
      gradient[i] = (gradientOf[i] as number) * (scale[i] as number) + options.sparseL2 * (at[i] as number);
      loss += 0.5 * options.sparseL2 * (at[i] as number) ** 2;
    }
    for (let i = 0; i < denseSize; i++) {
      const l2 = options.denseL2[Math.floor(i / CLASSES)] as number;
      const value = at[sparseSize + i] as number;
      gradient[sparseSize + i] = (gradient[sparseSize + i] as number) + l2 * value;
      loss += 0.5 * l2 * value * value;
    }
    return loss;
  };
  minimise(objective, x, { iterations: options.iterations, tolerance: 1e-5 });
  return {
    sparse: Float32Array.from(x.subarray(0, sparseSize), (value, i) => value * (scale[i] as number)),
    dense: Float32Array.from(x.subarray(sparseSize, sparseSize + denseSize)),
    bias: [...x.subarray(sparseSize + denseSize)],
  };
}

/** Every class has the same weight in all. */
function balancedWeights(label: Uint8Array): Float64Array {
  const texts = [0, 0, 0];
  for (const of of label) texts[of] = (texts[of] as number) + 1;
  return Float64Array.from(label, (of) => label.length / (CLASSES * (texts[of] as number)));
}

function logitsInto(
  logits: Float64Array,
  problem: Problem,
  row: number,
  sparse: Float32Array,
  at: Float64Array,
  offset: number,
): void {
  // prettier-ignore
  const { start, column, value, dense, denseColumns } = problem;
  const bias = offset + denseColumns * CLASSES;
  let [a, b, c] = [at[bias] as number, at[bias + 1] as number, at[bias + 2] as number];
  const end = start[row + 1] as number;
  for (let i = start[row] as number; i < end; i++) {
    const w = (column[i] as number) * CLASSES;
    const v = value[i] as number;
    a += v * (sparse[w] as number);
    b += v * (sparse[w + 1] as number);
    c += v * (sparse[w + 2] as number);
  }
  for (let i = 0, d = row * denseColumns, w = offset; i < denseColumns; i++, d++, w += CLASSES) {
    const v = dense[d] as number;
    if (v === 0) continue;
    a += v * (at[w] as number);
    b += v * (at[w + 1] as number);
    c += v * (at[w + 2] as number);
  }
  logits[0] = a;
  logits[1] = b;
  logits[2] = c;
}

/** The loss of a row; turns its logits into how much each must fall. */
function rowLoss(logits: Float64Array, label: number, weight: number, smoothing: number): number {
  const top = Math.max(logits[0] as number, logits[1] as number, logits[2] as number);
  let sum = 0;
  let wanted = 0;
  for (let c = 0; c < CLASSES; c++) {
    const logit = (logits[c] as number) - top;
    wanted += targetOf(c, label, smoothing) * logit;
    sum += logits[c] = Math.exp(logit);
  }
  for (let c = 0; c < CLASSES; c++)
    logits[c] = weight * ((logits[c] as number) / sum - targetOf(c, label, smoothing));
  return weight * (Math.log(sum) - wanted);
}

const targetOf = (of: number, label: number, smoothing: number): number =>
  (of === label ? 1 - smoothing : 0) + smoothing / CLASSES;

function spread(
  problem: Problem,
  row: number,
  slope: Float64Array,
  sparse: Float64Array,
  gradient: Float64Array,
  offset: number,
): void {
  // prettier-ignore
  const { start, column, value, dense, denseColumns } = problem;
  const [a, b, c] = slope as unknown as [number, number, number];
  const end = start[row + 1] as number;
  for (let i = start[row] as number; i < end; i++) {
    const w = (column[i] as number) * CLASSES;
    const v = value[i] as number;
    sparse[w] = (sparse[w] as number) + v * a;
    sparse[w + 1] = (sparse[w + 1] as number) + v * b;
    sparse[w + 2] = (sparse[w + 2] as number) + v * c;
  }
  for (let i = 0, d = row * denseColumns, w = offset; i < denseColumns; i++, d++, w += CLASSES) {
    const v = dense[d] as number;
    if (v === 0) continue;
    gradient[w] = (gradient[w] as number) + v * a;
    gradient[w + 1] = (gradient[w + 1] as number) + v * b;
    gradient[w + 2] = (gradient[w + 2] as number) + v * c;
  }
  const bias = offset + denseColumns * CLASSES;
  gradient[bias] = (gradient[bias] as number) + a;
  gradient[bias + 1] = (gradient[bias + 1] as number) + b;
  gradient[bias + 2] = (gradient[bias + 2] as number) + c;
}

/** The logits of all rows, `row * 3 + class`. */
export function allLogits(problem: Problem, weights: Weights): Float64Array {
  const at = Float64Array.from([...weights.dense, ...weights.bias]);
  const all = new Float64Array(problem.rows * CLASSES);
  const logits = new Float64Array(CLASSES);
  for (let row = 0; row < problem.rows; row++) {
    logitsInto(logits, problem, row, weights.sparse, at, 0);
    all.set(logits, row * CLASSES);
  }
  return all;
}
