import { hashOfRef, refInHash, type OpenRef } from './open-ref.ts';

/** The number that is open. The address says so: it can be sent on, and "back" closes what was opened. */
export class Openings {
  #ref = $state.raw<OpenRef | null>(refInHash(location.hash));
  /** Going back to before anything was open, which takes the browser a moment. */
  #isLeaving = false;

  get ref(): OpenRef | null {
    return this.#ref;
  }

  open(ref: OpenRef): void {
    const hash = hashOfRef(ref);
    if (this.#ref !== null && hash === hashOfRef(this.#ref)) return;
    const depth = this.#ref === null ? 1 : depthNow() + 1;
    this.#ref = ref;
    history.pushState({ opened: depth }, '', hash);
  }

  /** The same number, looked at otherwise: "back" is not to go through every letter of a search. */
  narrow(ref: OpenRef): void {
    this.#ref = ref;
    history.replaceState(history.state, '', hashOfRef(ref));
  }

  /** However many numbers led to this one. */
  close(): void {
    if (this.#ref === null) return;
    this.#ref = null;
    const depth = depthNow();
    this.#isLeaving = depth > 0;
    // What was opened here is undone; a link that was followed leaves nothing to go back to.
    if (depth > 0) history.go(-depth);
    else forget();
  }

  /** Follows the address bar. Returns what ends it. */
  start(): () => void {
    const follow = (): void => {
      // A link that was followed stands before what was opened from it.
      if (this.#isLeaving && refInHash(location.hash) !== null) forget();
      this.#isLeaving = false;
      this.#ref = refInHash(location.hash);
    };
    window.addEventListener('popstate', follow);
    window.addEventListener('hashchange', follow);
    return () => {
      window.removeEventListener('popstate', follow);
      window.removeEventListener('hashchange', follow);
    };
  }
}

const forget = (): void => history.replaceState(null, '', location.pathname + location.search);

/** How many entries of the history were opened in a row, this one included. */
function depthNow(): number {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null || !('opened' in state)) return 0;
  return typeof state.opened === 'number' ? state.opened : 0;
}
