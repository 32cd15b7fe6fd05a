import { Subject, firstValueFrom, from, map, throwError, timeout, type Observable } from 'rxjs';
import type { Mention } from '../../schema/contracts/mention.ts';
import { StoreError } from '../../schema/clickhouse/store.ts';
import type { Clock } from '../clock.ts';
import type { RowDelivery, Settled, Source } from './source.ts';

/** The buffer is full; the sender should come back after `retryAfterMs`. */
export class OverloadError extends Error {
  override readonly name = 'OverloadError';
  constructor(
    message: string,
    readonly retryAfterMs: number,
  ) {
    super(message);
  }
}

/** What callers push rows into. */
export interface Door<Row> {
  /**
   * Resolves when the rows are on disk.
   * @throws OverloadError when more than `maxBufferedRows` already wait, or after `close`.
   * @throws StoreError when the store refused, stayed out of reach, or has not answered within the patience.
   */
  push(rows: readonly Row[]): Promise<Settled>;
  /** Takes nothing more; what was taken is still delivered. */
  close(): void;
  readonly bufferedRows: number;
}

export interface PushSource extends Door<Mention>, Source {}

export interface RowSource<Row> extends Door<Row> {
  readonly deliveries$: Observable<RowDelivery<Row>>;
}

export interface PushSourceConfig {
  readonly maxBufferedRows: number;
  /** Without it callers wait as long as the store does. */
  readonly patience?: { readonly ms: number; readonly clock: Clock };
}

/** A source that callers push into, with a bound on what may wait and how long: the door of HTTP and of the demo. */
export function createPushSource(config: PushSourceConfig): PushSource {
  const source = createRowSource<Mention>(config, 'mentions');
  return {
    push: (mentions) => source.push(mentions),
    close: () => source.close(),
    get bufferedRows() {
      return source.bufferedRows;
    },
    deliveries$: source.deliveries$.pipe(map(({ rows, ack, fail }) => ({ mentions: rows, ack, fail }))),
  };
}

/** The same for rows of any kind. `noun`: what many of them are called, for the sentence that turns a sender away. */
export function createRowSource<Row>(
  { maxBufferedRows, patience }: PushSourceConfig,
  noun: string,
): RowSource<Row> {
  const deliveries = new Subject<RowDelivery<Row>>();
  let bufferedRows = 0;
  let closed = false;
  return {
    deliveries$: deliveries.asObservable(),
    get bufferedRows() {
      return bufferedRows;
    },
    push(rows) {
      if (closed)
        return Promise.reject(
          new OverloadError('The server is shutting down. Send this again in a moment.', 5_000),
        );
      // A batch larger than the whole buffer may still pass when it is alone.
      if (bufferedRows > 0 && bufferedRows + rows.length > maxBufferedRows)
        return Promise.reject(
          new OverloadError(
            `${bufferedRows} ${noun} are waiting to be stored, which is all that may wait. Send this again in a moment.`,
            1_000,
          ),
        );
      bufferedRows += rows.length;
      const settled = new Promise<Settled>((resolve, reject) => {
        deliveries.next({ rows, ack: resolve, fail: reject });
      }).finally(() => {
        // Not sooner, however long that takes: what a caller no longer waits for still takes up room.
        bufferedRows -= rows.length;
      });
      return patience === undefined ? settled : inTime(settled, patience);
    },
    close() {
      closed = true;
      deliveries.complete();
    },
  };
}

function inTime<T>(settled: Promise<T>, { ms, clock }: { ms: number; clock: Clock }): Promise<T> {
  const inVain = () => new StoreError('The store has not answered in time.', 'unreachable', 0);
  return firstValueFrom(
    from(settled).pipe(timeout({ first: ms, scheduler: clock.scheduler, with: () => throwError(inVain) })),
  );
}
