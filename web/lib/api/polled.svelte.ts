import { ask } from './ask.ts';

export interface PolledDeps<T> {
  /** What is to be asked now, or null for nothing. Reactive: a change asks at once. */
  readonly url: () => string | null;
  /** The answer as it may be shown; null when it is not one. */
  readonly parse: (answer: unknown) => T | null;
  readonly everyMs: number;
  readonly token?: () => string | undefined;
}

/** An answer that is asked for again and again while somebody looks. What was known stays when an attempt fails. */
export class Polled<T> {
  #value = $state.raw<T | null>(null);
  #error = $state<string | null>(null);
  #askedAt = $state<number | null>(null);
  #url = '';
  #deps: PolledDeps<T>;

  /** To be made while a component is: it lives as long. */
  constructor(deps: PolledDeps<T>) {
    this.#deps = deps;
    $effect(() => {
      const url = deps.url();
      if (url === null) return;
      // Another question: the old answer is none to it.
      if (url !== this.#url) this.#value = null;
      this.#url = url;
      const stop = new AbortController();
      void this.#ask(url, stop.signal);
      const timer = setInterval(() => {
        if (!document.hidden) void this.#ask(url, stop.signal);
      }, deps.everyMs);
      return () => {
        clearInterval(timer);
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

  async #ask(url: string, signal: AbortSignal): Promise<void> {
    try {
      const token = this.#deps.token?.();
      const value = this.#deps.parse(await ask(url, { signal, token }));
      if (signal.aborted) return;
      if (value === null) throw new Error('The server answered with something this page cannot read.');
      this.#value = value;
      this.#error = null;
      this.#askedAt = Date.now();
    } catch (error) {
      if (!signal.aborted) this.#error = error instanceof Error ? error.message : String(error);
    }
  }
}
