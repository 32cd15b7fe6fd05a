import type { Store } from '../../schema/clickhouse/store.ts';
import type { PaneRow } from '../../schema/clickhouse/tables.ts';
import type { DeletionRow, MentionRow, RelabelRow, RevisionRow } from './memory-store.ts';

/** The rows of a real engine in the shape of a disk in memory. */
export interface EngineRows {
  readonly mentions: MentionRow[];
  readonly deletions: DeletionRow[];
  readonly relabels: RelabelRow[];
  readonly revisions: RevisionRow[];
  /** Every writing of a pane that no merge has dropped yet. */
  readonly panes: PaneRow[];
  /** The row with the highest version is the pane. */
  readonly latestPanes: PaneRow[];
}

export async function readRows(store: Store): Promise<EngineRows> {
  const panes =
    'SELECT * REPLACE (toUnixTimestamp(window_start) AS window_start, toUnixTimestamp(window_end) AS window_end) FROM panes';
  return {
    mentions: await store.query<MentionRow>('SELECT * FROM mentions'),
    deletions: await store.query<DeletionRow>('SELECT * FROM deletions'),
    relabels: await store.query<RelabelRow>('SELECT * FROM relabels'),
    revisions: await store.query<RevisionRow>(
      'SELECT * REPLACE (toUnixTimestamp(window_start) AS window_start) FROM revisions FINAL',
    ),
    panes: await store.query<PaneRow>(panes),
    latestPanes: await store.query<PaneRow>(`${panes} FINAL`),
  };
}
