import type { Observable } from 'rxjs';
import type { Mention } from '../../schema/contracts/mention.ts';

/** What became of the mentions of one delivery once they are on disk. */
export interface Settled {
  readonly accepted: number;
  readonly duplicates: number;
  /** Mentions the store will never take, by their position in the delivery. Sending them again does not help. */
  readonly refused: readonly { readonly index: number; readonly reason: string }[];
}

/**
 * Mentions that arrived together, with the promise their source waits for. The topology calls exactly one of the
 * two: `ack` after the rows are on disk, `fail` when they could not be stored and should be sent again.
 */
export interface Delivery {
  readonly mentions: readonly Mention[];
  ack(settled: Settled): void;
  fail(error: unknown): void;
}

/** Where mentions come from. Connectors for brokers implement this; so does the HTTP endpoint. */
export interface Source {
  readonly deliveries$: Observable<Delivery>;
}
