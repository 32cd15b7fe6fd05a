import type { Evidence, Need } from './evidence.ts';

export interface EvidenceSpan {
  readonly brand: string;
  /** Inclusive, epoch milliseconds. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** Nothing later is looked at. */
  readonly asOf: number;
  readonly needs: readonly Need[];
}

/** More rows than one answer may read: ask for a shorter range. */
export class TooMuchEvidence extends Error {
  override readonly name = 'TooMuchEvidence';
}

/** Reads evidence back. Implemented over SQL by the server. @throws TooMuchEvidence, StoreError */
export type EvidenceSource = (span: EvidenceSpan) => Promise<Evidence>;

/** What is read, or null where it would be too much: for answers that can do without. */
export async function unlessTooMuch<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof TooMuchEvidence) return null;
    throw error;
  }
}
