import { brandInHash, hashOfBrand } from './brand-link.ts';

/** The brand whose figures are open. The address says so: it can be sent on, and "back" closes what was opened. */
export class OpenBrand {
  #brand = $state<string | null>(brandInHash(location.hash));

  get brand(): string | null {
    return this.#brand;
  }

  open(brand: string): void {
    if (this.#brand === brand) return;
    this.#brand = brand;
    history.pushState({ opened: true }, '', hashOfBrand(brand));
  }

  close(): void {
    if (this.#brand === null) return;
    this.#brand = null;
    const state: unknown = history.state;
    // What was opened here is undone; a link that was followed leaves no wall to go back to.
    if (typeof state === 'object' && state !== null && 'opened' in state) history.back();
    else history.replaceState(null, '', location.pathname + location.search);
  }

  /** Follows the address bar. Returns what ends it. */
  start(): () => void {
    const follow = (): void => void (this.#brand = brandInHash(location.hash));
    window.addEventListener('popstate', follow);
    window.addEventListener('hashchange', follow);
    return () => {
      window.removeEventListener('popstate', follow);
      window.removeEventListener('hashchange', follow);
    };
  }
}
