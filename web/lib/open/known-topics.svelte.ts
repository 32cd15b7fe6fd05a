import { ask } from '../api/ask.ts';
import { topicsIn, type KnownTopic } from './correction.ts';

/** The taxonomy, fetched once for a sheet. */
export class KnownTopics {
  #all = $state.raw<readonly KnownTopic[]>([]);
  #error = $state<string | null>(null);

  constructor() {
    ask('/api/topics').then(
      (answer) => (this.#all = topicsIn(answer)),
      (error: unknown) => (this.#error = error instanceof Error ? error.message : String(error)),
    );
  }

  /** Empty until they are there. */
  get all(): readonly KnownTopic[] {
    return this.#all;
  }
  /** Why there are none, as a sentence. */
  get error(): string | null {
    return this.#error;
  }

  /** What people call it; a whole branch and what is not known go by their id. */
  titleOf(id: string): string {
    return this.#all.find((one) => one.id === id)?.title ?? id;
  }
}
