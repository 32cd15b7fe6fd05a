import type { Aggregator } from '../aggregator.ts';

export interface ResponseSummary {
  readonly n: number;
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
  readonly p99Ms: number | null;
}

/** First response times in milliseconds, kept one by one: exact quantiles, merged by joining. */
export const responseTimes: Aggregator<number, number[], ResponseSummary> = {
  empty: () => [],
  add(acc, ms) {
    acc.push(ms);
    return acc;
  },
  merge: (a, b) => [...a, ...b],
  result(acc) {
    const sorted = acc.toSorted((a, b) => a - b);
    return {
      n: sorted.length,
      medianMs: quantile(sorted, 0.5),
      p90Ms: quantile(sorted, 0.9),
      p99Ms: quantile(sorted, 0.99),
    };
  },
};

/**
 * Linear interpolation between the two nearest order statistics (type 7 of Hyndman & Fan 1996), which is what
 * ClickHouse's `quantileExactInclusive` computes: live and historical numbers agree to the last digit.
 */
export function quantile(sorted: readonly number[], p: number): number | null {
  if (sorted.length === 0) return null;
  const at = p * (sorted.length - 1);
  const below = sorted[Math.floor(at)] as number;
  const above = sorted[Math.ceil(at)] as number;
  return below + (above - below) * (at - Math.floor(at));
}
