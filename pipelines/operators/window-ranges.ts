/** Windows by number, both ends included. */
export interface WindowRange {
  readonly from: number;
  readonly to: number;
}

/** The same windows as ranges that are apart and in order. */
export function unionOf(ranges: readonly WindowRange[]): WindowRange[] {
  const union: WindowRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = union.at(-1);
    if (last === undefined || range.from > last.to + 1) union.push(range);
    else if (range.to > last.to) union[union.length - 1] = { from: last.from, to: range.to };
  }
  return union;
}

/** The part of each range that lies in `[from, to]`. */
export const clipped = (ranges: readonly WindowRange[], from: number, to: number): WindowRange[] =>
  ranges
    .map((range) => ({ from: Math.max(range.from, from), to: Math.min(range.to, to) }))
    .filter((range) => range.from <= range.to);

export const isIn = (ranges: readonly WindowRange[], window: number): boolean =>
  ranges.some(({ from, to }) => window >= from && window <= to);
