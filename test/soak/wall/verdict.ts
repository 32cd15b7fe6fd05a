/** What a page holds at one moment, after its garbage was collected. */
export interface Sample {
  /** Simulated hours since the first frame. */
  readonly hours: number;
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

export interface Bounds {
  /** Samples before are not judged: caches fill, code is compiled. */
  readonly warmUpHours: number;
  readonly heapMbPerHour: number;
  /** Share, such as 0.02. */
  readonly growth: number;
}

export interface Finding {
  readonly name: string;
  readonly value: number;
  readonly said: string;
  readonly target: string;
  readonly met: boolean;
}

const MB = 1_048_576;
/** A line through fewer says nothing. */
const FEWEST = 6;

/** Slope of the straight line that fits best, in units of y for one of x; NaN when there is no telling. */
export function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const n = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
}

/** By how much the middle of the last third lies above the middle of the first, as a share of it. */
export function growth(values: readonly number[]): number {
  const third = Math.max(1, Math.floor(values.length / 3));
  return middle(values.slice(-third)) / middle(values.slice(0, third)) - 1;
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** @throws when there are too few samples to judge by. */
export function judge(samples: readonly Sample[], bounds: Bounds): Finding[] {
  const judged = samples.filter(({ hours }) => hours >= bounds.warmUpHours);
  if (judged.length < FEWEST)
    throw new Error(
      `${judged.length} samples after the warm-up are too few to judge by; ${FEWEST} are needed.`,
    );
  const heap = slope(judged.map(({ hours, heapBytes }) => [hours, heapBytes / MB]));
  return [
    {
      name: 'heap, MB for each simulated hour',
      value: heap,
      said: heap.toFixed(3),
      target: `≤ ${bounds.heapMbPerHour}`,
      met: heap <= bounds.heapMbPerHour,
    },
    ...(['nodes', 'listeners'] as const).map((name) => {
      const value = growth(judged.map((sample) => sample[name]));
      return {
        name: `growth of ${name}`,
        value,
        said: `${(value * 100).toFixed(2)} %`,
        target: `≤ ${bounds.growth * 100} %`,
        met: value <= bounds.growth,
      };
    }),
  ];
}
