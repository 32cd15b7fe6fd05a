import { SliceGrid } from './slice-grid.ts';
import { SlidingKey, type Standing } from './sliding-key.ts';
import type { Sliding } from './window-assigners.ts';
import {
  nextPublished,
  type Due,
  type KeyedWindows,
  type KeyedWindowsConfig,
  type Restated,
} from './window-io.ts';

/** Overlapping windows of each key as merges of slices. Windows are numbered by the grid. */
export class SlidingWindows<In, Acc> implements KeyedWindows<In, Acc> {
  readonly #grid: SliceGrid;
  readonly #config: KeyedWindowsConfig<In, Acc>;
  readonly #keys = new Map<string, SlidingKey<In, Acc>>();
  readonly #fresh = new Map<string, SlidingKey<In, Acc>>();
  readonly #late = new Map<string, SlidingKey<In, Acc>>();
  #watermark = Number.NEGATIVE_INFINITY;
  /** The last window of each. */
  #closed = Number.NEGATIVE_INFINITY;
  #freed = Number.NEGATIVE_INFINITY;

  constructor(assigner: Sliding, config: KeyedWindowsConfig<In, Acc>) {
    this.#grid = new SliceGrid(assigner);
    this.#config = config;
  }

  get keys(): number {
    return this.#keys.size;
  }

  add(key: string, at: number, value: In): void {
    const grid = this.#grid;
    const slice = grid.sliceAt(at);
    if (grid.lastWindowOf(slice) <= this.#freed) return this.#config.emit({ type: 'late', key, at, value });
    const state = this.#hold(key);
    state.add(slice, value, this.#closed, this.#freed);
    if (!this.#fresh.has(key)) this.#fresh.set(key, state);
    if (state.hasLate) this.#late.set(key, state);
    if (grid.firstWindowOf(slice) <= this.#freed)
      this.#config.emit({ type: 'late', key, at, value, heldFrom: grid.startOf(this.#freed + 1) });
  }

  advance(at: number): void {
    if (at <= this.#watermark) return;
    this.#watermark = at;
    const closed = this.#grid.lastEndedBy(at);
    const freed = this.#grid.lastEndedBy(at - this.#config.allowedLatenessMs);
    for (let window = this.#firstToClose(); window <= closed; ) {
      this.#closed = window;
      window = this.#close(window) ? window + 1 : this.#nextToClose(window);
    }
    this.#closed = closed;
    if (freed === this.#freed) return;
    this.#fireLate(freed);
    this.#freed = freed;
    for (const [key, state] of this.#keys) {
      if (!state.free(freed)) continue;
      this.#keys.delete(key);
      this.#fresh.delete(key);
    }
  }

  flush({ early, late }: Due): void {
    if (late) this.#fireLate(this.#closed);
    if (!early) return;
    const fresh = [...this.#fresh];
    this.#fresh.clear();
    for (const [key, state] of fresh)
      for (const standing of state.takeFresh(this.#closed)) this.#fire(key, state, standing, false);
  }

  restate({ key, windowStart, acc, published }: Restated<Acc>): void {
    const slice = this.#sliceFrom(windowStart);
    if (this.#grid.lastWindowOf(slice) <= this.#freed) return;
    const state = this.#hold(key);
    if (this.#config.same(state.slices.get(slice) ?? this.#config.aggregator.empty(), acc)) return;
    state.restate(slice, acc, published, this.#closed, this.#freed);
    this.#fresh.set(key, state);
    if (state.hasLate) this.#late.set(key, state);
  }

  restore({ key, windowStart, acc, published }: Restated<Acc>): void {
    const slice = this.#sliceFrom(windowStart);
    if (this.#grid.lastWindowOf(slice) <= this.#freed) return;
    const state = this.#hold(key);
    if (published?.status === 'provisional' && this.#grid.firstWindowOf(slice) <= this.#closed) {
      state.restate(slice, acc, published, this.#closed, this.#freed);
      this.#late.set(key, state);
    } else state.restore(slice, acc, published);
  }

  #hold(key: string): SlidingKey<In, Acc> {
    let state = this.#keys.get(key);
    if (state === undefined)
      this.#keys.set(key, (state = new SlidingKey(this.#config.aggregator, this.#grid)));
    return state;
  }

  #sliceFrom(start: number): number {
    const slice = this.#grid.sliceAt(start);
    if (this.#grid.startOfSlice(slice) !== start)
      throw new RangeError(`Sliding windows are restated slice by slice; no slice begins at ${start}.`);
    return slice;
  }

  #firstToClose(): number {
    return this.#closed === Number.NEGATIVE_INFINITY ? this.#nextToClose(this.#closed) : this.#closed + 1;
  }

  /** Whether any key had something in this window. */
  #close(window: number): boolean {
    let fired = false;
    for (const [key, state] of this.#keys) {
      const standing = state.close(window);
      if (standing === undefined) continue;
      fired = true;
      this.#fire(key, state, standing, true);
    }
    return fired;
  }

  /** The first window with values after one that has none; a long silence is leapt over. */
  #nextToClose(window: number): number {
    const grid = this.#grid;
    let next = Number.POSITIVE_INFINITY;
    for (const { slices } of this.#keys.values()) {
      const slice = slices.firstFrom(grid.endSliceOf(window));
      if (slice !== undefined) next = Math.min(next, grid.firstWindowOf(slice));
    }
    return next;
  }

  #fireLate(upTo: number): void {
    for (const [key, state] of this.#late) {
      for (const standing of state.takeLate(upTo)) this.#fire(key, state, standing, true);
      if (!state.hasLate) this.#late.delete(key);
    }
  }

  #fire(
    key: string,
    state: SlidingKey<In, Acc>,
    { window, acc, published }: Standing<Acc>,
    closed: boolean,
  ): void {
    const next = nextPublished(closed, true, published);
    if (closed) state.published(window, next);
    this.#config.emit({
      type: 'pane',
      key,
      windowStart: this.#grid.startOf(window),
      windowEnd: this.#grid.endOf(window),
      acc,
      status: next.status,
      revision: next.revision,
    });
  }
}
