import { firstValueFrom } from 'rxjs';
import type { Store } from '../../schema/clickhouse/store.ts';
import { dateTime64, type PaneRow } from '../../schema/clickhouse/tables.ts';
import type { PaneAccumulator } from '../metrics/pane-accumulator.ts';
import type { Clock } from '../clock.ts';
import { keyOf, type Pane, type PaneRevision } from '../panes/pane.ts';
import type { RollupWriter } from './rollup-writer.ts';
import { withRetry, type RetryConfig } from './retry-policy.ts';

export interface PaneWriterDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly retry: RetryConfig;
  readonly rollups: Pick<RollupWriter, 'touch' | 'roll'>;
  readonly random: () => number;
  readonly warn: (message: string, error: unknown) => void;
  /** Unique to this start of the process. */
  readonly instance: string;
}

/** Readers take what is stale from the minutes, so hours and days need not be quicker than this. */
const ROLL_EVERY_MS = 10_000;

/**
 * Writes the latest of each changed pane, and how far the panes have come.
 *
 * Back pressure: holds at most one pane for each key and window that changed since the last flush.
 * Guarantees: a checkpoint is written only after every pane it vouches for; panes of one window are written in the
 * order they were published (`version` grows even when the clock is set back).
 */
export class PaneWriter {
  readonly #deps: PaneWriterDeps;
  #pending = new Map<string, Pane>();
  #revisions: PaneRevision[] = [];
  #version = 0;
  #checkpoint: number;
  #writing: Promise<void> = Promise.resolve();
  /** The write that waits for the one that runs. */
  #queued: { complete: number; written: Promise<void> } | null = null;
  #rolledAt = 0;

  /** `checkpoint` and `lastVersion` as the store has them: versions grow on even when the clock was set back. */
  constructor(
    deps: PaneWriterDeps,
    { checkpoint, lastVersion }: { checkpoint: number; lastVersion: number },
  ) {
    this.#deps = deps;
    this.#checkpoint = checkpoint;
    this.#version = lastVersion;
  }

  take(pane: Pane): void {
    this.#pending.set(`${keyOf(pane.brand, pane.channel)}\u0000${pane.windowStart}`, pane);
  }

  takeRevision(revision: PaneRevision): void {
    this.#revisions.push(revision);
  }

  /** Writes what is pending; resolves when it is on disk. `complete`: every batch up to it is in these panes. */
  flush(complete: number): Promise<void> {
    if (this.#queued === null) {
      const queued = { complete, written: this.#writing.then(() => this.#writeQueued()) };
      this.#queued = queued;
      this.#writing = queued.written.catch(() => undefined);
    }
    // One write in waiting serves all: while the store is away they would pile up, each with its own retries.
    this.#queued.complete = Math.max(this.#queued.complete, complete);
    return this.#queued.written;
  }

  async #writeQueued(): Promise<void> {
    const complete = this.#queued?.complete ?? 0;
    this.#queued = null;
    await this.#write(complete);
    await this.#roll();
  }

  /** Between two writes, so that no pane changes under the merge. Its failure is no failure of the panes. */
  async #roll(): Promise<void> {
    const { clock, rollups, warn } = this.#deps;
    if (clock.now() - this.#rolledAt < ROLL_EVERY_MS) return;
    this.#rolledAt = clock.now();
    await rollups
      .roll(this.#nextVersion())
      .catch((error: unknown) => warn('Hours and days could not be merged and will be again.', error));
  }

  async #write(complete: number): Promise<void> {
    const { rollups } = this.#deps;
    const panes = this.#pending;
    const revisions = this.#revisions;
    this.#pending = new Map();
    this.#revisions = [];
    for (const pane of panes.values()) rollups.touch(pane);
    try {
      // First: a revision that is told twice is one row, a change that nobody is told of is a lie.
      await this.#insert('revisions', revisions.map(revisionRow));
      await this.#insert(
        'panes',
        [...panes.values()].map((pane) => paneRow(pane, this.#nextVersion())),
      );
      if (complete <= this.#checkpoint) return;
      await this.#insert('checkpoints', [{ name: 'panes', batch: complete, version: this.#nextVersion() }]);
      this.#checkpoint = complete;
    } catch (error) {
      // Newer panes may have come meanwhile; the older ones fill the gaps only.
      this.#pending = new Map([...panes, ...this.#pending]);
      this.#revisions = [...revisions, ...this.#revisions];
      throw error;
    }
  }

  async #insert(table: string, rows: readonly object[]): Promise<void> {
    const { store, clock, retry, random, instance } = this.#deps;
    const token = `${table}-${instance}-${this.#nextVersion()}`;
    if (rows.length > 0)
      await firstValueFrom(
        withRetry(() => store.insert(table, rows, token).then(() => true), clock, retry, random),
      );
  }

  /** Microseconds of the clock, but always growing. */
  #nextVersion(): number {
    this.#version = Math.max(this.#version + 1, this.#deps.clock.now() * 1_000);
    return this.#version;
  }
}

function revisionRow({ pane, before, reason, revisedAt }: PaneRevision): object {
  return {
    brand: pane.brand,
    channel: pane.channel,
    window_start: pane.windowStart / 1_000,
    revision: pane.revision,
    reason,
    revised_at: dateTime64(revisedAt),
    ...prefixed('before', before),
    ...prefixed('after', pane.acc),
  };
}

function prefixed(side: string, { counts, responsesMs }: PaneAccumulator): object {
  const figures = { ...counts, responses_ms: responsesMs.toSorted((a, b) => a - b) };
  return Object.fromEntries(Object.entries(figures).map(([name, figure]) => [`${side}_${name}`, figure]));
}

function paneRow(
  { brand, channel, windowStart, windowEnd, acc, status, revision }: Pane,
  version: number,
): PaneRow {
  return {
    brand,
    channel,
    window_start: windowStart / 1_000,
    window_end: windowEnd / 1_000,
    ...acc.counts,
    responses_ms: acc.responsesMs.toSorted((a, b) => a - b),
    status,
    revision,
    version,
  };
}
