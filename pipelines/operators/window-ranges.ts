/** Windows by number, both ends included. */
export interface WindowRange {
  readonly from: number;
  readonly to: number;
}

const COMPACT_AT = 64;

/** A set of windows as ranges: a late value of a long window changes hundreds of neighbours at once. */
export class WindowRanges {
  #ranges: WindowRange[] = [];
  #compactAt = COMPACT_AT;

  get isEmpty(): boolean {
    return this.#ranges.length === 0;
  }

  add(range: WindowRange): void {
    const last = this.#ranges.at(-1);
    if (last !== undefined && last.from <= range.from && range.to <= last.to) return;
    this.#ranges.push(range);
    if (this.#ranges.length < this.#compactAt) return;
    this.#ranges = unionOf(this.#ranges);
    this.#compactAt = Math.max(COMPACT_AT, 2 * this.#ranges.length);
  }

  /** Removes the windows up to this one and returns them, in order and apart. */
  takeUpTo(window: number): WindowRange[] {
    const union = unionOf(this.#ranges);
    this.#ranges = union
      .filter(({ to }) => to > window)
      .map(({ from, to }) => ({ from: Math.max(from, window + 1), to }));
    return union
      .filter(({ from }) => from <= window)
      .map(({ from, to }) => ({ from, to: Math.min(to, window) }));
  }
}

/** The same windows as ranges that are apart and in order. */
function unionOf(ranges: readonly WindowRange[]): WindowRange[] {
  const union: WindowRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = union.at(-1);
    if (last === undefined || range.from > last.to + 1) union.push(range);
    else if (range.to > last.to) union[union.length - 1] = { from: last.from, to: range.to };
  }
  return union;
}
