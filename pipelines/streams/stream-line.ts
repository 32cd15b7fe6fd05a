import { Subject, defer, from, type Observable } from 'rxjs';
import type { StoredRow } from '../../schema/clickhouse/stream-tables.ts';
import type { StreamName, StreamRows } from '../../schema/contracts/streams.ts';
import { collectWhileBusy } from '../operators/collect-while-busy.ts';
import { STREAM_NOUNS, parseStream, type StreamContext } from '../parse/parse-stream.ts';
import { openStreamWriter, type StreamWriterDeps } from '../sinks/stream-writer.ts';
import { createRowIngest, type DeadLetterSink, type Ingest } from '../sources/ingest.ts';
import { createRowSource, type PushSourceConfig } from '../sources/push-source.ts';
import type { RowDelivery } from '../sources/source.ts';

export interface StreamLineDeps extends StreamWriterDeps {
  /** What may wait of each stream, and how long a sender does. */
  readonly buffer: PushSourceConfig;
  readonly context: () => StreamContext;
  readonly deadLetters: DeadLetterSink;
  /** Told what went wrong in the background and will be tried again. */
  readonly warn: (message: string, error: unknown) => void;
  /** Told of an error after which the stream cannot go on. */
  readonly fatal: (error: unknown) => void;
}

export interface StreamLine<S extends StreamName> {
  readonly door: Ingest;
  /** What is new on disk, batch by batch. Hot. */
  readonly stored$: Observable<readonly StoredRow<S>[]>;
  /** Takes nothing more; resolves when all that was taken is on disk, or its senders know that it is not. */
  drain(): Promise<void>;
}

/** Sealed batches stay at a size the engine takes in a blink. */
const BATCH_ROWS = 20_000;

/**
 * One stream beside the mentions, from its door to the disk. It waits for nobody else's batches.
 *
 * Back pressure: what waits is bounded by `buffer`; beyond it senders are turned away.
 * Guarantees: those of `OnceWriter`. A sender is answered after its rows are on disk.
 */
export async function openStreamLine<S extends StreamName>(
  stream: S,
  deps: StreamLineDeps,
): Promise<StreamLine<S>> {
  const { buffer, context, deadLetters, warn, fatal } = deps;
  const noun = STREAM_NOUNS[stream].many;
  const writer = await openStreamWriter(stream, deps);
  const source = createRowSource<StreamRows[S]>(buffer, noun);
  const stored = new Subject<readonly StoredRow<S>[]>();

  const commit = async (deliveries: readonly RowDelivery<StreamRows[S]>[]): Promise<void> => {
    try {
      const { rows, settled } = await writer.write(deliveries.map((delivery) => delivery.rows));
      if (rows.length > 0) stored.next(rows);
      deliveries.forEach((delivery, index) => {
        const outcome = settled[index];
        if (outcome !== undefined) delivery.ack(outcome);
      });
    } catch (error) {
      warn(`A batch of ${noun} could not be stored; its senders are told to send it again.`, error);
      for (const delivery of deliveries) delivery.fail(error);
    }
  };
  const line$ = source.deliveries$.pipe(
    collectWhileBusy(
      (deliveries: readonly RowDelivery<StreamRows[S]>[]) => defer(() => from(commit(deliveries))),
      { maxWeight: BATCH_ROWS, weigh: ({ rows }) => rows.length },
    ),
  );
  const finished = new Promise<void>((resolve) => line$.subscribe({ error: fatal, complete: resolve }));

  return {
    door: createRowIngest<StreamRows[S]>({
      push: (rows) => source.push(rows),
      parser: () => {
        const within = context();
        return (value) => parseStream(stream, value, within);
      },
      deadLetters,
    }),
    stored$: stored.asObservable(),
    async drain() {
      source.close();
      await finished;
      writer.stop();
      stored.complete();
    },
  };
}
