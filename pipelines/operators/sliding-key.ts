import { SlidingMerge } from './sliding-merge.ts';
import type { SliceGrid } from './slice-grid.ts';
import { Slices, type SliceAggregator } from './slices.ts';
import { SortedRun } from './sorted-run.ts';
import type { Published } from './window-io.ts';
import { clipped, isIn, unionOf, type WindowRange } from './window-ranges.ts';

/** A window of one key as it stands. */
export interface Standing<Acc> {
  readonly window: number;
  readonly acc: Acc;
  readonly published: Published | null;
}

const NOTHING: readonly WindowRange[] = [];

/** The sliding windows of one key: its slices, and what of its windows is not published yet. */
export class SlidingKey<In, Acc> {
  readonly slices: Slices<In, Acc>;
  readonly #aggregator: SliceAggregator<In, Acc>;
  readonly #grid: SliceGrid;
  readonly #inOrder: SlidingMerge<In, Acc>;
  /** Open slices that changed since the last early firing. */
  readonly #fresh = new Set<number>();
  #recent = Number.NaN;
  /** Windows that were closed already when they changed. */
  #late = NOTHING;
  /** Of those, the ones that were empty when they closed: nobody has heard of them. */
  #unheard = NOTHING;
  /** Only windows that are not plainly `final`, revision 0. */
  #revised: SortedRun<Published> | undefined;
  /** What windows may have been published as by a process before this one. */
  #before: Published | null = null;

  constructor(aggregator: SliceAggregator<In, Acc>, grid: SliceGrid) {
    this.#aggregator = aggregator;
    this.#grid = grid;
    this.slices = new Slices(aggregator, grid.slicesPerWindow);
    this.#inOrder = new SlidingMerge(aggregator, this.slices);
  }

  get hasLate(): boolean {
    return this.#late.length > 0;
  }

  get hasFresh(): boolean {
    return this.#fresh.size > 0;
  }

  /** `closed` and `freed`: the last such window. */
  add(slice: number, value: In, closed: number, freed: number): void {
    if (this.#grid.firstWindowOf(slice) > closed) {
      this.slices.add(slice, value);
    } else {
      this.#noteLate(slice, closed, freed);
      this.#inOrder.addLate(slice, value, this.slices.add(slice, value));
    }
    this.#touch(slice);
  }

  /** Puts this accumulator in the place of a slice and notes its windows as changed. */
  restate(slice: number, acc: Acc, published: Published | null, closed: number, freed: number): void {
    this.restore(slice, acc, published);
    this.#touch(slice);
    if (this.#grid.firstWindowOf(slice) <= closed) this.#noteLate(slice, closed, freed);
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
  *takeFresh(closed: number): Generator<Standing<Acc>> {
    const ranges = unionOf(
      [...this.#fresh].map((slice) => ({
        from: this.#grid.firstWindowOf(slice),
        to: this.#grid.lastWindowOf(slice),
      })),
    );
    this.#fresh.clear();
    this.#recent = Number.NaN;
    const newest = this.#grid.firstWindowOf(this.slices.last ?? Number.NEGATIVE_INFINITY);
    for (const { from, to } of clipped(ranges, closed + 1, Math.max(newest, closed + 1)))
      for (let window = from; window <= to; window += 1) {
        const acc = this.slices.range(this.#grid.firstSliceOf(window), this.#grid.endSliceOf(window));
        if (acc !== undefined) yield { window, acc, published: this.#openAs() };
      }
  }

  /** Windows up to this one that changed after they were closed. */
  *takeLate(upTo: number): Generator<Standing<Acc>> {
    const ranges = unionOf(this.#late);
    const unheard = this.#unheard;
    this.#late = clipped(ranges, upTo + 1, Number.POSITIVE_INFINITY);
    this.#unheard = clipped(unheard, upTo + 1, Number.POSITIVE_INFINITY);
    for (const { from, to } of clipped(ranges, Number.NEGATIVE_INFINITY, upTo)) {
      const neighbours = new SlidingMerge(this.#aggregator, this.slices);
      this.slices.close(this.#grid.endSliceOf(to));
      for (let window = from; window <= to; window += 1) {
        const acc = neighbours.next(this.#grid.firstSliceOf(window), this.#grid.endSliceOf(window));
        if (acc === undefined) continue;
        yield { window, acc, published: isIn(unheard, window) ? this.#openAs() : this.#closedAs(window) };
      }
    }
  }

  /** Lets go of windows up to this one. Whether nothing is left of the key. */
  free(upTo: number): boolean {
    this.slices.dropBefore(this.#grid.firstSliceOf(upTo + 1));
    this.#revised?.dropBefore(upTo + 1);
    for (const slice of this.#fresh) if (this.#grid.lastWindowOf(slice) <= upTo) this.#fresh.delete(slice);
    return this.slices.size === 0;
  }

  #touch(slice: number): void {
    if (slice === this.#recent) return;
    this.#recent = slice;
    this.#fresh.add(slice);
  }

  /** Before the slice is added. */
  #noteLate(slice: number, closed: number, freed: number): void {
    const [touched] = clipped(
      [{ from: this.#grid.firstWindowOf(slice), to: this.#grid.lastWindowOf(slice) }],
      freed + 1,
      closed,
    );
    if (touched === undefined) return;
    const last = this.#late.at(-1);
    if (last?.from !== touched.from || last.to !== touched.to) this.#late = [...this.#late, touched];
    if (this.slices.get(slice) !== undefined) return;
    const { before, after } = this.slices.neighbours(slice);
    const alone = clipped(
      [touched],
      before === undefined ? touched.from : this.#grid.lastWindowOf(before) + 1,
      after === undefined ? touched.to : this.#grid.firstWindowOf(after) - 1,
    );
    if (alone.length > 0) this.#unheard = [...this.#unheard, ...alone];
  }

  #openAs(): Published | null {
    return this.#before === null ? null : { status: 'provisional', revision: this.#before.revision };
  }

  #closedAs(window: number): Published {
    return this.#revised?.get(window) ?? { status: 'final', revision: this.#before?.revision ?? 0 };
  }
}
