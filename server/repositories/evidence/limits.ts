import { TooMuchEvidence } from '../../../pipelines/evidence/evidence-source.ts';

/** Rows of one kind that one answer may read: about a quarter of a gigabyte of them. */
export const MAX_ROWS = 300_000;

/** @throws TooMuchEvidence */
export function atMost<Row>(rows: readonly Row[], what: string): readonly Row[] {
  if (rows.length <= MAX_ROWS) return rows;
  throw new TooMuchEvidence(
    `That range holds more than ${MAX_ROWS} ${what}, which is all that one answer reads; ask for a shorter range.`,
  );
}
