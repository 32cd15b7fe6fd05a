import type { SliceAggregator, Slices } from './slices.ts';

/** What the front adds up to from the first slice of a block to its end. */
interface Step<Acc> {
  readonly index: number;
  readonly length: number;
  acc: Acc;
}

/**
 * Ranges of slices whose ends only move forward, each for an amortised O(1) merges, whether they are twelve slices long
 * or seventeen thousand; O(log n) at the most.
 *
 * Two stacks over blocks: the back is one running accumulator; the front holds, for each block of `Slices` between the
 * start of the range and the split, what there is from that block to the split. As the range moves on, the first block
 * is broken into its parts, like a counter that counts down. Two plain stacks merge the whole window at once when
 * the front runs out (the pause that DABA removes: Tangwongsan, Hirzel & Schneider 2021), and a late value spoils every
 * entry in front of it; here it is added to O(log n) accumulators and nothing is merged again.
 */
export class SlidingMerge<In, Acc> {
  readonly #aggregator: SliceAggregator<In, Acc>;
  /** Merging never changes it, so one serves every copy. */
  readonly #zero: Acc;
  readonly #slices: Slices<In, Acc>;
  /** The last block of the front first, so that the earliest is on top. */
  #front: Step<Acc>[] = [];
  #from = Number.NEGATIVE_INFINITY;
  /** Where the front ends and the back begins; the back ends at `#to`. */
  #split = Number.NEGATIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;
  #back: Acc | undefined;

  constructor(aggregator: SliceAggregator<In, Acc>, slices: Slices<In, Acc>) {
    this.#aggregator = aggregator;
    this.#zero = aggregator.empty();
    this.#slices = slices;
  }

  /**
   * What the slices of `[from, to)` add up to, undefined without values. A new accumulator. Neither end may be before
   * that of the last call, and `to` not beyond what is closed.
   */
  next(from: number, to: number): Acc | undefined {
    if (from >= this.#split) {
      this.#split = to;
      this.#back = undefined;
      this.#front = [];
      this.#push(from, to);
    } else {
      this.#back = this.#slices.fold(this.#back, this.#to, to);
      this.#moveTo(from);
    }
    this.#from = from;
    this.#to = to;
    const front = this.#front.at(-1)?.acc;
    if (front === undefined && this.#back === undefined) return undefined;
    return this.#aggregator.merge(front ?? this.#zero, this.#back ?? this.#zero);
  }

  /** A late value, after `Slices.add`. */
  addLate(slice: number, value: In, isNewSlice: boolean): void {
    const { add, empty } = this.#aggregator;
    if (slice >= this.#split) {
      // What is at or after `#to` is yet to come.
      if (slice < this.#to) this.#back = add(this.#back ?? empty(), value);
      return;
    }
    if (slice < this.#from) return;
    let covered = 0;
    for (; covered < this.#front.length; covered += 1) {
      const step = this.#front[covered] as Step<Acc>;
      if (step.index <= slice) break;
    }
    for (let above = covered; above < this.#front.length; above += 1) {
      const step = this.#front[above] as Step<Acc>;
      step.acc = add(step.acc, value);
    }
    const holder = this.#front[covered];
    if (!isNewSlice || (holder !== undefined && slice < holder.index + holder.length)) return;
    // The blocks left out what was empty: this slice becomes a block of its own between them.
    const below = this.#front[covered - 1];
    const acc = add(below === undefined ? empty() : this.#copy(below.acc), value);
    this.#front.splice(covered, 0, { index: slice, length: 1, acc });
  }

  /** After `Slices.set`: what is in progress is put together again from the slices. */
  rebuild(): void {
    this.#split = Number.NEGATIVE_INFINITY;
  }

  #moveTo(from: number): void {
    for (;;) {
      const top = this.#front.at(-1);
      if (top === undefined || top.index >= from) return;
      this.#front.pop();
      const end = top.index + top.length;
      if (end > from) return this.#push(from, end);
    }
  }

  #push(from: number, to: number): void {
    const blocks = this.#slices.cover(from, to);
    for (let at = blocks.length - 1; at >= 0; at -= 1) {
      const { index, length, acc } = blocks[at] as Step<Acc>;
      const below = this.#front.at(-1);
      this.#front.push({
        index,
        length,
        acc: below === undefined ? this.#copy(acc) : this.#aggregator.merge(acc, below.acc),
      });
    }
  }

  #copy(acc: Acc): Acc {
    return this.#aggregator.merge(acc, this.#zero);
  }
}
