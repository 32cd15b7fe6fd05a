import { StoreError } from '../../schema/clickhouse/store.ts';

/**
 * Errors that lie in a row and not in the store, by ClickHouse's number: text, escapes, dates, numbers or enums that
 * cannot be parsed (6, 25, 26, 27, 38, 41, 72, 691), values out of bounds or too large (69, 131, 321, 407), data that
 * is incorrect (117), null where none may be (349), a violated constraint (469).
 */
const ROW_ERRORS = new Set([6, 25, 26, 27, 38, 41, 69, 72, 117, 131, 321, 349, 407, 469, 691]);

export interface Poison<Row> {
  readonly row: Row;
  readonly error: StoreError;
}

/**
 * Inserts all rows, or all but those the store will not have: a batch that fails for one row is halved until that row
 * stands alone. One bad row among n costs about 2·log₂ n inserts. Each part has a token of its own that depends on the
 * batch alone, so repeating the whole is a no-op for the parts that are in.
 * @throws StoreError for anything that is no row's fault.
 */
export async function insertSifting<Row>(
  rows: readonly Row[],
  insert: (part: readonly Row[], token: string) => Promise<void>,
  token: string,
): Promise<Poison<Row>[]> {
  try {
    await insert(rows, token);
    return [];
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'refused' || !ROW_ERRORS.has(error.code))
      throw error;
    const [only] = rows;
    if (rows.length === 1 && only !== undefined) return [{ row: only, error }];
    const half = Math.ceil(rows.length / 2);
    // One after the other: what the first half tells must be on disk before the second can fail for good.
    const left = await insertSifting(rows.slice(0, half), insert, `${token}a`);
    return [...left, ...(await insertSifting(rows.slice(half), insert, `${token}b`))];
  }
}
