import type { Clock } from '../../pipelines/clock.ts';

export interface ReadOnceConfig<Value> {
  readonly read: (key: string) => Promise<Value>;
  /** How long an answer is given again, milliseconds, by its key. */
  readonly keptMs: (key: string) => number;
  /** Answers kept at most; the one that was asked for longest ago goes first. */
  readonly most: number;
  readonly clock: Pick<Clock, 'now'>;
}

interface Kept<Value> {
  readonly value: Promise<Value>;
  /** Infinity while it is being read. */
  freshUntil: number;
}

/** What reads quickly is kept briefly, but long enough for a wall of screens that ask in the same second. */
const AT_LEAST_MS = 1_000;
/** Asked for without a pause, reading takes a tenth of the time at most, unless an answer would grow too old. */
const KEPT_PER_WORK = 10;

/**
 * Reads once for all who ask: those who ask while it is being read, and those who ask soon after. One reading at a time,
 * whatever is asked for: each may hold a good part of the memory. What fails is told to all who waited and not kept.
 */
export function readOnce<Value>({
  read,
  keptMs,
  most,
  clock,
}: ReadOnceConfig<Value>): (key: string) => Promise<Value> {
  const kept = new Map<string, Kept<Value>>();
  let line: Promise<unknown> = Promise.resolve();

  const begin = (key: string): Kept<Value> => {
    const value = line.then(async () => {
      const startedAt = clock.now();
      const found = await read(key);
      const took = clock.now() - startedAt;
      entry.freshUntil = clock.now() + Math.min(keptMs(key), Math.max(AT_LEAST_MS, took * KEPT_PER_WORK));
      return found;
    });
    line = value.catch(() => undefined);
    const entry: Kept<Value> = { value, freshUntil: Infinity };
    value.catch(() => {
      if (kept.get(key) === entry) kept.delete(key);
    });
    return entry;
  };

  return (key) => {
    const known = kept.get(key);
    const entry = known !== undefined && clock.now() < known.freshUntil ? known : begin(key);
    // The newest to be asked for is the last to go.
    kept.delete(key);
    kept.set(key, entry);
    for (const [oldest] of kept) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return entry.value;
  };
}
