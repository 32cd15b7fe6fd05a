import type { QueryParams, Store } from '../../schema/clickhouse/store.ts';
import type { PaneRow } from '../../schema/clickhouse/tables.ts';
import type { RevisionReason } from '../../schema/contracts/revisions.ts';
import type { Direction, Kind, SentimentLabel } from '../../schema/contracts/mention.ts';

/** A row of `mentions`, as far as anything reads it back. */
export interface MentionRow {
  readonly source: string;
  readonly id: string;
  readonly identity: string;
  readonly batch: number;
  readonly at: string;
  readonly brands: readonly string[];
  readonly channel: string;
  readonly kind: Kind;
  readonly direction: Direction;
  readonly author_id: string;
  readonly author_handle: string;
  readonly text: string;
  readonly in_reply_to: string;
  readonly conversation: string;
  readonly automated: boolean;
  readonly sentiment: SentimentLabel;
  readonly actionable: boolean;
}

/** Epoch milliseconds. */
export const instantOf = ({ at }: MentionRow): number => Date.parse(`${at.replace(' ', 'T')}Z`);

export interface DeletionRow {
  readonly source: string;
  readonly id: string;
  readonly identity: string;
  readonly batch: number;
  readonly brands: readonly string[];
  readonly window_starts: readonly number[];
}

type Side = 'before' | 'after';
type Figure = 'inbound' | 'outbound' | 'positive' | 'neutral' | 'negative';

/** A row of `revisions`. */
export type RevisionRow = {
  readonly brand: string;
  readonly channel: string;
  /** Epoch seconds. */
  readonly window_start: number;
  readonly revision: number;
  readonly reason: RevisionReason;
  readonly revised_at: string;
} & { readonly [K in `${Side}_${Figure}`]: number } & {
  readonly [K in `${Side}_responses_ms`]: readonly number[];
};

/** What outlives a process: rows, in the order they were written. */
export class Disk {
  mentions: MentionRow[] = [];
  readonly deletions: DeletionRow[] = [];
  readonly revisions: RevisionRow[] = [];
  readonly panes: PaneRow[] = [];
  readonly checkpoints: { readonly name: string; readonly batch: number }[] = [];
  readonly tokens = new Set<string>();

  /** The row with the highest version is the pane. */
  latestPanes(): PaneRow[] {
    const latest = new Map<string, PaneRow>();
    for (const row of this.panes) {
      const key = JSON.stringify([row.brand, row.channel, row.window_start]);
      if ((latest.get(key)?.version ?? 0) < row.version) latest.set(key, row);
    }
    return [...latest.values()];
  }
}

/** How the next insert into a table goes wrong, or the next `DELETE`. */
export interface Fault {
  readonly table: string;
  readonly error: Error;
  /** Whether it is done all the same. */
  readonly landed: boolean;
}

/** The store of one process over a disk. After `kill` nothing it was asked is ever answered or done. */
export class MemoryStore implements Store {
  readonly engine = 'memory';
  readonly disk: Disk;
  readonly faults: Fault[] = [];
  /** Token of every insert that was tried. */
  readonly tried: string[] = [];
  #alive = true;

  constructor(disk: Disk = new Disk()) {
    this.disk = disk;
  }

  kill(): void {
    this.#alive = false;
  }

  /** One step of a remote call: a process may die at any of them. */
  async step(): Promise<void> {
    await Promise.resolve();
    if (!this.#alive) await new Promise<never>(() => undefined);
  }

  async insert(table: string, rows: readonly object[], token: string): Promise<void> {
    this.tried.push(token);
    await this.step();
    const fault = this.#nextFault(table);
    if (fault === undefined || fault.landed) this.#append(table, rows, token);
    await this.step();
    if (fault !== undefined) throw fault.error;
  }

  #nextFault(table: string): Fault | undefined {
    const at = this.faults.findIndex((fault) => fault.table === table);
    return at === -1 ? undefined : this.faults.splice(at, 1)[0];
  }

  #append(table: string, rows: readonly object[], token: string): void {
    if (this.disk.tokens.has(token)) return;
    this.disk.tokens.add(token);
    const { mentions, deletions, revisions, panes, checkpoints } = this.disk;
    const tables: Record<string, object[]> = { mentions, deletions, revisions, panes, checkpoints };
    if (tables[table] === undefined) throw new Error(`There is no table ${table}.`);
    tables[table].push(...(JSON.parse(JSON.stringify(rows)) as object[]));
  }

  async query<Row extends object>(): Promise<Row[]> {
    throw new Error('The memory store is read through its history.');
  }

  /** Deletes a mention. Rollups of the panes are not kept here. */
  async command(sql: string, params: QueryParams = {}): Promise<void> {
    await this.step();
    if (sql.startsWith('INSERT INTO rollups')) return;
    if (!sql.startsWith('DELETE FROM mentions')) throw new Error(`The memory store cannot do: ${sql}`);
    const fault = this.#nextFault('DELETE');
    if (fault === undefined || fault.landed)
      this.disk.mentions = this.disk.mentions.filter(
        ({ source, id }) => source !== params['source'] || id !== params['id'],
      );
    await this.step();
    if (fault !== undefined) throw fault.error;
  }
  async close(): Promise<void> {}
}
