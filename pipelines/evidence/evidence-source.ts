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
