import type { SentimentLabel } from '../../schema/contracts/mention.ts';

/** A text as `npm run train` and `npm run eval` read it; an empty label is for a person to fill in. */
export interface LabelledRow {
  readonly split: string;
  readonly id: string;
  readonly label: SentimentLabel | '';
  readonly text: string;
}

export const LABELLED_TABLE = 'text/tab-separated-values; charset=utf-8';
export const LABELLED_HEADER = 'split\tid\tlabel\ttext\n';

export const linesOf = (rows: readonly LabelledRow[]): string =>
  rows.map(({ split, id, label, text }) => `${split}\t${cell(id)}\t${label}\t${cell(text)}\n`).join('');

/**
 * One line, whatever it was. Texts are hostile: what begins with no letter or digit begins with a space, as spreadsheets
 * would take it for a formula, or a quote for the beginning of many lines.
 */
const cell = (text: string): string =>
  text
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/^(?![\p{L}\p{N}]|$)/u, ' ');
