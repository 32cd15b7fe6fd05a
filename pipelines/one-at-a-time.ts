import type { Clock } from './clock.ts';

/** Starts `work` unless it is running already or failed a moment ago. */
export function oneAtATime(
  work: () => Promise<void>,
  { failed, restMs, clock }: { failed: (error: unknown) => void; restMs: number; clock: Clock },
): () => void {
  let running = false;
  let notBefore = 0;
  return () => {
    if (running || clock.now() < notBefore) return;
    running = true;
    work()
      .catch((error: unknown) => {
        notBefore = clock.now() + restMs;
        failed(error);
      })
      .finally(() => (running = false));
  };
}
