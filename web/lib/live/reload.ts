const KEY = 'brandwall.reloadedAt';
/** Two builds behind one address would otherwise make a wall reload for ever. */
const REST_MS = 10_000;
const ANSWER_MS = 4_000;

/** Fetches the page of the server's build, at most once in a while. */
export function reloadOnce(): void {
  try {
    const sinceMs = Date.now() - Number(sessionStorage.getItem(KEY) ?? 0);
    // Less than nothing: the clock was set back, which must not hold a reload up until it has caught up.
    if (sinceMs >= 0 && sinceMs < REST_MS) return;
    sessionStorage.setItem(KEY, String(Date.now()));
  } catch {
    // Without storage there is no memory of the last reload; being current matters more.
  }
  location.reload();
}

/** Whether the page could be fetched now: who reloads while it cannot ends on the browser's own error page, for good. */
export async function pageAnswers(): Promise<boolean> {
  try {
    const init: RequestInit = { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_MS) };
    return (await fetch(location.href, init)).ok;
  } catch {
    return false;
  }
}
