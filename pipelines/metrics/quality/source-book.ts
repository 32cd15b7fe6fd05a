import type { SourceHealth, SourceStatus } from '../../../schema/contracts/live.ts';
import { quantile } from '../responses/response-times.ts';
import { HEARD_MS, silenceBoundMs } from './silence.ts';

/** What the store has of a source at start. Instants are epoch milliseconds. */
export interface SourcePast {
  readonly source: string;
  readonly lastEventAt: number;
  readonly lastStoredAt: number;
  /** Event times of its newest mentions, in any order. */
  readonly times: readonly number[];
  /** When those of the last ten minutes were stored, in tens of seconds since 1970. */
  readonly stored: ReadonlyMap<number, number>;
}

interface Known {
  lastEventAt: number;
  lastStoredAt: number;
  times: number[];
  readonly stored: Map<number, number>;
  lagsMs: number[];
  /** Null: not worked out since it was last heard. */
  boundMs: number | null | undefined;
}

type Heard = { readonly source: string; readonly at: number; readonly storedAt: number };

export const TENTH_OF_MINUTES_MS = 10_000;
export const RATE_OVER_MS = 600_000;
/** Mentions whose gaps say what is usual, and whose lags are looked at. */
export const TIMES_KEPT = 500;
const LAGS_KEPT = 200;
/** Whoever may send may invent sources: the ones that were silent longest are not shown any more. */
const SOURCES_KEPT = 200;
/** Quiet begins after this part of what would be silence. */
const QUIET_PART = 0.4;
const RANK: Readonly<Record<SourceStatus, number>> = { silent: 0, quiet: 1, live: 2 };

/**
 * How the sources of mentions are doing, of what was stored. Silent is what `silent_sources` calls so: longer than the
 * larger of a quarter of an hour and five usual gaps since it was last heard, by the gaps of its newest mentions; quiet
 * begins at two usual gaps, and at six minutes at the earliest. Of one whose gaps nobody knows a day is too long. What
 * is stored late was not silent meanwhile.
 */
export class SourceBook {
  readonly #sources = new Map<string, Known>();

  constructor(past: readonly SourcePast[] = []) {
    for (const { source, lastEventAt, lastStoredAt, times, stored } of past)
      this.#sources.set(source, {
        lastEventAt,
        lastStoredAt,
        times: [...times],
        stored: new Map(stored),
        lagsMs: [],
        boundMs: undefined,
      });
  }

  note(mentions: readonly Heard[]): void {
    for (const { source, at, storedAt } of mentions) {
      const known = this.#sources.get(source) ?? nothing();
      this.#sources.set(source, known);
      known.lastEventAt = Math.max(known.lastEventAt, at);
      known.lastStoredAt = Math.max(known.lastStoredAt, storedAt);
      known.times.push(at);
      known.lagsMs.push(storedAt - at);
      const part = Math.floor(storedAt / TENTH_OF_MINUTES_MS);
      known.stored.set(part, (known.stored.get(part) ?? 0) + 1);
      known.boundMs = undefined;
      // Cut now and then: shifting a long list for each mention would be slow.
      if (known.times.length > 2 * TIMES_KEPT) known.times = known.times.slice(-TIMES_KEPT);
      if (known.lagsMs.length > 2 * LAGS_KEPT) known.lagsMs = known.lagsMs.slice(-LAGS_KEPT);
    }
    this.#forget();
  }

  /** Every source, silent ones first. */
  health(now: number): SourceHealth[] {
    return [...this.#sources]
      .map(([source, known]) => ({
        source,
        status: statusOf(known, now),
        lastEventAt: known.lastEventAt,
        lastStoredAt: known.lastStoredAt,
        perMinute: perMinute(known, now),
        lagMs: quantile(
          known.lagsMs.slice(-LAGS_KEPT).sort((a, b) => a - b),
          0.5,
        ),
      }))
      .sort((a, b) => RANK[a.status] - RANK[b.status] || (a.source < b.source ? -1 : 1));
  }

  #forget(): void {
    if (this.#sources.size <= SOURCES_KEPT) return;
    const silentLongest = [...this.#sources].sort(([, a], [, b]) => a.lastStoredAt - b.lastStoredAt);
    for (const [source] of silentLongest.slice(0, this.#sources.size - SOURCES_KEPT))
      this.#sources.delete(source);
  }
}

const nothing = (): Known => ({
  lastEventAt: -Infinity,
  lastStoredAt: -Infinity,
  times: [],
  stored: new Map(),
  lagsMs: [],
  boundMs: undefined,
});

function statusOf(known: Known, now: number): SourceStatus {
  if (known.boundMs === undefined)
    known.boundMs = silenceBoundMs(known.times.slice(-TIMES_KEPT).sort((a, b) => a - b));
  const { boundMs } = known;
  const silentMs = now - Math.max(known.lastEventAt, known.lastStoredAt);
  if (silentMs > (boundMs ?? HEARD_MS)) return 'silent';
  return silentMs > QUIET_PART * (boundMs ?? HEARD_MS) ? 'quiet' : 'live';
}

function perMinute({ stored }: Known, now: number): number {
  let sum = 0;
  for (const [part, count] of stored) {
    if ((part + 1) * TENTH_OF_MINUTES_MS <= now - RATE_OVER_MS) stored.delete(part);
    else sum += count;
  }
  return sum / (RATE_OVER_MS / 60_000);
}
