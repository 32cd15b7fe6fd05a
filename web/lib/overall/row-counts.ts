import type { IngestTotals } from '../../../schema/contracts/live.ts';
import { formatCount, formatRate } from '../format.ts';

export type RowCount = keyof IngestTotals;

export interface RowCountWords {
  /** As it stands below its number. */
  readonly word: string;
  readonly title: string;
  readonly meaning: string;
}

export const ROW_COUNT_WORDS: Readonly<Record<RowCount, RowCountWords>> = {
  accepted: {
    word: 'accepted',
    title: 'Rows accepted',
    meaning: 'Rows of mentions that came to be on disk since the server started, each once.',
  },
  duplicates: {
    word: 'duplicates',
    title: 'Duplicates',
    meaning:
      'Rows that had been on disk before: the same source and id. They are counted here and nowhere else, so that a batch may be sent again.',
  },
  rejected: {
    word: 'rejected',
    title: 'Rows rejected',
    meaning: 'Rows that were not taken, with a reason each. They are kept for 30 days and can be sent again.',
  },
  turnedAway: {
    word: 'turned away',
    title: 'Rows turned away',
    meaning:
      'Rows that could not be taken when they came: their senders were asked to send them again, and nothing is lost when they do. A row that is turned away twice counts twice.',
  },
  perSecond: {
    word: 'per second',
    title: 'Rows a second',
    meaning: 'Rows of mentions that were accepted, over the last ten seconds.',
  },
};

export const ROW_COUNTS = Object.keys(ROW_COUNT_WORDS) as readonly RowCount[];

export const rowCountText = (count: RowCount, totals: IngestTotals): string =>
  (count === 'perSecond' ? formatRate : formatCount)(totals[count]);
