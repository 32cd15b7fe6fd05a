/** The value of a function at `x`; its slope is written to `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

const MEMORY = 8;

interface Step {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly rho: number;
}

/**
 * Minimises a smooth convex function by L-BFGS with a backtracking line search (Nocedal and Wright, algorithm 7.5).
 *
 * @param x where to start; overwritten with where it ended.
 */
export function minimise(
  objective: Objective,
  x: Float64Array,
  { iterations, tolerance }: { iterations: number; tolerance: number },
): number {
  // prettier-ignore
  const size = x.length;
  const steps: Step[] = [];
  let gradient = new Float64Array(size);
  let nextGradient = new Float64Array(size);
  const nextX = new Float64Array(size);
  let value = objective(x, gradient);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const direction = descent(gradient, steps);
    let slope = dot(direction, gradient);
    if (slope >= 0) {
      steps.length = 0;
      for (let i = 0; i < size; i++) direction[i] = -(gradient[i] as number);
      slope = dot(direction, gradient);
    }
    let length = steps.length === 0 ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    let nextValue = Infinity;
    for (let tries = 0; tries < 20; tries++) {
      for (let i = 0; i < size; i++) nextX[i] = (x[i] as number) + length * (direction[i] as number);
      nextValue = objective(nextX, nextGradient);
      if (nextValue <= value + 1e-4 * length * slope) break;
      length /= 2;
    }
    if (!(nextValue < value)) break;
    const s = new Float64Array(size);
    const y = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      s[i] = (nextX[i] as number) - (x[i] as number);
      y[i] = (nextGradient[i] as number) - (gradient[i] as number);
    }
    const curvature = dot(s, y);
    if (curvature > 1e-12) steps.push({ s, y, rho: 1 / curvature });
    if (steps.length > MEMORY) steps.shift();
    x.set(nextX);
    [gradient, nextGradient] = [nextGradient, gradient];
    const gain = (value - nextValue) / Math.max(1, Math.abs(value));
    value = nextValue;
    if (gain < tolerance) break;
  }
  return value;
}

function descent(gradient: Float64Array, steps: readonly Step[]): Float64Array {
  const q = gradient.slice();
  const alphas: number[] = [];
  for (const { s, y, rho } of steps.toReversed()) {
    const alpha = rho * dot(s, q);
    alphas.push(alpha);
    addTo(q, y, -alpha);
  }
  const last = steps.at(-1);
  const scale = last === undefined ? 1 : 1 / (last.rho * dot(last.y, last.y));
  for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) * scale;
  for (const [at, { s, y, rho }] of steps.entries())
    addTo(q, s, (alphas[steps.length - 1 - at] as number) - rho * dot(y, q));
  for (let i = 0; i < q.length; i++) q[i] = -(q[i] as number);
  return q;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function addTo(a: Float64Array, b: Float64Array, times: number): void {
  for (let i = 0; i < a.length; i++) a[i] = (a[i] as number) + times * (b[i] as number);
}
