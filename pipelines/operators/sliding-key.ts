import type { SliceGrid } from './slice-grid.ts';
import { Slices, type SliceAggregator } from './slices.ts';
import { SlidingMerge } from './sliding-merge.ts';
import { SortedRun } from './sorted-run.ts';
import type { Published } from './window-io.ts';
import { WindowRanges } from './window-ranges.ts';

/** A window of one key as it stands. */
export interface Standing<Acc> {
  readonly window: number;
  readonly acc: Acc;
  readonly published: Published | null;
}

/** How far the windows of all keys have come: the last window that is closed, and the last that is freed. */
export interface Progress {
  readonly closed: number;
  readonly freed: number;
}

/** The sliding windows of one key: its slices, and what of its windows is not published yet. */
export class SlidingKey<In, Acc> {
  readonly key: string;
  readonly slices: Slices<In, Acc>;
  readonly #aggregator: SliceAggregator<In, Acc>;
  readonly #grid: SliceGrid;
  readonly #inOrder: SlidingMerge<In, Acc>;
  /** The span of slices that changed since the last early firing; empty when it ends before it begins. */
  #freshFrom = Number.POSITIVE_INFINITY;
  #freshTo = Number.NEGATIVE_INFINITY;
  /** Windows that were closed already when they changed. */
  #late: WindowRanges | undefined;
  /** Of those, the ones that were empty when they closed: nobody has heard of them. */
  #unheard: WindowRanges | undefined;
  /** Only windows beyond revision 0. */
  #revised: SortedRun<Published> | undefined;
  /** What windows may have been published as by a process before this one. */
  #before: Published | null = null;

  constructor(key: string, aggregator: SliceAggregator<In, Acc>, grid: SliceGrid) {
    this.key = key;
    this.#aggregator = aggregator;
    this.#grid = grid;
    this.slices = new Slices(aggregator, grid.slicesPerWindow);
    this.#inOrder = new SlidingMerge(aggregator, this.slices);
  }

  get hasLate(): boolean {
    return this.#late !== undefined && !this.#late.isEmpty;
  }

  get hasFresh(): boolean {
    return this.#freshFrom <= this.#freshTo;
  }

  add(slice: number, value: In): void {
    this.slices.add(slice, value);
    this.#touch(slice);
  }

  /** A value of a slice that is in closed windows. */
  addLate(slice: number, value: In, progress: Progress): void {
    this.#noteLate(slice, progress, this.slices.get(slice) === undefined);
    this.#inOrder.addLate(slice, value, this.slices.add(slice, value));
    this.#touch(slice);
  }

  /** Puts this accumulator in the place of a slice and notes its windows as changed. */
  restate(slice: number, acc: Acc, published: Published | null, progress: Progress): void {
    const isNews = published === null || published.status === 'provisional';
    this.#noteLate(slice, progress, isNews && this.slices.get(slice) === undefined);
    this.restore(slice, acc, published);
    this.#touch(slice);
  }

  restore(slice: number, acc: Acc, published: Published | null): void {
    if (published !== null && published.revision >= (this.#before?.revision ?? 0)) this.#before = published;
    this.slices.set(slice, this.#aggregator.merge(acc, this.#aggregator.empty()));
    this.#inOrder.rebuild();
  }

  /** The next window, on time. */
  close(window: number): Standing<Acc> | undefined {
    const from = this.#grid.firstSliceOf(window);
    const { last } = this.slices;
    if (last === undefined || last < from) return undefined;
    const to = this.#grid.endSliceOf(window);
    this.slices.close(to);
    const acc = this.#inOrder.next(from, to);
    return acc === undefined ? undefined : { window, acc, published: this.#openAs() };
  }

  published(window: number, as: Published): void {
    if (as.revision === 0) return;
    this.#revised ??= new SortedRun();
    this.#revised.set(window, as);
  }

  /**
   * Open windows with something new, up to the first that has the key's newest value: those after it would only say
   * the same again.
   */
  *takeFresh({ closed }: Progress): Generator<Standing<Acc>> {
    const { last } = this.slices;
    const from = Math.max(this.#grid.firstWindowOf(this.#freshFrom), closed + 1);
    const to = Math.min(this.#grid.lastWindowOf(this.#freshTo), Math.max(this.#newest(), closed + 1));
    this.#freshFrom = Number.POSITIVE_INFINITY;
    this.#freshTo = Number.NEGATIVE_INFINITY;
    if (last === undefined) return;
    for (let window = from; window <= to; window += 1) {
      const acc = this.slices.range(this.#grid.firstSliceOf(window), this.#grid.endSliceOf(window));
      if (acc !== undefined) yield { window, acc, published: this.#openAs() };
    }
  }

  /** Windows up to this one that changed after they were closed. */
  *takeLate(upTo: number): Generator<Standing<Acc>> {
    const unheard = this.#unheard?.takeUpTo(upTo) ?? [];
    const isUnheard = (window: number) => unheard.some(({ from, to }) => from <= window && window <= to);
    for (const { from, to } of this.#late?.takeUpTo(upTo) ?? []) {
      // Neighbours share nearly all their slices, as on time.
      const neighbours = new SlidingMerge(this.#aggregator, this.slices);
      this.slices.close(this.#grid.endSliceOf(to));
      for (let window = from; window <= to; window += 1) {
        const acc = neighbours.next(this.#grid.firstSliceOf(window), this.#grid.endSliceOf(window));
        if (acc === undefined) continue;
        yield { window, acc, published: isUnheard(window) ? this.#openAs() : this.#closedAs(window) };
      }
    }
    if (!this.hasLate) this.#late = this.#unheard = undefined;
  }

  /** Lets go of windows up to this one. Whether nothing is left of the key. */
  free(upTo: number): boolean {
    this.slices.dropBefore(this.#grid.firstSliceOf(upTo + 1));
    this.#revised?.dropBefore(upTo + 1);
    return this.slices.size === 0;
  }

  #newest(): number {
    return this.#grid.firstWindowOf(this.slices.last ?? Number.NEGATIVE_INFINITY);
  }

  #touch(slice: number): void {
    if (slice < this.#freshFrom) this.#freshFrom = slice;
    if (slice > this.#freshTo) this.#freshTo = slice;
  }

  /** Before the slice is added. `isNews`: none of its windows that has no other slice was ever published. */
  #noteLate(slice: number, { closed, freed }: Progress, isNews: boolean): void {
    const from = Math.max(this.#grid.firstWindowOf(slice), freed + 1);
    const to = Math.min(this.#grid.lastWindowOf(slice), closed);
    if (from > to) return;
    this.#late ??= new WindowRanges();
    this.#late.add({ from, to });
    if (!isNews) return;
    const { before, after } = this.slices.neighbours(slice);
    const alone = {
      from: before === undefined ? from : Math.max(from, this.#grid.lastWindowOf(before) + 1),
      to: after === undefined ? to : Math.min(to, this.#grid.firstWindowOf(after) - 1),
    };
    if (alone.from > alone.to) return;
    this.#unheard ??= new WindowRanges();
    this.#unheard.add(alone);
  }

  #openAs(): Published | null {
    return this.#before === null ? null : { status: 'provisional', revision: this.#before.revision };
  }

  #closedAs(window: number): Published {
    return this.#revised?.get(window) ?? { status: 'final', revision: this.#before?.revision ?? 0 };
  }
}
