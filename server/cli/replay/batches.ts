import type { Row } from './rows.ts';

/** A request this large is sent even if more rows would fit by number. */
const BATCH_BYTES = 4 * 1024 * 1024;

/** Rows in portions of at most `most` and about `BATCH_BYTES`. */
export async function* batches(rows: AsyncIterable<Row>, most: number): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  let bytes = 0;
  for await (const row of rows) {
    if (batch.length > 0 && (batch.length >= most || bytes + row.body.length > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(row);
    bytes += row.body.length;
  }
  if (batch.length > 0) yield batch;
}

/** The same for rows that are there already and few enough. */
export function* sized(rows: readonly Row[]): Generator<Row[]> {
  let [from, bytes] = [0, 0];
  for (let i = 0; i < rows.length; i++) {
    if (i > from && bytes + rows[i]!.body.length > BATCH_BYTES) {
      yield rows.slice(from, i);
      [from, bytes] = [i, 0];
    }
    bytes += rows[i]!.body.length;
  }
  if (from < rows.length) yield rows.slice(from);
}
