/**
 * What the rest of the house knows of the database: rows in, rows out. Which engine answers is decided in
 * `client.ts` and nowhere else.
 */
export interface Store {
  /** `chdb` in this process or `clickhouse` over HTTP, with the engine's version; for people and logs. */
  readonly engine: string;
  /**
   * Appends rows and returns once they are on disk. The token is not optional: on the embedded engine a token
   * outlives its call, so an insert without one is silently dropped as a repeat of an earlier one.
   * @throws StoreError
   */
  insert(table: string, rows: readonly object[], token: string): Promise<void>;
  /** Runs a SELECT with bound parameters. @throws StoreError */
  query<Row extends object>(sql: string, params?: QueryParams): Promise<Row[]>;
  /** Runs a statement that answers nothing, such as DDL. @throws StoreError */
  command(sql: string, params?: QueryParams): Promise<void>;
  close(): Promise<void>;
}

export type QueryParams = Readonly<
  Record<string, string | number | bigint | boolean | readonly (string | number | bigint)[]>
>;

/** A failure of the store, as a sentence, with what a retry may hope for. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  constructor(
    message: string,
    /** `locked`: another process has the data directory. `unreachable`: no answer. `refused`: answered with an error. */
    readonly kind: 'locked' | 'unreachable' | 'refused',
    /** ClickHouse's error number, 0 when there was none. */
    readonly code: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
