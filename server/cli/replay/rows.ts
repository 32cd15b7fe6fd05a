import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { eventTime } from './timeline.ts';
import { fileTrouble, Trouble } from './trouble.ts';
import { TWCS_COLUMNS, TwcsIndex, type TwcsRow } from './twcs.ts';

/** One row to send. */
export interface Row {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  /** The recorded event time in epoch ms, NaN when there is none to read. */
  readonly at: number;
  /** One line of NDJSON without its end, bytes as they are in the file where nothing has to change. */
  readonly body: string | Buffer;
  /** How much of the file has been read with it, in bytes. */
  readonly bytes: number;
}

/** Warnings about the file, in sentences. */
export type Warn = (sentence: string) => void;

const LONGEST_LINE = 16 * 1024 * 1024;
const [NEWLINE, RETURN] = [10, 13];

/**
 * Lines of an NDJSON file as they are; blank ones are left out. Bytes, not text: what is broken in the file reaches
 * the server broken, and gets its reason from there.
 * @throws Trouble
 */
export async function* ndjsonRows(file: string, run: string): AsyncGenerator<Row> {
  let [line, bytes] = [0, 0];
  const row = (raw: Buffer): Row | undefined => {
    line += 1;
    bytes += raw.length + 1;
    let content = line === 1 && raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? raw.subarray(3) : raw;
    if (content.at(-1) === RETURN) content = content.subarray(0, -1);
    if (content.every((byte) => byte === 32 || byte === 9)) return undefined;
    return { line, at: NaN, body: run === '' ? content : renamed(content, run), bytes };
  };
  let rest: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of createReadStream(file, {
      highWaterMark: 256 * 1024,
    }) as AsyncIterable<Buffer>) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        const found = row(
          rest.length > 0 ? Buffer.concat([...rest, chunk.subarray(start, end)]) : chunk.subarray(start, end),
        );
        if (found) yield found;
        rest = [];
        length = 0;
        start = end + 1;
      }
      rest.push(chunk.subarray(start));
      length += chunk.length - start;
      if (length > LONGEST_LINE)
        throw new Trouble(
          `Line ${line + 1} of ${file} is longer than 16 MiB: this is not one mention a line.`,
        );
    }
  } catch (error) {
    throw error instanceof Trouble ? error : fileTrouble(file, error);
  }
  const last = length > 0 ? row(Buffer.concat(rest)) : undefined;
  if (last) yield last;
}

/** Rows of a twcs file as mentions, in file order. Reads the file twice: once for its links, once for its texts. */
export async function* twcsRows(file: string, run: string, warn: Warn): AsyncGenerator<Row> {
  const index = new TwcsIndex();
  for await (const { row } of csvRows(file, warn)) index.add(row);
  for await (const { row, line, bytes } of csvRows(file, () => undefined)) {
    const mention = index.mention(row);
    yield { line, at: eventTime(mention.at), body: JSON.stringify(suffixed(mention, run)), bytes };
  }
}

interface CsvRow {
  readonly row: TwcsRow;
  readonly line: number;
  readonly bytes: number;
}

async function* csvRows(file: string, warn: Warn): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    columns: (header: string[]) => {
      const missing = TWCS_COLUMNS.filter((column) => !header.includes(column));
      if (missing.length > 0)
        throw new Trouble(`${file} has no column "${missing[0]!}": it is not a twcs file.`);
      return header;
    },
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  });
  parser.on('skip', (error: Error) =>
    warn(`A row of ${file} cannot be read and is left out: ${error.message}.`),
  );
  // Errors of either side reach the loop below through the parser.
  pipeline(createReadStream(file), parser, () => undefined);
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: TwcsRow;
      info: { lines: number; bytes: number };
    }>) {
      yield { row: record, line: line + 1, bytes: info.bytes };
      line = info.lines;
    }
  } catch (error) {
    throw error instanceof Trouble ? error : fileTrouble(file, error);
  }
}

/** The row as it is told again now. Rows that are no JSON object stay as they are. */
export function movedTo(row: Row, at: number): string | Buffer {
  const mention = asObject(row.body);
  return mention ? JSON.stringify({ ...mention, at }) : row.body;
}

/** The recorded event time of an NDJSON row. */
export function recordedAt(row: Row): number {
  return eventTime(asObject(row.body)?.at);
}

function renamed(content: Buffer, run: string): string | Buffer {
  const mention = asObject(content);
  return mention ? JSON.stringify(suffixed(mention, run)) : content;
}

function asObject(body: string | Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const NAMES = ['id', 'inReplyTo', 'conversation'] as const;

/** Gives a mention and everything it points at names of their own. */
function suffixed<T extends object>(mention: T, run: string): T {
  if (run === '') return mention;
  const changed = { ...mention } as Record<string, unknown>;
  for (const name of NAMES) {
    const value = changed[name];
    if (typeof value === 'string' && value !== '') changed[name] = `${value}~${run}`;
  }
  return changed as T;
}
