import type { Sliding } from './window-assigners.ts';

/**
 * Cuts time where a sliding window begins or ends, and nowhere else: one slice a slide when the slide divides the size,
 * two when it does not, however odd the two are ("paired windows", Krishnamurthy, Wu & Franklin 2006). A slice of the
 * greatest common divisor would be one millisecond for 60 s every 7.001 s.
 *
 * Windows and slices are numbered: window `k` begins at `k·slide + offset` and is the slices
 * `[firstSliceOf(k), endSliceOf(k))`.
 */
export class SliceGrid {
  readonly #sizeMs: number;
  readonly #slideMs: number;
  readonly #offsetMs: number;
  /** Whole slides in a window, and what is left of it. */
  readonly #slides: number;
  readonly #restMs: number;
  readonly #perSlide: 1 | 2;

  constructor({ sizeMs, slideMs, offsetMs }: Sliding) {
    this.#sizeMs = sizeMs;
    this.#slideMs = slideMs;
    this.#offsetMs = offsetMs;
    this.#slides = Math.floor(sizeMs / slideMs);
    this.#restMs = sizeMs % slideMs;
    this.#perSlide = this.#restMs === 0 ? 1 : 2;
  }

  get slicesPerWindow(): number {
    return this.#perSlide * this.#slides + this.#perSlide - 1;
  }

  sliceAt(at: number): number {
    const since = at - this.#offsetMs;
    const bucket = Math.floor(since / this.#slideMs);
    if (this.#perSlide === 1) return bucket;
    return 2 * bucket + (since - bucket * this.#slideMs >= this.#restMs ? 1 : 0);
  }

  startOfSlice(slice: number): number {
    const bucket = Math.floor(slice / this.#perSlide);
    return bucket * this.#slideMs + this.#offsetMs + (slice - bucket * this.#perSlide) * this.#restMs;
  }

  /** The first window a slice is in; the one that closes first. */
  firstWindowOf(slice: number): number {
    if (this.#perSlide === 1) return slice - this.#slides + 1;
    const bucket = Math.floor(slice / 2);
    return bucket - this.#slides + (slice - 2 * bucket);
  }

  lastWindowOf(slice: number): number {
    return this.#perSlide === 1 ? slice : Math.floor(slice / 2);
  }

  firstSliceOf(window: number): number {
    return window * this.#perSlide;
  }

  endSliceOf(window: number): number {
    return (window + this.#slides) * this.#perSlide + this.#perSlide - 1;
  }

  startOf(window: number): number {
    return window * this.#slideMs + this.#offsetMs;
  }

  endOf(window: number): number {
    return this.startOf(window) + this.#sizeMs;
  }

  /** The last window that ends at or before this instant. */
  lastEndedBy(at: number): number {
    return Math.floor((at - this.#offsetMs - this.#sizeMs) / this.#slideMs);
  }
}
