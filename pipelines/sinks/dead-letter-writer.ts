import { interval, type Subscription } from 'rxjs';
import type { Store } from '../../schema/clickhouse/store.ts';
import { dateTime64 } from '../../schema/clickhouse/tables.ts';
import type { DoorName } from '../../schema/contracts/doors.ts';
import type { Clock } from '../clock.ts';
import type { DeadLetterSink, RawRow } from '../sources/ingest.ts';

export interface DeadLetterDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly instance: string;
  readonly warn: (message: string, error: unknown) => void;
}

/** Takes letters of mentions; `of` gives the sink of another stream. */
export interface DeadLetterWriter extends DeadLetterSink {
  of(stream: DoorName): DeadLetterSink;
  /** Resolves when what was taken so far is in the store, or the store has failed to take it for now. */
  flush(): Promise<void>;
  /** Letters nobody will read, because more came than are kept. Since the process started. */
  readonly dropped: number;
  stop(): Promise<void>;
}

const EVERY_MS = 1_000;
/** A sender whose every row is wrong must not fill the disk: this many a second are plenty to see what is wrong. */
const MAX_PENDING = 1_000;
/** Characters of a row that are kept. A row that had to be cut cannot be sent again from here. */
const MAX_PAYLOAD = 32_768;

/**
 * Keeps rejected rows. The sender has its answer already, so this never holds anything up.
 *
 * Back pressure: at most 1,000 letters a second are kept, the others are counted as dropped.
 * Guarantees: a letter is stored at most once; a crash within a second of the answer may lose it.
 */
export function createDeadLetterWriter({ store, clock, instance, warn }: DeadLetterDeps): DeadLetterWriter {
  let pending: object[] = [];
  let dropped = 0;
  let batch = 0;
  let letter = 0;
  let flushing: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    const rows = pending;
    if (rows.length === 0) return;
    pending = [];
    batch += 1;
    const token = `dead-letters-${instance}-${batch}`;
    try {
      await store.insert('dead_letters', rows, token);
    } catch (error) {
      const kept = [...rows, ...pending].slice(-MAX_PENDING);
      dropped += rows.length + pending.length - kept.length;
      pending = kept;
      warn('Dead letters could not be written and will be again.', error);
    }
  };
  const flush = (): Promise<void> => (flushing = flushing.then(write));
  const timer: Subscription = interval(EVERY_MS, clock.scheduler).subscribe(() => void flush());

  const sinkOf = (stream: DoorName): DeadLetterSink => ({
    take(letters) {
      for (const { rejection, row } of letters) {
        if (pending.length >= MAX_PENDING) {
          dropped += 1;
          continue;
        }
        letter += 1;
        const now = clock.now();
        pending.push({
          id: `${instance}-${letter}`,
          stream,
          rejected_at: dateTime64(now),
          code: rejection.code,
          // It may quote the row, and half a surrogate pair would fail every insert from here on.
          reason: rejection.reason.toWellFormed(),
          ...payloadOf(row),
          state: 'open',
          version: now * 1_000,
        });
      }
    },
  });

  return {
    ...sinkOf('mentions'),
    of: sinkOf,
    flush,
    get dropped() {
      return dropped;
    },
    async stop() {
      timer.unsubscribe();
      await flush();
    },
  };
}

function payloadOf(row: RawRow): { payload: string; cut: boolean } {
  try {
    const text = 'malformed' in row ? row.text : (JSON.stringify(row.value) ?? 'null');
    return { payload: text.slice(0, MAX_PAYLOAD).toWellFormed(), cut: text.length > MAX_PAYLOAD };
  } catch {
    // JSON nested deep enough can be read but not written: the stack ends first.
    return { payload: '', cut: true };
  }
}
