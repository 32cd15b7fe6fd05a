import type { Mention } from '../../schema/contracts/mention.ts';
import { StoreError } from '../../schema/clickhouse/store.ts';
import type { Receipt, Rejection } from '../../schema/contracts/receipt.ts';
import { parseMention, type ParseContext } from '../parse/parse-mention.ts';
import type { ParsedRow } from '../parse/parse-stream.ts';
import { OverloadError, type PushSource } from './push-source.ts';
import type { Settled } from './source.ts';

/** A row as its carrier could read it. */
export type RawRow = { readonly value: unknown } | { readonly malformed: string; readonly text: string };

export interface IngestCounts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** Rows of batches that were not taken and must be sent again; in none of the others. */
  readonly turnedAway: number;
}

/** Keeps what was rejected, for people to look at and to send again. */
export interface DeadLetterSink {
  take(letters: readonly { readonly rejection: Rejection; readonly row: RawRow }[]): void;
}

export interface Ingest {
  /**
   * Parses untrusted rows and stores the good ones; one bad row never costs the others.
   * rows = accepted + duplicates + rejected, and the receipt comes after the accepted ones are on disk.
   * @throws OverloadError or StoreError when the good rows could not be stored; send the whole batch again. Its rows
   * count as turned away.
   */
  take(rows: readonly RawRow[]): Promise<Receipt>;
  /** The same for rows that were rejected before: what is rejected again stays where it is. */
  takeAgain(rows: readonly RawRow[]): Promise<Receipt>;
  /** Since the process started. */
  readonly counts: IngestCounts;
}

/** The door of mentions. */
export const createIngest = (
  source: PushSource,
  context: () => ParseContext,
  deadLetters: DeadLetterSink,
): Ingest =>
  createRowIngest<Mention>({
    push: (mentions) => source.push(mentions),
    parser: () => {
      const within = context();
      return (value) => {
        const parsed = parseMention(value, within);
        return parsed.ok ? { ok: true, row: parsed.mention } : parsed;
      };
    },
    deadLetters,
  });

export type ParseRow<Row> = (value: unknown) => ParsedRow<Row>;

export interface RowIngestDeps<Row> {
  /** Resolves when the rows are on disk. @throws OverloadError or StoreError */
  readonly push: (rows: readonly Row[]) => Promise<Settled>;
  /** What parses the rows of one batch, by what is known when it comes. */
  readonly parser: () => ParseRow<Row>;
  readonly deadLetters: DeadLetterSink;
}

/** A door for one kind of row. */
export function createRowIngest<Row extends { readonly id: string }>({
  push,
  parser,
  deadLetters,
}: RowIngestDeps<Row>): Ingest {
  let counts: IngestCounts = { accepted: 0, duplicates: 0, rejected: 0, turnedAway: 0 };

  /** A batch is turned away whole: its bad rows come again too, and are rejected then. */
  const turnAway = (rows: number, error: unknown): never => {
    if (error instanceof OverloadError || error instanceof StoreError)
      counts = { ...counts, turnedAway: counts.turnedAway + rows };
    throw error;
  };

  const takeAgain = async (rows: readonly RawRow[]): Promise<Receipt> => {
    const { good, indexOf, rejected } = sift(rows, parser());
    const { accepted, duplicates, refused } =
      good.length === 0
        ? { accepted: 0, duplicates: 0, refused: [] }
        : await push(good).catch((error: unknown) => turnAway(rows.length, error));
    for (const { index, reason } of refused) {
      const id = good[index]?.id;
      const why = `The store does not take this row: ${reason.slice(0, 300)}`;
      rejected.push({
        index: indexOf[index] ?? 0,
        ...(id === undefined ? {} : { id }),
        code: 'store_refused',
        reason: why,
      });
    }
    counts = {
      ...counts,
      accepted: counts.accepted + accepted,
      duplicates: counts.duplicates + duplicates,
      rejected: counts.rejected + rejected.length,
    };
    return { accepted, duplicates, rejected: rejected.sort((a, b) => a.index - b.index) };
  };

  return {
    get counts() {
      return counts;
    },
    takeAgain,
    async take(rows) {
      const receipt = await takeAgain(rows);
      deadLetters.take(
        (receipt.rejected as Rejection[]).flatMap((rejection) => {
          const row = rows[rejection.index];
          return row === undefined ? [] : [{ rejection, row }];
        }),
      );
      return receipt;
    },
  };
}

interface Sifted<Row> {
  readonly good: Row[];
  /** The place each good row was read from. */
  readonly indexOf: number[];
  readonly rejected: Rejection[];
}

function sift<Row>(rows: readonly RawRow[], parse: ParseRow<Row>): Sifted<Row> {
  const sifted: Sifted<Row> = { good: [], indexOf: [], rejected: [] };
  rows.forEach((row, index) => {
    if ('malformed' in row) {
      sifted.rejected.push({ index, code: 'malformed_json', reason: row.malformed });
      return;
    }
    const parsed = parse(row.value);
    if (parsed.ok) {
      sifted.good.push(parsed.row);
      sifted.indexOf.push(index);
      return;
    }
    const { id, code, reason } = parsed;
    sifted.rejected.push({ index, ...(id === undefined ? {} : { id }), code, reason });
  });
  return sifted;
}
