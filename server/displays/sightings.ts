import { interval } from 'rxjs';
import type { Clock } from '../../pipelines/clock.ts';
import type { DisplayWriter } from './stored.ts';

export interface SightingDeps {
  readonly writer: Pick<DisplayWriter, 'sightings'>;
  readonly clock: Clock;
  /** Epoch milliseconds, as the store has them at start. */
  readonly stored: ReadonlyMap<string, number>;
  readonly warn: (message: string, error: unknown) => void;
}

/** Which displays are connected, and when the others last were. */
export interface Sightings {
  came(display: string): void;
  left(display: string): void;
  of(display: string): { readonly online: boolean; readonly lastSeenAt: number | null };
  /** Resolves when what is known is written, or could not be. */
  stop(): Promise<void>;
}

const WRITE_EVERY_MS = 60_000;

/**
 * Guarantees: what is answered is exact for this run; a crash forgets up to a minute of it, and of a display that was
 * connected then, everything since it came.
 */
export function createSightings({ writer, clock, stored, warn }: SightingDeps): Sightings {
  const sockets = new Map<string, number>();
  const lastSeenAt = new Map(stored);
  let unwritten = new Set<string>();
  let writing: Promise<void> = Promise.resolve();

  const note = (display: string, more: 1 | -1): void => {
    sockets.set(display, (sockets.get(display) ?? 0) + more);
    lastSeenAt.set(display, clock.now());
    unwritten.add(display);
  };
  const write = async (): Promise<void> => {
    const displays = unwritten;
    if (displays.size === 0) return;
    unwritten = new Set();
    try {
      await writer.sightings(new Map([...displays].map((id) => [id, lastSeenAt.get(id) ?? 0])));
    } catch (error) {
      unwritten = new Set([...displays, ...unwritten]);
      warn('When displays were last seen could not be written and will be again.', error);
    }
  };
  const flush = () => (writing = writing.then(write));
  const timer = interval(WRITE_EVERY_MS, clock.scheduler).subscribe(() => void flush());

  return {
    came: (display) => note(display, 1),
    left: (display) => note(display, -1),
    of(display) {
      const online = (sockets.get(display) ?? 0) > 0;
      return { online, lastSeenAt: online ? clock.now() : (lastSeenAt.get(display) ?? null) };
    },
    async stop() {
      timer.unsubscribe();
      await flush();
    },
  };
}
