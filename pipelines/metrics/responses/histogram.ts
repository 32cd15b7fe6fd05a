const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Where the bars of a histogram of response times end, milliseconds: each a little over twice the one before it. */
export const RESPONSE_EDGES_MS: readonly number[] = [
  ...[1, 2, 5, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 4, 8, 24].map((hours) => hours * HOUR_MS),
];

/** How many took at most `edges[i]` and longer than the edge before it; one more count than edges, for the rest. */
export function histogramOf(
  timesMs: readonly number[],
  edges: readonly number[] = RESPONSE_EDGES_MS,
): number[] {
  const counts = Array.from({ length: edges.length + 1 }, () => 0);
  for (const ms of timesMs) {
    const found = edges.findIndex((edge) => ms <= edge);
    const index = found < 0 ? edges.length : found;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}
