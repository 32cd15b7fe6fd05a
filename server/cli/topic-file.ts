import { readFileSync } from 'node:fs';
import { fileTrouble, Trouble } from './replay/trouble.ts';

export interface TopicText {
  readonly id: string;
  /** What it is about, as people say; none is an answer too. */
  readonly topics: readonly string[];
  readonly text: string;
}

const COLUMNS = ['id', 'topics', 'text'] as const;

/**
 * Reads a table parted by tabs, whose header names at least `id`, `topics` and `text`; topics are parted by commas.
 * @throws Trouble that says what is wrong with the file, and where.
 */
export function readTopicFile(path: string): TopicText[] {
  const lines = contentOf(path)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const header = (lines[0] ?? '').split('\t');
  const place = COLUMNS.map((column) => header.indexOf(column));
  const missing = COLUMNS.filter((_, at) => place[at] === -1);
  if (missing.length > 0)
    throw new Trouble(
      `${path} has no column ${missing.join(', ')}: its first line must name id, topics and text, parted by tabs.`,
      2,
    );
  const rows: TopicText[] = [];
  for (const [at, line] of lines.entries()) {
    if (at === 0 || line.trim() === '') continue;
    const cells = line.split('\t');
    const [id, topics, text] = place.map((column) => cells[column]);
    if (id === undefined || topics === undefined || text === undefined)
      throw new Trouble(
        `${path} line ${at + 1} has ${cells.length} cells where ${header.length} are named: fill or drop the line.`,
        2,
      );
    const names = topics.split(',').map((name) => name.trim());
    rows.push({ id, text, topics: names.filter((name) => name !== '') });
  }
  if (rows.length === 0) throw new Trouble(`${path} holds no texts.`, 2);
  return rows;
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw fileTrouble(path, error, 2);
  }
}
