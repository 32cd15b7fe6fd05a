import type { Mention } from '../../schema/contracts/mention.ts';
import type { BatchReader, Reading } from '../text/mention-reader.ts';

/** Fewer are read faster together with others, one stage after the other, when their turn comes. */
const WORTH = 64;
/** What may be held of mentions that wait; those beyond are read in their turn. */
const MOST = 20_000;

/**
 * Reads what waits while the store is busy with what came before it: the store works on another core meanwhile, and
 * reading is most of what a mention costs. A reading is the same whenever it is made.
 */
export class ReadAhead {
  readonly #read: BatchReader;
  readonly #ready = new Map<Mention, Reading>();

  constructor(read: BatchReader) {
    this.#read = read;
  }

  /** Reads these now, unless they are few or too much is ready already. They must be forgotten in the end. */
  begin(mentions: readonly Mention[]): void {
    if (mentions.length < WORTH || this.#ready.size + mentions.length > MOST) return;
    for (const [nth, reading] of this.#read(mentions).entries())
      this.#ready.set(mentions[nth] as Mention, reading);
  }

  /** A reading for each, in their order: those that are ready, and the rest read now. */
  of(mentions: readonly Mention[]): Reading[] {
    const rest = mentions.filter((mention) => !this.#ready.has(mention));
    if (rest.length === mentions.length) return this.#read(mentions);
    const readings = this.#read(rest);
    let next = 0;
    return mentions.map((mention) => this.#ready.get(mention) ?? (readings[next++] as Reading));
  }

  forget(mentions: readonly Mention[]): void {
    if (this.#ready.size > 0) for (const mention of mentions) this.#ready.delete(mention);
  }
}
