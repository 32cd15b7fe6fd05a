import { STREAM_TABLES, type StoredRow } from '../../schema/clickhouse/stream-tables.ts';
import type { StreamName, StreamRows } from '../../schema/contracts/streams.ts';
import type { StreamHistory } from '../history/stream-history.ts';
import { loadIdentity, type IdentityOf } from './identity.ts';
import { OnceWriter, type OnceWriterDeps } from './once-writer.ts';

export interface StreamWriterDeps extends OnceWriterDeps {
  readonly history: StreamHistory;
}

export type StreamWriter<S extends StreamName> = OnceWriter<StreamRows[S], StoredRow<S>>;

/** The identity of a row of a stream: `xxHash64(concat(stream, '\0', source, '\0', id))`. */
export const streamIdentity =
  (stream: StreamName, identityOf: IdentityOf): IdentityOf =>
  (source, id) =>
    identityOf(`${stream}\u0000${source}`, id);

/**
 * Opens the writer of one stream. These are small beside the mentions: every identity is looked up in the store, and
 * none is held in memory.
 * @throws StoreError
 */
export async function openStreamWriter<S extends StreamName>(
  stream: S,
  deps: StreamWriterDeps,
): Promise<StreamWriter<S>> {
  const { table, rowOf } = STREAM_TABLES[stream];
  const identityOf = streamIdentity(stream, await loadIdentity());
  return new OnceWriter<StreamRows[S], StoredRow<S>>(
    deps,
    {
      table,
      identityOf,
      storedAmong: (identities) => deps.history.storedAmong(stream, identities),
      stored: (fresh, seal) => fresh.map(({ row, identity }) => ({ ...row, identity, ...seal })),
      rowOf,
    },
    await deps.history.lastBatch(stream),
  );
}
