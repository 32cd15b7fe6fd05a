import { STREAM_TABLES } from '../../schema/clickhouse/stream-tables.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import type { StreamHistory } from '../../pipelines/history/stream-history.ts';
import { parts } from './lists.ts';

/** Reads back what the lines of the streams need, with bound parameters only. */
export function createStreamHistory(store: Store): StreamHistory {
  return {
    async storedAmong(stream, identities) {
      const { table } = STREAM_TABLES[stream];
      const found = new Set<string>();
      for (const part of parts(identities)) {
        const rows = await store.query<{ source: string; id: string }>(
          'SELECT source, id FROM {table:Identifier} WHERE identity IN {identities:Array(UInt64)}',
          { table, identities: part },
        );
        for (const { source, id } of rows) found.add(`${source}\u0000${id}`);
      }
      return found;
    },

    async lastBatch(stream) {
      const { table } = STREAM_TABLES[stream];
      const [row] = await store.query<{ batch: number }>(
        'SELECT max(batch) AS batch FROM {table:Identifier}',
        {
          table,
        },
      );
      return Number(row?.batch ?? 0);
    },

    async brandsHeard() {
      const rows = await store.query<{ brand: string }>(
        `SELECT DISTINCT brand FROM (
           SELECT DISTINCT brand FROM contacts UNION ALL SELECT DISTINCT brand FROM self_help UNION ALL
           SELECT DISTINCT brand FROM account_links)
         ORDER BY brand`,
      );
      return rows.map(({ brand }) => brand);
    },
  };
}
