import type { RevisionReason } from '../../schema/contracts/revisions.ts';
import { affectedWindows, type WindowsByBrand } from './recompute.ts';
import type { ThreadEvent } from '../conversations/first-responses.ts';
import type { History } from './history.ts';

/**
 * Windows whose published panes no longer say what the raw rows say. Late mentions are noted as they are; which
 * windows they touch is looked up when the work is taken.
 */
export class DirtyWindows {
  #mentions: { readonly event: ThreadEvent; readonly reason: RevisionReason }[] = [];
  readonly #windows = new Map<string, Map<number, RevisionReason>>();
  #since: number | null = null;

  /** `batch`: the one that made them dirty. */
  addMentions(mentions: readonly ThreadEvent[], batch: number, reason: RevisionReason = 'late'): void {
    if (mentions.length === 0) return;
    for (const event of mentions) this.#mentions.push({ event, reason });
    this.#since ??= batch;
  }

  addWindow(brand: string, windowStart: number, batch: number, reason: RevisionReason = 'late'): void {
    const windows = this.#windows.get(brand) ?? new Map<number, RevisionReason>();
    this.#windows.set(brand, windows.set(windowStart, reason));
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
    for (const reason of new Set(mentions.map((mention) => mention.reason))) {
      const events = mentions.filter((mention) => mention.reason === reason).map(({ event }) => event);
      for (const [brand, windows] of await affectedWindows(history, events))
        for (const windowStart of windows) this.addWindow(brand, windowStart, batch, reason);
    }
    this.#mentions = this.#mentions.slice(mentions.length);
    const taken = new Map<string, Map<number, RevisionReason>>();
    let left = limit;
    for (const [brand, windows] of this.#windows) {
      if (left <= 0) break;
      // Neighbours in time lie side by side on disk.
      const next = [...windows].sort(([a], [b]) => a - b).slice(0, left);
      taken.set(brand, new Map(next));
      left -= next.length;
    }
    return taken;
  }

  done(taken: WindowsByBrand): void {
    for (const [brand, windowStarts] of taken) {
      const windows = this.#windows.get(brand);
      for (const windowStart of windowStarts.keys()) windows?.delete(windowStart);
      if (windows?.size === 0) this.#windows.delete(brand);
    }
    if (this.size === 0) this.#since = null;
  }
}
