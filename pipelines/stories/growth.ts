import type { Story } from './stories.ts';

type Spread = Pick<Story, 'original' | 'events' | 'reported'>;

/** Fewer instants of growth than this are no curve. */
const MIN_POINTS = 4;

/**
 * How often a story was passed on before an instant: what was seen, or the total the network reported when that is
 * larger.
 */
export function sizeAt({ events, reported }: Spread, at: number): number {
  const total = reported[countBefore(reported, at) - 1]?.reposts ?? 0;
  return Math.max(countBefore(events, at), total);
}

/** R of one story: how often its one original was passed on in `[at − trailingMs, at)`. */
export const spreadOver = (story: Spread, at: number, trailingMs: number): number =>
  sizeAt(story, at) - sizeAt(story, at - trailingMs);

/** Size after each instant of growth in `[from, to)`, ascending: `[instant, size]`. */
export function growth({ events, reported }: Spread, from: number, to: number): [at: number, size: number][] {
  const curve: [at: number, size: number][] = [];
  let seen = countBefore(events, from);
  let totals = countBefore(reported, from);
  let size = Math.max(seen, reported[totals - 1]?.reposts ?? 0);
  for (;;) {
    const at = Math.min(events[seen]?.at ?? Infinity, reported[totals]?.at ?? Infinity);
    if (!(at < to)) return curve;
    while (events[seen]?.at === at) seen += 1;
    while (reported[totals]?.at === at) totals += 1;
    const grown = Math.max(seen, reported[totals - 1]?.reposts ?? 0);
    if (grown > size) curve.push([at, grown]);
    size = grown;
  }
}

/**
 * How long a story takes to double, milliseconds: ln 2 / slope of ln(size + 1) over the instants of growth in
 * `[at − trailingMs, at)`, by least squares. The one added is the original, which starts the curve when it lies in the
 * window. Null when it did not grow at four instants at least, or does not rise.
 */
export function doublingMs(story: Spread, at: number, trailingMs: number): number | null {
  const from = at - trailingMs;
  const curve = growth(story, from, at);
  if (curve.length < MIN_POINTS) return null;
  const first = story.original?.at ?? -Infinity;
  const points = first >= from && first < (curve[0]?.[0] ?? 0) ? [[first, 0] as const, ...curve] : curve;
  const slope = slopeOf(points.map(([time, size]) => [time - from, Math.log(size + 1)]));
  return slope > 0 && Number.isFinite(Math.LN2 / slope) ? Math.LN2 / slope : null;
}

/** Of the straight line through points, by least squares; 0 when they lie above each other. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const n = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  let covariance = 0;
  let variance = 0;
  for (const [x, y] of points) {
    covariance += (x - meanX) * (y - meanY);
    variance += (x - meanX) ** 2;
  }
  return variance > 0 ? covariance / variance : 0;
}

/** Of a list that is ascending in `at`, how many lie before an instant. */
function countBefore(list: readonly { readonly at: number }[], at: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.at ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
