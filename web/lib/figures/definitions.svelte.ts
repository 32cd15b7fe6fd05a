import { fetchDefinitions, type FigureDefinition } from './definitions.ts';

const PATIENCE_MS = 10_000;

/** What each metric means: fetched when first asked for, then kept. A new build of the server reloads the page. */
export class Definitions {
  #all = $state.raw<readonly FigureDefinition[] | null>(null);
  #error = $state<string | null>(null);
  #isLoading = false;

  get all(): readonly FigureDefinition[] | null {
    return this.#all;
  }
  /** Why there are none, as a sentence. */
  get error(): string | null {
    return this.#error;
  }

  /** Does nothing when they are there or under way. */
  async load(): Promise<void> {
    if (this.#all !== null || this.#isLoading) return;
    this.#isLoading = true;
    this.#error = null;
    try {
      this.#all = await fetchDefinitions((url) => fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }));
    } catch (error) {
      this.#error = error instanceof Error ? error.message : String(error);
    } finally {
      this.#isLoading = false;
    }
  }
}
