/** 95 %, two-sided. */
const Z = 1.959963984540054;

export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

const NOTHING: Interval = { low: null, high: null };

/**
 * The score interval of a share (Wilson 1927): stays inside 0 … 1 and covers well for few observations and for shares
 * near either end. `hits` and `n` may be fractions (weighted counts).
 */
export function wilson(hits: number, n: number): Interval {
  if (!(n > 0)) return NOTHING;
  const share = Math.min(1, Math.max(0, hits / n));
  const z2 = Z * Z;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  // Rounding must not leave the share outside of its own interval.
  return {
    low: Math.max(0, Math.min(share, middle - half)),
    high: Math.min(1, Math.max(share, middle + half)),
  };
}

/**
 * Interval of a quantile from order statistics: the ranks a binomial count falls between, in the normal
 * approximation with continuity. `sorted` ascending.
 */
export function quantileInterval(sorted: readonly number[], p: number): Interval {
  const n = sorted.length;
  if (n === 0) return NOTHING;
  const half = Z * Math.sqrt(n * p * (1 - p)) + 0.5;
  // The ranks the quantile itself is read from are always inside.
  const rank = p * (n - 1);
  const low = Math.max(0, Math.min(Math.floor(rank), Math.floor(n * p - half)));
  const high = Math.min(n - 1, Math.max(Math.ceil(rank), Math.ceil(n * p + half) - 1));
  return { low: sorted[low] ?? null, high: sorted[high] ?? null };
}

/** Interval of a mean of values whose sum and sum of squares are known. Null below two of them. */
export function meanInterval(n: number, sum: number, squares: number): Interval {
  if (n < 2) return NOTHING;
  const mean = sum / n;
  const variance = Math.max(0, (squares - n * mean * mean) / (n - 1));
  const half = Z * Math.sqrt(variance / n);
  return { low: mean - half, high: mean + half };
}

/**
 * Interval of `100·(P − N)/n`, a difference of two shares of one multinomial sample: its variance is
 * `(p + q − (p − q)²)/n`.
 */
export function netInterval(positive: number, negative: number, n: number): Interval {
  if (!(n > 0)) return NOTHING;
  const p = positive / n;
  const q = negative / n;
  const half = 100 * Z * Math.sqrt(Math.max(0, p + q - (p - q) ** 2) / n);
  const value = 100 * (p - q);
  return { low: Math.max(-100, value - half), high: Math.min(100, value + half) };
}

/** Interval of a difference of two independent estimates with their own intervals (Newcombe's square-and-add). */
export function differenceInterval(a: number, ofA: Interval, b: number, ofB: Interval): Interval {
  if (ofA.low === null || ofA.high === null || ofB.low === null || ofB.high === null) return NOTHING;
  const value = a - b;
  return {
    low: value - Math.hypot(a - ofA.low, ofB.high - b),
    high: value + Math.hypot(ofA.high - a, b - ofB.low),
  };
}

/** A share with everything a reader needs to judge it. */
export const shareReading = (
  hits: number,
  n: number,
): { value: number | null; n: number; numerator: number; denominator: number } & Interval => ({
  value: n > 0 ? hits / n : null,
  n,
  numerator: hits,
  denominator: n,
  ...wilson(hits, n),
});
