import type { QueryParams, Store } from '../../schema/clickhouse/store.ts';

export interface InsertFault {
  readonly error: Error;
  /** Whether the rows reach the disk all the same. */
  readonly landed: boolean;
}

/** A real store whose inserts go wrong when told to. */
export class FaultyStore implements Store {
  readonly #inner: Store;
  /** What happens to the next inserts, in order; `null` is no fault. */
  readonly faults: (InsertFault | null)[] = [];
  /** What happens to every insert once `faults` are used up. */
  always: InsertFault | null = null;
  /** Table and token of every insert that was tried. */
  readonly tried: { readonly table: string; readonly token: string }[] = [];
  queries = 0;

  constructor(inner: Store) {
    this.#inner = inner;
  }

  get engine(): string {
    return this.#inner.engine;
  }

  async insert(table: string, rows: readonly object[], token: string): Promise<void> {
    this.tried.push({ table, token });
    const fault = this.faults.shift() ?? this.always;
    if (fault === null || fault.landed) await this.#inner.insert(table, rows, token);
    if (fault !== null) throw fault.error;
  }

  query<Row extends object>(sql: string, params: QueryParams = {}): Promise<Row[]> {
    this.queries += 1;
    return this.#inner.query<Row>(sql, params);
  }

  command(sql: string, params: QueryParams = {}): Promise<void> {
    return this.#inner.command(sql, params);
  }

  async close(): Promise<void> {}
}
