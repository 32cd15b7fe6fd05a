import { pageAnswers } from '../live/reload.ts';

const REST_MS = 60_000;
const RETRY_MS = 15_000;

/**
 * Nobody stands by a display to reload it when it has broken: it does so itself, when the page is a minute old at the
 * earliest. Only while the server answers: the browser's own error page would stay for ever.
 */
export class Mending {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Something went wrong that should not have. */
  broke(): void {
    // The age of the page is remembered where a kiosk forbids storage, too.
    const restMs = Math.max(0, REST_MS - performance.now());
    if (this.#timer === undefined) this.#timer = setTimeout(() => void this.#mend(), restMs);
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
    // While the server is away, what is on the screen is better than nothing.
    if (await pageAnswers()) location.reload();
    this.#timer = setTimeout(() => void this.#mend(), RETRY_MS);
  }
}
