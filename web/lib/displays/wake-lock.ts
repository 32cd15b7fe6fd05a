/** Keeps the screen from going dark where the browser can, also after it was hidden. Returns what ends it. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let ended = false;
  const take = async (): Promise<void> => {
    if (document.hidden || ended || (lock !== null && !lock.released)) return;
    try {
      // Only over HTTPS and on localhost; elsewhere the television must be told itself.
      lock = (await (navigator as Partial<Navigator>).wakeLock?.request('screen')) ?? null;
    } catch {
      // Refused, for a low battery for one; asked again when the page is next shown.
    }
    if (ended) await lock?.release();
  };
  const taken = (): void => void take();
  taken();
  document.addEventListener('visibilitychange', taken);
  return () => {
    ended = true;
    document.removeEventListener('visibilitychange', taken);
    void lock?.release();
  };
}
