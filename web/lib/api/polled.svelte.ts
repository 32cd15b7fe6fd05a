import { ask, AskError } from './ask.ts';

export interface PolledDeps<T> {
  /** What is to be asked now, or null for nothing. Reactive: a change asks at once. */
  readonly url: () => string | null;
  /** The answer as it may be shown; null when it is not one. */
  readonly parse: (answer: unknown) => T | null;
  readonly everyMs: number;
  readonly token?: () => string | undefined;
}

/**
 * An answer that is asked for again and again while somebody looks. What was known stays when an attempt fails, but not when
 * the server says that it is not there: what was deleted must not be read on.
 */
export class Polled<T> {
  #value = $state.raw<T | null>(null);
  #error = $state<string | null>(null);
  #askedAt = $state<number | null>(null);
  #url = '';
  #signal: AbortSignal | null = null;
  /** Questions are numbered: the answer to an older one must not undo that to a newer one. */
  #lastAsked = 0;
  #lastAnswered = 0;
  #deps: PolledDeps<T>;

  /** To be made while a component is: it lives as long. */
  constructor(deps: PolledDeps<T>) {
    this.#deps = deps;
    // Worked out anew whenever something moves that it is made of; asked anew only when it is another.
    const wanted = $derived(deps.url());
    $effect(() => {
      const url = wanted;
      if (url === null) return;
      // Another question: the old answer is none to it.
      if (url !== this.#url) this.#value = null;
      this.#url = url;
      const stop = new AbortController();
      this.#signal = stop.signal;
      void this.#ask(url, stop.signal);
      const timer = setInterval(() => {
        if (!document.hidden) void this.#ask(url, stop.signal);
      }, deps.everyMs);
      return () => {
        clearInterval(timer);
        this.#signal = null;
        stop.abort();
      };
    });
  }

  get value(): T | null {
    return this.#value;
  }
  /** Why the last attempt failed, as a sentence. */
  get error(): string | null {
    return this.#error;
  }
  /** When the value arrived, by the viewer's clock; null before the first. */
  get askedAt(): number | null {
    return this.#askedAt;
  }

  /** Asks at once, as after something was changed. Resolves when there is an answer, or why there is none. */
  async refresh(): Promise<void> {
    if (this.#signal !== null) await this.#ask(this.#url, this.#signal);
  }

  async #ask(url: string, signal: AbortSignal): Promise<void> {
    this.#lastAsked += 1;
    const asked = this.#lastAsked;
    try {
      const token = this.#deps.token?.();
      const value = this.#deps.parse(await ask(url, { signal, token }));
      if (signal.aborted || asked < this.#lastAnswered) return;
      this.#lastAnswered = asked;
      if (value === null) throw new Error('The server answered with something this page cannot read.');
      this.#value = value;
      this.#error = null;
      this.#askedAt = Date.now();
    } catch (error) {
      if (signal.aborted || asked < this.#lastAnswered) return;
      if (error instanceof AskError && error.status === 404) {
        this.#lastAnswered = asked;
        this.#value = null;
      }
      this.#error = error instanceof Error ? error.message : String(error);
    }
  }
}
