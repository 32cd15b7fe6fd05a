import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { RawRow } from '../../pipelines/sources/ingest.ts';
import { HttpProblem } from './problems.ts';

export interface BatchBodyOptions {
  readonly maxBodyBytes: number;
  readonly maxRowsPerRequest: number;
  /** What a row is called, for the sentence that asks for one; "mention" when left out. */
  readonly noun?: string;
}

/**
 * Reads a batch of rows from a JSON array, a single JSON object or NDJSON, plain or gzip. The limit holds for what
 * comes out of the decompressor too, so a small bomb is stopped while it unfolds.
 */
export const batchBody = fp<BatchBodyOptions>(
  async (app: FastifyInstance, { maxBodyBytes, maxRowsPerRequest, noun = 'mention' }) => {
    app.removeAllContentTypeParsers();
    // A request without a body or a type never meets a parser.
    app.addHook('preValidation', async (request) => {
      if (request.body === undefined) limited([]);
    });
    const limited = (rows: RawRow[]): RawRow[] => {
      if (rows.length === 0)
        throw new HttpProblem(400, 'empty_batch', `The request holds no ${noun}; send at least one.`);
      if (rows.length <= maxRowsPerRequest) return rows;
      throw new HttpProblem(
        413,
        'too_many_rows',
        `The batch has more than ${maxRowsPerRequest} rows; send at most that many at a time.`,
      );
    };
    app.addContentTypeParser('application/json', async (request: FastifyRequest, payload: Readable) =>
      limited(jsonRows(await readText(request, payload, maxBodyBytes))),
    );
    app.addContentTypeParser(
      ['application/x-ndjson', 'application/ndjson', 'application/jsonl'],
      async (request: FastifyRequest, payload: Readable) =>
        limited(ndjsonRows(await readText(request, payload, maxBodyBytes), maxRowsPerRequest)),
    );
  },
  { name: 'batch-body' },
);

async function readText(request: FastifyRequest, payload: Readable, maxBodyBytes: number): Promise<string> {
  const tooLarge = new HttpProblem(
    413,
    'body_too_large',
    `The body is larger than ${maxBodyBytes} bytes; send it in smaller batches.`,
  );
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw tooLarge;
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding !== 'gzip' && encoding !== 'identity')
    throw new HttpProblem(
      415,
      'unsupported_encoding',
      `The content encoding "${encoding.slice(0, 40)}" is not supported; use gzip or none.`,
    );
  const stream = encoding === 'gzip' ? gunzip(payload) : payload;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Left to itself the loop would destroy the request, and with it the socket that the answer goes out on.
    const read = stream.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>;
    for await (const chunk of read) {
      size += chunk.length;
      if (size > maxBodyBytes) throw tooLarge;
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof HttpProblem) throw error;
    if (encoding === 'gzip') throw new HttpProblem(400, 'malformed_gzip', 'The body is not valid gzip.');
    throw new HttpProblem(400, 'aborted', 'The request ended before its body did.');
  } finally {
    if (stream !== payload) stream.destroy();
  }
  return Buffer.concat(chunks).toString('utf8');
}

function gunzip(payload: Readable): Readable {
  const unzip = createGunzip();
  // `pipe` does not carry errors: a sender that hangs up would leave the reader waiting.
  payload.on('error', (error) => unzip.destroy(error));
  payload.on('aborted', () => unzip.destroy(new Error('aborted')));
  return payload.pipe(unzip);
}

function jsonRows(text: string): RawRow[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (text.trim() === '') return [];
    const why = error instanceof Error ? error.message.slice(0, 160).toWellFormed() : '';
    throw new HttpProblem(
      400,
      'malformed_json',
      `The body is not JSON (${why}). Send a JSON array, or NDJSON as application/x-ndjson.`,
    );
  }
  return (Array.isArray(value) ? value : [value]).map((row: unknown) => ({ value: row }));
}

/** One row a line; blank lines are nobody's row. Stops counting once there are more lines than allowed. */
function ndjsonRows(text: string, maxRows: number): RawRow[] {
  const rows: RawRow[] = [];
  for (const line of text.replace(/^\ufeff/, '').split('\n')) {
    if (line.trim() === '') continue;
    if (rows.length > maxRows) break;
    try {
      rows.push({ value: JSON.parse(line) as unknown });
    } catch {
      rows.push({ malformed: 'The line is not JSON; was it cut off?', text: line });
    }
  }
  return rows;
}
