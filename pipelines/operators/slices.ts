import type { Aggregator } from '../metrics/aggregator.ts';
import { SortedRun } from './sorted-run.ts';

/**
 * Slices in a block, blocks in a larger one. What lives for a day is what the garbage collector pays for: with 8 a seventh
 * is added to the slices, with 2 they are doubled and a day of 5 s slides costs 1.4 × a minute of them instead of 1.2.
 */
const FANOUT = 8;

export type SliceAggregator<In, Acc> = Pick<Aggregator<In, Acc, unknown>, 'empty' | 'add' | 'merge'>;

/** The slices `[index, index + length)`, with what they add up to. `length` is 1, 8, 64 … and divides `index`. */
export interface Block<Acc> {
  readonly index: number;
  readonly length: number;
  readonly acc: Acc;
}

/**
 * The accumulators of one key, slice by slice, and those of aligned blocks of 8, 64, 512 … slices above them, so that any
 * range is a merge of O(log n) of them.
 *
 * A block is built when the slice after it closes: one merge a slice in the long run, O(log n) at most at once. Since
 * accumulators commute, a late value is just added to the blocks above its slice and nothing is built again. Slices
 * without values take no space; a block with one slice inside is that slice.
 */
export class Slices<In, Acc> {
  readonly #aggregator: SliceAggregator<In, Acc>;
  /** Merging never changes it, so one serves every copy. */
  readonly #zero: Acc;
  readonly #maxLength: number;
  readonly #leaves = new SortedRun<Acc>();
  /** Of length 8 at 0, of length 64 at 1 …; a block is under `index / length`. */
  readonly #blocks: SortedRun<Acc>[] = [];
  #closed = Number.NEGATIVE_INFINITY;

  /** `longest`: no range that is asked for has more slices. */
  constructor(aggregator: SliceAggregator<In, Acc>, longest: number) {
    this.#aggregator = aggregator;
    this.#zero = aggregator.empty();
    this.#maxLength = longest;
  }

  get size(): number {
    return this.#leaves.size;
  }

  get last(): number | undefined {
    return this.#leaves.last;
  }

  /** The nearest slices with values on both sides of this one. */
  neighbours(slice: number): { before: number | undefined; after: number | undefined } {
    const { first } = this.#leaves;
    const at = this.#leaves.seek(slice);
    const next = this.#leaves.indexAt(at) === slice ? at + 1 : at;
    return {
      before: first === undefined || first >= slice ? undefined : this.#leaves.indexAt(at - 1),
      after: next < this.#leaves.end ? this.#leaves.indexAt(next) : undefined,
    };
  }

  /** The first slice with values at or after this one. */
  firstFrom(slice: number): number | undefined {
    const at = this.#leaves.seek(slice);
    return at < this.#leaves.end ? this.#leaves.indexAt(at) : undefined;
  }

  get(slice: number): Acc | undefined {
    return this.#leaves.get(slice);
  }

  /** Whether the slice is new. */
  add(slice: number, value: In): boolean {
    const { empty, add } = this.#aggregator;
    const at = this.#leaves.find(slice);
    if (at === -1) this.#leaves.set(slice, add(empty(), value));
    else this.#addTo(this.#leaves, at, value);
    if (slice < this.#closed)
      for (let level = 0, length = FANOUT; level < this.#blocks.length; level += 1, length *= FANOUT) {
        const blocks = this.#blocks[level] as SortedRun<Acc>;
        const block = blocks.find(Math.floor(slice / length));
        if (block !== -1) this.#addTo(blocks, block, value);
      }
    return at === -1;
  }

  /** Puts another accumulator in the place of a slice; what was built on the old one is built anew when needed. */
  set(slice: number, acc: Acc): void {
    this.#leaves.set(slice, acc);
    for (let level = 0, length = FANOUT; level < this.#blocks.length; level += 1, length *= FANOUT)
      this.#blocks[level]?.remove(Math.floor(slice / length));
  }

  /** No slice before this one gets values any more, save late ones. */
  close(before: number): void {
    const leaves = this.#leaves;
    let at = leaves.seek(this.#closed);
    this.#closed = Math.max(this.#closed, before);
    for (; at < leaves.end && leaves.indexAt(at) < before; at += 1) {
      if (leaves.first === leaves.indexAt(at)) continue;
      const older = leaves.indexAt(at - 1);
      // Blocks that hold the slice before and not this one have come to their end.
      for (let length = FANOUT; length <= this.#maxLength; length *= FANOUT) {
        const block = Math.floor(older / length);
        if (block === Math.floor(leaves.indexAt(at) / length)) break;
        this.#block(block, length, leaves.seek(block * length), at);
      }
    }
  }

  /** Merges the slices of `[from, to)` one by one onto `acc`: for the few newest ones. */
  fold(acc: Acc | undefined, from: number, to: number): Acc | undefined {
    let sum = acc;
    for (let at = this.#leaves.seek(from); at < this.#leaves.end && this.#leaves.indexAt(at) < to; at += 1)
      sum = this.#aggregator.merge(sum ?? this.#zero, this.#leaves.valueAt(at));
    return sum;
  }

  /** The largest closed blocks that make up `[from, to)`, first to last, without empty ones. Not to be changed. */
  cover(from: number, to: number): Block<Acc>[] {
    const blocks: Block<Acc>[] = [];
    let index = from;
    while (index < to) {
      const length = this.#alignedLength(index, to);
      const low = this.#leaves.seek(index);
      const acc = this.#block(index / length, length, low, this.#leaves.seek(index + length));
      if (acc !== undefined) blocks.push({ index, length, acc });
      index += length;
    }
    return blocks;
  }

  /** What `[from, to)` adds up to, undefined without values. A new accumulator. */
  range(from: number, to: number): Acc | undefined {
    let sum: Acc | undefined;
    const closed = Math.min(to, Math.max(from, this.#closed));
    for (const { acc } of this.cover(from, closed)) sum = this.#aggregator.merge(sum ?? this.#zero, acc);
    return this.fold(sum, closed, to);
  }

  dropBefore(slice: number): void {
    const { first } = this.#leaves;
    if (first === undefined || first >= slice) return;
    this.#leaves.dropBefore(slice);
    // A block that is cut through is never asked for again: no range begins before this slice.
    for (let level = 0, length = FANOUT; level < this.#blocks.length; level += 1, length *= FANOUT) {
      const block = Math.floor(slice / length);
      if (Math.floor(first / length) === block) return;
      this.#blocks[level]?.dropBefore(block);
    }
  }

  #addTo(run: SortedRun<Acc>, at: number, value: In): void {
    const acc = run.valueAt(at);
    const next = this.#aggregator.add(acc, value);
    // Nearly always the same object: not writing it again spares the garbage collector's bookkeeping.
    if (next !== acc) run.replaceAt(at, next);
  }

  #alignedLength(index: number, to: number): number {
    let length = 1;
    for (let next = FANOUT; next <= this.#maxLength; next *= FANOUT) {
      if (index % next !== 0 || index + next > to) break;
      length = next;
    }
    return length;
  }

  /** `low` and `high`: positions of the slices inside. */
  #block(block: number, length: number, low: number, high: number): Acc | undefined {
    if (high <= low) return undefined;
    if (high - low === 1) return this.#leaves.valueAt(low);
    const level = Math.round(Math.log2(length) / Math.log2(FANOUT)) - 1;
    const built = this.#blocks[level]?.get(block);
    if (built !== undefined) return built;
    const part = length / FANOUT;
    let sum: Acc | undefined;
    let parts = 0;
    for (let child = block * FANOUT, from = low; from < high; child += 1) {
      const to = Math.min(high, this.#leaves.seek((child + 1) * part));
      const acc = this.#block(child, part, from, to);
      from = to;
      if (acc === undefined) continue;
      sum = sum === undefined ? acc : this.#aggregator.merge(sum, acc);
      parts += 1;
    }
    if (parts < 2) return sum;
    while (this.#blocks.length <= level) this.#blocks.push(new SortedRun());
    this.#blocks[level]?.set(block, sum as Acc);
    return sum;
  }
}
