import type { Tumbling } from './window-assigners.ts';
import {
  nextPublished,
  type Due,
  type KeyedWindows,
  type KeyedWindowsConfig,
  type Published,
  type Restated,
} from './window-io.ts';

interface Held<Acc> {
  acc: Acc;
  changed: boolean;
  /** What it was published as, null before its first firing. */
  published: Published | null;
}

/** One accumulator for each key and window. Windows open and close together, so they are kept by their start. */
export class TumblingWindows<In, Acc> implements KeyedWindows<In, Acc> {
  readonly #sizeMs: number;
  readonly #offsetMs: number;
  readonly #config: KeyedWindowsConfig<In, Acc>;
  /** Merging never changes it, so one serves every copy. */
  readonly #zero: Acc;
  readonly #windows = new Map<number, Map<string, Held<Acc>>>();
  readonly #changed = new Set<number>();
  #watermark = Number.NEGATIVE_INFINITY;
  /** Most values fall into the window of the one before them. */
  #recentStart = Number.NaN;
  #recentKeys: Map<string, Held<Acc>> | undefined;

  constructor({ sizeMs, offsetMs }: Tumbling, config: KeyedWindowsConfig<In, Acc>) {
    this.#sizeMs = sizeMs;
    this.#offsetMs = offsetMs;
    this.#config = config;
    this.#zero = config.aggregator.empty();
  }

  get keys(): number {
    return new Set([...this.#windows.values()].flatMap((keys) => [...keys.keys()])).size;
  }

  add(key: string, at: number, value: In): void {
    const windowStart = Math.floor((at - this.#offsetMs) / this.#sizeMs) * this.#sizeMs + this.#offsetMs;
    if (windowStart !== this.#recentStart || this.#recentKeys === undefined) {
      if (this.#isFreed(windowStart)) return this.#config.emit({ type: 'late', key, at, value });
      this.#recentStart = windowStart;
      this.#recentKeys = this.#keysOf(windowStart);
    }
    let held = this.#recentKeys.get(key);
    if (held === undefined) this.#recentKeys.set(key, (held = this.#opened()));
    held.acc = this.#config.aggregator.add(held.acc, value);
    if (held.changed) return;
    held.changed = true;
    this.#changed.add(windowStart);
  }

  advance(at: number): void {
    const { allowedLatenessMs } = this.#config;
    const before = this.#watermark;
    if (at <= before) return;
    this.#watermark = at;
    // Windows open and close on multiples of their size: between two of them there is nothing to do.
    const edge = (instant: number) => Math.floor((instant - this.#offsetMs) / this.#sizeMs);
    if (edge(at) === edge(before) && edge(at - allowedLatenessMs) === edge(before - allowedLatenessMs))
      return;
    this.#recentKeys = undefined;
    for (const [windowStart, keys] of [...this.#windows].sort(([a], [b]) => a - b)) {
      const windowEnd = windowStart + this.#sizeMs;
      if (windowEnd <= at && windowEnd > before)
        for (const [key, held] of keys) this.#fire(windowStart, key, held);
      if (!this.#isFreed(windowStart)) continue;
      for (const [key, held] of keys) if (held.changed) this.#fire(windowStart, key, held);
      this.#windows.delete(windowStart);
      this.#changed.delete(windowStart);
    }
  }

  flush(due: Due): void {
    for (const windowStart of this.#changed) {
      if (!(windowStart + this.#sizeMs <= this.#watermark ? due.late : due.early)) continue;
      for (const [key, held] of this.#windows.get(windowStart) ?? [])
        if (held.changed) this.#fire(windowStart, key, held);
      this.#changed.delete(windowStart);
    }
  }

  restate({ key, windowStart, acc, published }: Restated<Acc>): void {
    if (this.#isFreed(windowStart)) return this.#fire(windowStart, key, { acc, changed: true, published });
    const keys = this.#keysOf(windowStart);
    const held = keys.get(key) ?? this.#opened();
    keys.set(key, held);
    if (held.published !== null && this.#config.same(held.acc, acc)) return;
    held.acc = this.#copy(acc);
    held.published ??= published;
    held.changed = true;
    this.#fire(windowStart, key, held);
  }

  restore({ key, windowStart, acc, published }: Restated<Acc>): void {
    const overdue = published?.status === 'provisional' && windowStart + this.#sizeMs <= this.#watermark;
    if (this.#isFreed(windowStart)) {
      if (overdue) this.#fire(windowStart, key, { acc, changed: false, published });
      return;
    }
    this.#keysOf(windowStart).set(key, { acc: this.#copy(acc), changed: overdue, published });
    if (overdue) this.#changed.add(windowStart);
  }

  #keysOf(windowStart: number): Map<string, Held<Acc>> {
    let keys = this.#windows.get(windowStart);
    if (keys === undefined) this.#windows.set(windowStart, (keys = new Map<string, Held<Acc>>()));
    return keys;
  }

  #opened(): Held<Acc> {
    return { acc: this.#config.aggregator.empty(), changed: false, published: null };
  }

  #fire(windowStart: number, key: string, held: Held<Acc>): void {
    const windowEnd = windowStart + this.#sizeMs;
    const next = nextPublished(windowEnd <= this.#watermark, held.changed, held.published);
    held.published = next;
    held.changed = false;
    // A copy: what was published must not change when the next value arrives.
    const acc = this.#copy(held.acc);
    const { status, revision } = next;
    this.#config.emit({ type: 'pane', key, windowStart, windowEnd, acc, status, revision });
  }

  #copy(acc: Acc): Acc {
    return this.#config.aggregator.merge(acc, this.#zero);
  }

  #isFreed(windowStart: number): boolean {
    return windowStart + this.#sizeMs + this.#config.allowedLatenessMs <= this.#watermark;
  }
}
