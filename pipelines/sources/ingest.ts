import type { Mention } from '../../schema/contracts/mention.ts';
import type { Receipt, Rejection } from '../../schema/contracts/receipt.ts';
import { parseMention, type ParseContext } from '../parse/parse-mention.ts';
import type { PushSource } from './push-source.ts';

/** A row as its carrier could read it. */
export type RawRow = { readonly value: unknown } | { readonly malformed: string; readonly text: string };

export interface IngestCounts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/** Keeps what was rejected, for people to look at and to send again. */
export interface DeadLetterSink {
  take(letters: readonly { readonly rejection: Rejection; readonly row: RawRow }[]): void;
}

export interface Ingest {
  /**
   * Parses untrusted rows and stores the good ones; one bad row never costs the others.
   * rows = accepted + duplicates + rejected, and the receipt comes after the accepted ones are on disk.
   * @throws OverloadError or StoreError when the good rows could not be stored; send the whole batch again.
   */
  take(rows: readonly RawRow[]): Promise<Receipt>;
  /** The same for rows that were rejected before: what is rejected again stays where it is. */
  takeAgain(rows: readonly RawRow[]): Promise<Receipt>;
  /** Since the process started. */
  readonly counts: IngestCounts;
}

export function createIngest(
  source: PushSource,
  context: () => ParseContext,
  deadLetters: DeadLetterSink,
): Ingest {
  let counts: IngestCounts = { accepted: 0, duplicates: 0, rejected: 0 };

  const takeAgain = async (rows: readonly RawRow[]): Promise<Receipt> => {
    const { mentions, indexOf, rejected } = sift(rows, context());
    const { accepted, duplicates, refused } =
      mentions.length === 0 ? { accepted: 0, duplicates: 0, refused: [] } : await source.push(mentions);
    for (const { index, reason } of refused) {
      const id = mentions[index]?.id;
      const why = `The store does not take this row: ${reason.slice(0, 300)}`;
      rejected.push({
        index: indexOf[index] ?? 0,
        ...(id === undefined ? {} : { id }),
        code: 'store_refused',
        reason: why,
      });
    }
    counts = {
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

interface Sifted {
  readonly mentions: Mention[];
  /** The row each mention was read from. */
  readonly indexOf: number[];
  readonly rejected: Rejection[];
}

function sift(rows: readonly RawRow[], context: ParseContext): Sifted {
  const sifted: Sifted = { mentions: [], indexOf: [], rejected: [] };
  rows.forEach((row, index) => {
    if ('malformed' in row) {
      sifted.rejected.push({ index, code: 'malformed_json', reason: row.malformed });
      return;
    }
    const parsed = parseMention(row.value, context);
    if (parsed.ok) {
      sifted.mentions.push(parsed.mention);
      sifted.indexOf.push(index);
      return;
    }
    const { id, code, reason } = parsed;
    sifted.rejected.push({ index, ...(id === undefined ? {} : { id }), code, reason });
  });
  return sifted;
}
