/** The value that `share` (0 … 1) of the values do not exceed; NaN of none. */
export function percentile(values: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** On a machine that others use too the median of many short turns says more than one long mean. */
export const median = (values: Iterable<number>): number => percentile(values, 0.5);

export const ms = (value: number, digits = 0): string => `${value.toFixed(digits)} ms`;
export const sleep = (forMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, forMs));

/** Epoch milliseconds with fractions: processes of one machine measure each other by it. */
export const preciseNow = (): number => performance.timeOrigin + performance.now();
