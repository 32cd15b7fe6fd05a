import type { StreamName } from '../../schema/contracts/streams.ts';

/** What the pipelines read back of the streams beside mentions. Implemented over SQL by the server. @throws StoreError */
export interface StreamHistory {
  /** Of these identities, the (source, id) pairs that are stored in this stream, as `source\0id`. */
  storedAmong(stream: StreamName, identities: readonly bigint[]): Promise<Set<string>>;
  /** The last number given to a batch of this stream, 0 when it is empty. */
  lastBatch(stream: StreamName): Promise<number>;
  /** Every brand that rows of any stream name. */
  brandsHeard(): Promise<string[]>;
}
