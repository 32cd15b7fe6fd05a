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
  readonly #fresh = new Set<SlidingKey<In, Acc>>();
  readonly #late = new Set<SlidingKey<In, Acc>>();
  #watermark = Number.NEGATIVE_INFINITY;
  readonly #progress = { closed: Number.NEGATIVE_INFINITY, freed: Number.NEGATIVE_INFINITY };

  constructor(assigner: Sliding, config: KeyedWindowsConfig<In, Acc>) {
    this.#grid = new SliceGrid(assigner);
    this.#config = config;
  }

  get keys(): number {
    return this.#keys.size;
  }

  add(key: string, at: number, value: In): void {
    const grid = this.#grid;
    const { closed, freed } = this.#progress;
    const slice = grid.sliceAt(at);
    const firstWindow = grid.firstWindowOf(slice);
    if (firstWindow > closed) {
      const state = this.#hold(key);
      if (!state.hasFresh) this.#fresh.add(state);
      return state.add(slice, value);
    }
    if (grid.lastWindowOf(slice) <= freed) return this.#config.emit({ type: 'late', key, at, value });
    const state = this.#hold(key);
    state.addLate(slice, value, this.#progress);
    this.#note(state);
    if (firstWindow <= freed)
      this.#config.emit({ type: 'late', key, at, value, heldFrom: grid.startOf(freed + 1) });
  }

  advance(at: number): void {
    if (at <= this.#watermark) return;
    this.#watermark = at;
    const progress = this.#progress;
    const closed = this.#grid.lastEndedBy(at);
    const freed = this.#grid.lastEndedBy(at - this.#config.allowedLatenessMs);
    if (closed > progress.closed) {
      this.#closeUpTo(closed);
      progress.closed = closed;
    }
    if (freed === progress.freed) return;
    this.#fireLate(freed);
    progress.freed = freed;
    for (const [key, state] of this.#keys) {
      if (!state.free(freed)) continue;
      this.#keys.delete(key);
      this.#fresh.delete(state);
    }
  }

  flush({ early, late }: Due): void {
    if (late) this.#fireLate(this.#progress.closed);
    if (!early) return;
    for (const state of this.#fresh) {
      this.#fresh.delete(state);
      for (const standing of state.takeFresh(this.#progress)) this.#fire(state, standing, false);
    }
  }

  restate({ key, windowStart, acc, published }: Restated<Acc>): void {
    const slice = this.#sliceFrom(windowStart);
    if (this.#grid.lastWindowOf(slice) <= this.#progress.freed) return;
    const state = this.#hold(key);
    if (this.#config.same(state.slices.get(slice) ?? this.#config.aggregator.empty(), acc)) return;
    state.restate(slice, acc, published, this.#progress);
    this.#note(state);
  }

  restore({ key, windowStart, acc, published }: Restated<Acc>): void {
    const slice = this.#sliceFrom(windowStart);
    if (this.#grid.lastWindowOf(slice) <= this.#progress.freed) return;
    const state = this.#hold(key);
    if (published?.status !== 'provisional') return state.restore(slice, acc, published);
    // Some of its windows may have closed while nobody was there to say so.
    state.restate(slice, acc, published, this.#progress);
    this.#note(state);
  }

  #note(state: SlidingKey<In, Acc>): void {
    if (state.hasFresh) this.#fresh.add(state);
    if (state.hasLate) this.#late.add(state);
  }

  #hold(key: string): SlidingKey<In, Acc> {
    let state = this.#keys.get(key);
    if (state === undefined)
      this.#keys.set(key, (state = new SlidingKey(key, this.#config.aggregator, this.#grid)));
    return state;
  }

  #sliceFrom(start: number): number {
    const slice = this.#grid.sliceAt(start);
    if (this.#grid.startOfSlice(slice) !== start)
      throw new RangeError(`Sliding windows are restated slice by slice; no slice begins at ${start}.`);
    return slice;
  }

  #closeUpTo(closed: number): void {
    const progress = this.#progress;
    let window = progress.closed + 1;
    if (window === Number.NEGATIVE_INFINITY) window = this.#nextToClose(window);
    while (window <= closed && window !== Number.POSITIVE_INFINITY) {
      progress.closed = window;
      window = this.#close(window) ? window + 1 : this.#nextToClose(window);
    }
  }

  /** Whether any key had something in this window. */
  #close(window: number): boolean {
    let fired = false;
    for (const state of this.#keys.values()) {
      const standing = state.close(window);
      if (standing === undefined) continue;
      fired = true;
      this.#fire(state, standing, true);
    }
    return fired;
  }

  /** The first window with values after one that has none: a long silence is leapt over. */
  #nextToClose(window: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { slices } of this.#keys.values()) {
      const slice = slices.firstFrom(this.#grid.endSliceOf(window));
      if (slice !== undefined) next = Math.min(next, this.#grid.firstWindowOf(slice));
    }
    return next;
  }

  #fireLate(upTo: number): void {
    for (const state of this.#late) {
      for (const standing of state.takeLate(upTo)) this.#fire(state, standing, true);
      if (!state.hasLate) this.#late.delete(state);
    }
  }

  #fire(state: SlidingKey<In, Acc>, { window, acc, published }: Standing<Acc>, closed: boolean): void {
    const next = nextPublished(closed, true, published);
    if (closed) state.published(window, next);
    this.#config.emit({
      type: 'pane',
      key: state.key,
      windowStart: this.#grid.startOf(window),
      windowEnd: this.#grid.endOf(window),
      acc,
      status: next.status,
      revision: next.revision,
    });
  }
}
