import { untrack } from 'svelte';
import type { ListedMention } from '../../../schema/contracts/mention-list.ts';
import { ask } from '../api/ask.ts';
import { parseMentionPage, type MentionPage } from './mention-page.ts';

/** Beyond this a list is not read any more but searched: filters do that. */
export const MOST_ROWS = 300;

export interface MentionPagesDeps {
  /** Where a page is, given where the one before ended; null: there are none to be asked for. Reactive. */
  readonly url: (after: string | null) => string | null;
}

type Totals = Pick<MentionPage, 'total' | 'unique' | 'people'>;

/** The mentions behind a number, page by page. To be made while a component is. */
export class MentionPages {
  #mentions = $state.raw<readonly ListedMention[]>([]);
  #totals = $state.raw<Totals | null>(null);
  #next = $state<string | null>(null);
  #error = $state<string | null>(null);
  #isLoading = $state(false);
  #isTurning = $state(false);
  #stop = new AbortController();
  #url: MentionPagesDeps['url'];

  constructor({ url }: MentionPagesDeps) {
    this.#url = url;
    $effect(() => {
      const first = url(null);
      this.#stop.abort();
      this.#stop = new AbortController();
      this.#next = null;
      if (first !== null) void this.#load(first, this.#stop.signal, 'instead');
    });
    $effect(() => () => this.#stop.abort());
  }

  get mentions(): readonly ListedMention[] {
    return this.#mentions;
  }
  /** Null until the first page is there. */
  get totals(): Totals | null {
    return this.#totals;
  }
  get error(): string | null {
    return this.#error;
  }
  get isLoading(): boolean {
    return this.#isLoading;
  }
  /** What is shown answers the question before. */
  get isTurning(): boolean {
    return this.#isTurning;
  }
  get hasMore(): boolean {
    return this.#next !== null && this.#mentions.length < MOST_ROWS;
  }
  /** There is more than is shown at once. */
  get isCut(): boolean {
    return this.#next !== null && this.#mentions.length >= MOST_ROWS;
  }

  more(): void {
    const url = this.#next === null ? null : this.#url(this.#next);
    if (url !== null && !this.#isLoading) void this.#load(url, this.#stop.signal, 'further');
  }

  again(): void {
    const url = this.#url(null);
    if (url !== null) void this.#load(url, this.#stop.signal, 'instead');
  }

  /** A mention that a person has just said something else of. */
  replace(source: string, id: string, labels: Partial<ListedMention>): void {
    this.#mentions = this.#mentions.map((one) =>
      one.source === source && one.id === id ? { ...one, ...labels } : one,
    );
  }

  async #load(url: string, signal: AbortSignal, how: 'instead' | 'further'): Promise<void> {
    this.#isLoading = true;
    this.#isTurning = how === 'instead' && untrack(() => this.#mentions.length > 0);
    this.#error = null;
    try {
      const page = parseMentionPage(await ask(url, { signal }));
      if (signal.aborted) return;
      if (page === null) throw new Error('The server answered with something that is no list of mentions.');
      const before = how === 'instead' ? [] : this.#mentions;
      // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made, read and thrown away
      const known = new Set(before.map(({ source, id }) => `${source}/${id}`));
      this.#mentions = [
        ...before,
        ...page.mentions.filter(({ source, id }) => !known.has(`${source}/${id}`)),
      ];
      this.#totals = page;
      this.#next = page.next;
    } catch (error) {
      if (signal.aborted) return;
      this.#error = error instanceof Error ? error.message : String(error);
      // Under another question the old answers would be lies.
      if (how === 'instead') [this.#mentions, this.#totals] = [[], null];
    } finally {
      if (!signal.aborted) this.#isLoading = this.#isTurning = false;
    }
  }
}
