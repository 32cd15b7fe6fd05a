import { StoreError, type QueryParams, type Store } from '../../schema/clickhouse/store.ts';

export interface Insert {
  readonly table: string;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly token: string;
}

/** ClickHouse's numbers: the first lies in a row, the second passes by itself. */
export const CANNOT_PARSE = 26;
export const TOO_MANY_PARTS = 252;

export const unreachable = () => new StoreError('The server does not answer.', 'unreachable', 0);
export const refusedFor = (code: number) => new StoreError(`Refused with ${code}.`, 'refused', code);

/** Takes everything down, does nothing, and goes wrong when told to. */
export class RecordingStore implements Store {
  readonly engine = 'recording';
  /** Every attempt, in order. */
  readonly tried: Insert[] = [];
  /** What was taken. */
  readonly inserts: Insert[] = [];
  readonly commands: { readonly sql: string; readonly params: QueryParams }[] = [];
  /** Throws for an insert that is to fail, and may wait. */
  onInsert: (insert: Insert) => void | Promise<void> = () => undefined;
  onCommand: (sql: string, params: QueryParams) => void | Promise<void> = () => undefined;

  async insert(table: string, rows: readonly object[], token: string): Promise<void> {
    const insert: Insert = { table, rows: structuredClone(rows) as Insert['rows'], token };
    this.tried.push(insert);
    await this.onInsert(insert);
    this.inserts.push(insert);
  }

  async command(sql: string, params: QueryParams = {}): Promise<void> {
    await this.onCommand(sql, params);
    this.commands.push({ sql, params });
  }

  async query<Row extends object>(): Promise<Row[]> {
    throw new Error('Nobody reads here.');
  }

  async close(): Promise<void> {}

  /** The tables of what was taken, in order. */
  get order(): string[] {
    return this.inserts.map(({ table }) => table);
  }

  rowsOf(table: string): Insert['rows'] {
    return this.inserts.filter((insert) => insert.table === table).flatMap(({ rows }) => rows);
  }
}

/** Holds whoever waits at it until it is opened. */
export function gate(): { readonly wait: () => Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { wait: () => opened, open };
}
