/** One metric counted again from the raw rows by a sentence of SQL, sharing nothing with the code it is held against. */
export interface Recount {
  readonly metric: string;
  /** As they are asked of the API, such as `{ channel: 'twitter' }`; the SQL has to say the same. */
  readonly facets?: Readonly<Record<string, string>>;
  /**
   * One row of `value`, `n`, and `numerator` and `denominator` where the metric gives them. May name
   * `{brand:String}`, `{from:Int64}`, `{to:Int64}` and `{asOf:Int64}`, epoch milliseconds, its own params, the tables
   * of the store and those of `tables.ts`.
   */
  readonly sql: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What is asked of a data set. */
export interface Asked {
  readonly brand: string;
  /** Inclusive, epoch milliseconds, a whole minute. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly asOf: number;
}

/** A table that is worked out once for each brand and window, before the recounts, and may name those before it. */
export interface Table {
  readonly name: string;
  /** A SELECT with the same parameters. */
  readonly sql: string;
}
