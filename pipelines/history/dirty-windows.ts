import { affectedWindows, type WindowsByBrand } from './recompute.ts';
import type { ThreadEvent } from '../conversations/first-responses.ts';
import type { History } from './history.ts';

/**
 * Windows whose published panes no longer say what the raw rows say. Late mentions are noted as they are; which
 * windows they touch is looked up when the work is taken.
 */
export class DirtyWindows {
  #mentions: ThreadEvent[] = [];
  readonly #windows = new Map<string, Set<number>>();
  #since: number | null = null;

  /** `batch`: the one that made them dirty. */
  addMentions(mentions: readonly ThreadEvent[], batch: number): void {
    if (mentions.length === 0) return;
    for (const mention of mentions) this.#mentions.push(mention);
    this.#since ??= batch;
  }

  addWindow(brand: string, windowStart: number, batch: number): void {
    const windows = this.#windows.get(brand) ?? new Set<number>();
    this.#windows.set(brand, windows.add(windowStart));
    this.#since ??= batch;
  }

  /** Mentions and windows still to be worked on. */
  get size(): number {
    let size = this.#mentions.length;
    for (const windows of this.#windows.values()) size += windows.size;
    return size;
  }

  /** The last batch before anything turned dirty, or null when all is clean. */
  get cleanUpTo(): number | null {
    return this.#since === null ? null : this.#since - 1;
  }

  /** About `limit` windows, or none when all is clean. Call `done` when they are published. */
  async take(history: History, limit: number): Promise<WindowsByBrand> {
    const mentions = this.#mentions;
    const batch = this.#since ?? 0;
    const affected =
      mentions.length === 0 ? new Map<string, Set<number>>() : await affectedWindows(history, mentions);
    this.#mentions = this.#mentions.slice(mentions.length);
    for (const [brand, windows] of affected)
      for (const windowStart of windows) this.addWindow(brand, windowStart, batch);
    const taken = new Map<string, Set<number>>();
    let left = limit;
    for (const [brand, windows] of this.#windows) {
      if (left <= 0) break;
      // Neighbours in time lie side by side on disk.
      const next = [...windows].sort((a, b) => a - b).slice(0, left);
      taken.set(brand, new Set(next));
      left -= next.length;
    }
    return taken;
  }

  done(taken: WindowsByBrand): void {
    for (const [brand, windowStarts] of taken) {
      const windows = this.#windows.get(brand);
      for (const windowStart of windowStarts) windows?.delete(windowStart);
      if (windows?.size === 0) this.#windows.delete(brand);
    }
    if (this.size === 0) this.#since = null;
  }
}
