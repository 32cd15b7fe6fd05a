import type { Pane } from '../../pipelines/panes/pane.ts';
import { mentionRow, type StoredMention } from '../../schema/clickhouse/tables.ts';
import { memoryHistory } from './memory-history.ts';
import { Disk, MemoryStore } from './memory-store.ts';
import { MINUTE, NOON, stored } from './mentions.ts';

/** A disk with these mentions on it, and the history that reads it. */
export async function written(...mentions: readonly StoredMention[]) {
  const disk = new Disk();
  const store = new MemoryStore(disk);
  if (mentions.length > 0) await store.insert('mentions', mentions.map(mentionRow), 'written');
  return { disk, store, history: memoryHistory(store) };
}

/** A human reply of the brand. */
export const replied = (changes: Parameters<typeof stored>[0]) =>
  stored({ direction: 'outbound', by: 'acme', kind: 'reply', ...changes });

/** A pane of the minute from noon, changed where it says so. */
export function pane(
  counts: Partial<Pane['acc']['counts']>,
  { responsesMs = [], ...changes }: Partial<Pane> & { readonly responsesMs?: number[] } = {},
): Pane {
  const windowStart = changes.windowStart ?? NOON;
  return {
    brand: 'acme',
    channel: 'twitter',
    windowStart,
    windowEnd: windowStart + MINUTE,
    acc: {
      counts: { inbound: 0, outbound: 0, positive: 0, neutral: 0, negative: 0, ...counts },
      responsesMs,
    },
    status: 'final',
    revision: 0,
    ...changes,
  };
}
