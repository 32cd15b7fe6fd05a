import type { SentimentLabel } from '../../../../schema/contracts/mention.ts';
import { LABELS } from './problem.ts';

export interface LabelledText {
  /** Which part of the data it is of. */
  readonly split: string;
  readonly id: string;
  readonly label: SentimentLabel;
  readonly text: string;
}

const COLUMNS = ['split', 'id', 'label', 'text'] as const;

/**
 * Reads a table parted by tabs, with a header that names at least `split`, `id`, `label` and `text`.
 *
 * @param name how messages call the file.
 * @param fromSpreadsheet whether lines without a label are left out instead of refused, and cells are in quotes as
 *   spreadsheets write those with quotes or commas in them.
 * @throws RangeError with a sentence when a column is missing or a row is not labelled.
 */
export function parseLabelled(
  table: string,
  name: string,
  { fromSpreadsheet = false }: { readonly fromSpreadsheet?: boolean } = {},
): LabelledText[] {
  const lines = table.replace(/^\uFEFF/, '').split('\n');
  const header = (lines[0] ?? '').replace(/\r$/, '').split('\t');
  const place = COLUMNS.map((column) => header.indexOf(column));
  const missing = COLUMNS.filter((_, at) => place[at] === -1);
  if (missing.length > 0)
    throw new RangeError(`${name} has no column ${missing.join(', ')}: its first line must name split, id, label and text, parted by tabs.`); // prettier-ignore
  const rows: LabelledText[] = [];
  for (const [at, line] of lines.entries()) {
    if (at === 0 || line.trim() === '') continue;
    const raw = line.replace(/\r$/, '').split('\t');
    const cells = fromSpreadsheet ? raw.map(unquoted) : raw;
    const [split, id, label, text] = place.map((column) => cells[column]);
    if (split === undefined || id === undefined || label === undefined || text === undefined)
      throw new RangeError(`${name} line ${at + 1} has ${cells.length} cells where ${header.length} are named: fill or drop the line.`); // prettier-ignore
    const said = label.trim().toLowerCase();
    if (fromSpreadsheet && said === '') continue;
    if (!isLabel(said))
      throw new RangeError(
        `${name} line ${at + 1} is labelled "${label}": use negative, neutral or positive.`,
      );
    rows.push({ split, id, label: said, text });
  }
  if (rows.length === 0) throw new RangeError(`${name} holds no labelled texts.`);
  return rows;
}

const isLabel = (label: string): label is SentimentLabel => (LABELS as readonly string[]).includes(label);

/** A cell in quotes, whose own quotes are doubled; any other as it is. */
const unquoted = (cell: string): string =>
  /^"(?:[^"]|"")*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
