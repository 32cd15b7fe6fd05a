import { hashOfRef, refInHash, type NumberRef } from './number-ref.ts';

/** The number that is open. The address says so: it can be sent on, and "back" closes what was opened. */
export class Openings {
  #ref = $state.raw<NumberRef | null>(refInHash(location.hash));

  get ref(): NumberRef | null {
    return this.#ref;
  }

  open(ref: NumberRef): void {
    const hash = hashOfRef(ref);
    if (this.#ref !== null && hash === hashOfRef(this.#ref)) return;
    this.#ref = ref;
    history.pushState({ opened: true }, '', hash);
  }

  close(): void {
    if (this.#ref === null) return;
    this.#ref = null;
    const state: unknown = history.state;
    // What was opened here is undone; a link that was followed leaves nothing to go back to.
    if (typeof state === 'object' && state !== null && 'opened' in state) history.back();
    else history.replaceState(null, '', location.pathname + location.search);
  }

  /** Follows the address bar. Returns what ends it. */
  start(): () => void {
    const follow = (): void => void (this.#ref = refInHash(location.hash));
    window.addEventListener('popstate', follow);
    window.addEventListener('hashchange', follow);
    return () => {
      window.removeEventListener('popstate', follow);
      window.removeEventListener('hashchange', follow);
    };
  }
}
