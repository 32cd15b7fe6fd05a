import type { QueryParams, Store } from '../../schema/clickhouse/store.ts';
import type { LabelRow, PaneRow } from '../../schema/clickhouse/tables.ts';
import type { LabelName, RelabelReason } from '../../schema/contracts/labels.ts';
import type { RevisionReason } from '../../schema/contracts/revisions.ts';
import type { Direction, Kind } from '../../schema/contracts/mention.ts';

/** A row of `mentions`, as far as anything reads it back. */
export interface MentionRow extends LabelRow {
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
}

/** Epoch milliseconds. */
export const instantOf = ({ at }: { readonly at: string }): number => Date.parse(`${at.replace(' ', 'T')}Z`);

export interface DeletionRow {
  readonly source: string;
  readonly id: string;
  readonly identity: string;
  readonly batch: number;
  readonly brands: readonly string[];
  readonly window_starts: readonly number[];
}

type Side = 'before' | 'after';

/** A row of `relabels`. */
export type RelabelRow = {
  readonly source: string;
  readonly id: string;
  readonly identity: string;
  readonly batch: number;
  readonly at: string;
  readonly brands: readonly string[];
  readonly relabelled_at: string;
  readonly reason: RelabelReason;
  readonly relabelled_by: string;
  readonly named: readonly LabelName[];
} & { readonly [K in keyof LabelRow as `${Side}_${K}`]: LabelRow[K] };
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
  relabels: RelabelRow[] = [];
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

/** How the next insert into a table goes wrong, or the next `DELETE` or `UPDATE`. */
export interface Fault {
  readonly table: string;
  readonly error: Error;
  /** Whether it is done all the same. `token`: the server was killed when it had noted the token and not yet the rows. */
  readonly landed: boolean | 'token';
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
    if (fault?.landed === 'token') this.disk.tokens.add(token);
    else if (fault === undefined || fault.landed) this.#append(table, rows, token);
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
    const { mentions, deletions, relabels, revisions, panes, checkpoints } = this.disk;
    const tables: Record<string, object[]> = {
      mentions,
      deletions,
      relabels,
      revisions,
      panes,
      checkpoints,
    };
    if (tables[table] === undefined) throw new Error(`There is no table ${table}.`);
    tables[table].push(...(JSON.parse(JSON.stringify(rows)) as object[]));
  }

  async query<Row extends object>(): Promise<Row[]> {
    throw new Error('The memory store is read through its history.');
  }

  /** Deletes or changes mentions. Rollups of the panes are not kept here. */
  async command(sql: string, params: QueryParams = {}): Promise<void> {
    await this.step();
    if (sql.startsWith('INSERT INTO rollups')) return;
    const [verb = ''] = sql.split(' ');
    const work = this.#changeOf(sql, params);
    // Of the two deletions of one erasure the second one fails.
    const fault = sql.startsWith('DELETE FROM relabels') ? undefined : this.#nextFault(verb);
    if (fault === undefined || fault.landed) work();
    await this.step();
    if (fault !== undefined) throw fault.error;
  }

  #changeOf(sql: string, params: QueryParams): () => void {
    const { disk } = this;
    const isOther = ({ source, id }: { source: string; id: string }) =>
      source !== params['source'] || id !== params['id'];
    if (sql.startsWith('DELETE FROM mentions')) return () => (disk.mentions = disk.mentions.filter(isOther));
    if (sql.startsWith('DELETE FROM relabels WHERE batch'))
      return () =>
        (disk.relabels = disk.relabels.filter(
          ({ batch, identity }) =>
            batch !== params['batch'] ||
            !(params['identities'] as readonly bigint[]).includes(BigInt(identity)),
        ));
    if (sql.startsWith('DELETE FROM relabels')) return () => (disk.relabels = disk.relabels.filter(isOther));
    if (sql.startsWith('UPDATE mentions SET'))
      return () => (disk.mentions = disk.mentions.map((row) => updated(row, params)));
    throw new Error(`The memory store cannot do: ${sql}`);
  }
  async close(): Promise<void> {}
}

/** A row after an `UPDATE` that names identities and, for each of them, the values of columns. */
function updated(row: MentionRow, params: QueryParams): MentionRow {
  const { identities, from, to } = params;
  const nth = (identities as readonly bigint[]).findIndex((identity) => identity.toString() === row.identity);
  const at = instantOf(row);
  if (nth === -1 || at < Number(from) || at > Number(to)) return row;
  const columns = Object.entries(params).filter(([name]) => name in row);
  const values = columns.map(([column, list]) => {
    const value = (list as readonly unknown[])[nth];
    if (column === 'topics' || column === 'leaving' || column === 'joining')
      return [column, String(value).split('\n').filter((item) => item !== '')]; // prettier-ignore
    return [column, column === 'actionable' ? value === 1 : typeof value === 'bigint' ? `${value}` : value];
  });
  return { ...row, ...(Object.fromEntries(values) as Partial<MentionRow>) };
}
