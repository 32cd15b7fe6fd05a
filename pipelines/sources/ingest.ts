import type { Mention } from '../../schema/contracts/mention.ts';
import type { Receipt, Rejection } from '../../schema/contracts/receipt.ts';
import { parseMention, type ParseContext } from '../parse/parse-mention.ts';
import type { PushSource } from './push-source.ts';

/** A row as its carrier could read it. */
export type RawRow = { readonly value: unknown } | { readonly malformed: string };

export interface IngestCounts {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
}

export interface Ingest {
  /**
   * Parses untrusted rows and stores the good ones; one bad row never costs the others.
   * rows = accepted + duplicates + rejected, and the receipt comes after the accepted ones are on disk.
   * @throws OverloadError or StoreError when the good rows could not be stored; send the whole batch again.
   */
  take(rows: readonly RawRow[]): Promise<Receipt>;
  /** Since the process started. */
  readonly counts: IngestCounts;
}

export function createIngest(source: PushSource, context: () => ParseContext): Ingest {
  let counts: IngestCounts = { accepted: 0, duplicates: 0, rejected: 0 };
  return {
    get counts() {
      return counts;
    },
    async take(rows) {
      const { mentions, rejected } = sift(rows, context());
      const settled = mentions.length === 0 ? { accepted: 0, duplicates: 0 } : await source.push(mentions);
      counts = {
        accepted: counts.accepted + settled.accepted,
        duplicates: counts.duplicates + settled.duplicates,
        rejected: counts.rejected + rejected.length,
      };
      return { ...settled, rejected };
    },
  };
}

function sift(
  rows: readonly RawRow[],
  context: ParseContext,
): { mentions: Mention[]; rejected: Rejection[] } {
  const mentions: Mention[] = [];
  const rejected: Rejection[] = [];
  rows.forEach((row, index) => {
    if ('malformed' in row) {
      rejected.push({ index, code: 'malformed_json', reason: row.malformed });
      return;
    }
    const parsed = parseMention(row.value, context);
    if (parsed.ok) mentions.push(parsed.mention);
    else {
      const { id, code, reason } = parsed;
      rejected.push({ index, ...(id === undefined ? {} : { id }), code, reason });
    }
  });
  return { mentions, rejected };
}
