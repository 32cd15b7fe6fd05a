import type { Observable } from 'rxjs';
import type { Mention } from '../../schema/contracts/mention.ts';

/** What became of the rows of one delivery once they are on disk. */
export interface Settled {
  readonly accepted: number;
  readonly duplicates: number;
  /** Rows the store will never take, by their position in the delivery. Sending them again does not help. */
  readonly refused: readonly { readonly index: number; readonly reason: string }[];
}

/**
 * The promise a source waits for. Exactly one of the two is called: `ack` after the rows are on disk, `fail` when they
 * could not be stored and should be sent again.
 */
export interface Answerable {
  ack(settled: Settled): void;
  fail(error: unknown): void;
}

/** Mentions that arrived together. */
export interface Delivery extends Answerable {
  readonly mentions: readonly Mention[];
}

/** Rows of another kind that arrived together. */
export interface RowDelivery<Row> extends Answerable {
  readonly rows: readonly Row[];
}

/** Where mentions come from. Connectors for brokers implement this; so does the HTTP endpoint. */
export interface Source {
  readonly deliveries$: Observable<Delivery>;
}
