/** Above this mean counts are as good as continuous, and adding up their chances one by one takes too long. */
const SMOOTH_FROM = 300;
const FARTHEST_SD = 60;

/** Standard normal quantiles of the bands that are drawn. */
const Z = { 0.05: -1.6448536269514722, 0.95: 1.6448536269514722 } as const;
export type BandEdge = keyof typeof Z;

/**
 * Quantile of counts that vary more than those of a steady stream do: the negative binomial distribution with this mean
 * and variance, found by moments; Poisson's where the variance is not larger than the mean. For large means the gamma
 * distribution with the same moments, by the cube root of Wilson & Hilferty 1931.
 * @returns a whole number, at least 0
 */
export function countQuantile(mean: number, variance: number, p: BandEdge): number {
  if (!(mean > 0)) return 0;
  const spread = Math.max(variance, mean);
  if (mean > SMOOTH_FROM) {
    const shape = (mean * mean) / spread;
    const root = 1 - 1 / (9 * shape) + Z[p] / (3 * Math.sqrt(shape));
    return Math.round(mean * Math.max(0, root) ** 3);
  }
  const size = spread > mean ? (mean * mean) / (spread - mean) : Infinity;
  const farthest = mean + FARTHEST_SD * Math.sqrt(spread);
  // Of counts hardly more uneven than Poisson's the size is beyond all measure, and `size / (size + mean)` would be 1.
  let chance = size === Infinity ? Math.exp(-mean) : Math.exp(-size * Math.log1p(mean / size));
  let below = chance;
  let count = 0;
  while (below < p && count < farthest) {
    chance *=
      size === Infinity ? mean / (count + 1) : ((count + size) / (count + 1)) * (mean / (size + mean));
    below += chance;
    count += 1;
  }
  return count;
}
