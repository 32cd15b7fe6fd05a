import { reloadOnce } from '../live/reload.ts';

const REST_MS = 60_000;
const RETRY_MS = 15_000;

/**
 * Nobody stands by a display to reload it when it has broken: it does so itself, at most once a minute. Only while the
 * server answers: the browser's own error page would stay for ever.
 */
export class Mending {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Something went wrong that should not have. */
  broke(): void {
    if (this.#timer === undefined) this.#timer = setTimeout(() => void this.#mend(), 0);
  }

  /** Listens for what nobody caught. Returns what ends it. */
  start(): () => void {
    // Without an error it is the browser's own remark, on a resize for one.
    const onerror = (event: ErrorEvent): void => {
      if (event.error instanceof Error) this.broke();
    };
    const onrejection = (event: PromiseRejectionEvent): void => {
      if (event.reason instanceof Error && event.reason.name !== 'AbortError') this.broke();
    };
    window.addEventListener('error', onerror);
    window.addEventListener('unhandledrejection', onrejection);
    return () => {
      window.removeEventListener('error', onerror);
      window.removeEventListener('unhandledrejection', onrejection);
      clearTimeout(this.#timer);
    };
  }

  async #mend(): Promise<void> {
    try {
      const { ok } = await fetch(location.href, { cache: 'no-store' });
      if (ok) reloadOnce(REST_MS);
    } catch {
      // The server is away: what is on the screen is better than nothing.
    }
    this.#timer = setTimeout(() => void this.#mend(), RETRY_MS);
  }
}
