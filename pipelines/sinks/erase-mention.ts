import { firstValueFrom } from 'rxjs';
import type { Store } from '../../schema/clickhouse/store.ts';
import { dateTime64 } from '../../schema/clickhouse/tables.ts';
import type { Clock } from '../clock.ts';
import type { Deletion } from '../history/history.ts';
import { withRetry, type RetryConfig } from './retry-policy.ts';

export interface EraseDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly retry: RetryConfig;
  readonly random: () => number;
  readonly instance: string;
}

/**
 * Takes a mention out of the store for good. The tombstone comes first and carries the windows that must be counted
 * again: should the process end in between, the next one finds it and finishes.
 * @throws StoreError; asking again is safe.
 */
export async function eraseMention(deps: EraseDeps, deletion: Deletion, identity: bigint): Promise<void> {
  const { store, clock, retry, random, instance } = deps;
  const { source, id, batch, windows } = deletion;
  const tombstone = {
    source,
    id,
    identity: identity.toString(),
    batch,
    deleted_at: dateTime64(clock.now()),
    brands: windows.map(({ brand }) => brand),
    window_starts: windows.map(({ windowStart }) => windowStart / 1_000),
  };
  const repeatable = async () => {
    await store.insert('deletions', [tombstone], `deletions-${instance}-${batch}`);
    await deleteRow(store, source, id, identity);
    return true;
  };
  await firstValueFrom(withRetry(repeatable, clock, retry, random));
}

/** With what was ever said of its labels, first: who asks again because this failed asks for the mention. A no-op when all is gone. */
export async function deleteRow(store: Store, source: string, id: string, identity: bigint): Promise<void> {
  for (const table of ['relabels', 'mentions'])
    await store.command(
      `DELETE FROM ${table} WHERE identity = {identity:UInt64} AND source = {source:String} AND id = {id:String}`,
      { identity, source, id },
    );
}
