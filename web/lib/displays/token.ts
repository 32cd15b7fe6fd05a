const KEY = 'brandwall.display';

/** What this screen may read with; null when it was never paired, or may remember nothing. */
export function keptToken(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Kept over restarts of the screen; null forgets it. */
export function keepToken(token: string | null): void {
  try {
    if (token === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, token);
  } catch {
    // A screen that may not remember asks for a code again after its next start.
  }
}
