import type { Page } from 'playwright-core';

/** Where the page says what is measured here. */
export const TICKER_TEXT = '[data-testid=ticker-text]';
export const TILE = '[data-testid=tile]';
export const STALE_TILE = '[data-testid=tile][data-stale=true]';
export const LIVE = '[data-testid=connection][data-status=live]';

interface Watched {
  /** Sent to painted, milliseconds, of every delta that changed the page. */
  readonly painted: number[];
  /** When a text of the ticker was first painted; epoch milliseconds. */
  readonly seenAt: Map<string, number>;
}

/**
 * Runs in the page before its own scripts. A frame counts as painted when the animation frame that put it into the
 * document is over: mutations of timers in between, such as a clock's, are not taken for it.
 */
export function watchFrames(ticker: string): void {
  const watched: Watched = { painted: [], seenAt: new Map() };
  Object.assign(globalThis, { watched });
  const Socket = globalThis.WebSocket;
  let waiting: number[] = [];
  let drawing: number[] = [];
  let asked = false;
  const hear = (data: unknown) => {
    const text = String(data);
    if (text.startsWith('{"type":"delta"')) waiting.push(Number(/"sentAt":(\d+)/.exec(text)?.[1]));
    // Asked for before the page asks for its own, whatever the message, so it runs just before.
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      drawing = [...drawing, ...waiting];
      waiting = [];
      setTimeout(() => (drawing = []), 0);
    });
  };
  globalThis.WebSocket = class extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => hear(data));
    }
  };
  const { port1, port2 } = new MessageChannel();
  let drawn: { readonly sent: readonly number[]; readonly texts: readonly string[] }[] = [];
  port1.onmessage = () => {
    const now = Date.now();
    for (const { sent, texts } of drawn) {
      watched.painted.push(...sent.map((sentAt) => now - sentAt));
      for (const text of texts) if (!watched.seenAt.has(text)) watched.seenAt.set(text, now);
    }
    drawn = [];
  };
  const look = () => {
    const texts = Array.from(document.querySelectorAll(ticker), ({ textContent }) => textContent);
    drawn.push({ sent: drawing, texts: texts.filter((text) => !watched.seenAt.has(text)) });
    drawing = [];
    // Its turn comes after the frame has been painted.
    port2.postMessage(null);
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}

/** What was measured since it was last asked for. */
export function takePainted(page: Page): Promise<number[]> {
  return page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched.painted.splice(0));
}

/** Resolves with when a text was painted. @throws when it is not within `withinMs`. */
export async function painted(page: Page, text: string, withinMs: number): Promise<number> {
  const found = await page.waitForFunction(
    (wanted) => (globalThis as unknown as { watched: Watched }).watched.seenAt.get(wanted),
    text,
    { timeout: withinMs, polling: 20 },
  );
  return Number(await found.jsonValue());
}
