import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Session } from 'chdb';

/**
 * ClickHouse's HTTP interface over chDB, as a process of its own: `node --import tsx <this file> <dataDir> <port>`.
 * Started and steered by `clickhouse-server.ts` over the IPC channel.
 *
 * Each request gets a fresh handle (1.3 ms), because settings given with a call outlive it on a chDB handle while
 * on a server every request starts from the defaults. Handles on one directory run side by side, like queries do.
 *
 * Not emulated: users and passwords (any are accepted), sessions, several statements refused in one request,
 * progress headers, and an answer that starts before the query has ended.
 */
export interface Failure {
  readonly status: number;
  /** `before`: the statement never runs. `after`: it runs and only its answer is lost. */
  readonly when: 'before' | 'after';
  readonly body: string;
}
export type ToServer =
  { readonly kind: 'fail'; readonly times: number; readonly failure: Failure } | { readonly kind: 'stop' };
export type FromServer = { readonly kind: 'ready'; readonly port: number } | { readonly kind: 'done' };

/** URL parameters that are no settings. @see https://clickhouse.com/docs/interfaces/http */
const NOT_SETTINGS = new Set([
  ...[
    'query',
    'database',
    'default_format',
    'query_id',
    'user',
    'password',
    'role',
    'quota_key',
    'stacktrace',
  ],
  ...[
    'session_id',
    'session_timeout',
    'session_check',
    'compress',
    'decompress',
    'buffer_size',
    'wait_end_of_query',
  ],
  ...['enable_http_compression', 'http_zlib_compression_level', 'http_response_buffer_size'],
  ...['send_progress_in_http_headers', 'http_headers_progress_interval_ms'],
]);
/** How the server maps its error codes to statuses: `exceptionCodeToHTTPStatus`; the rest are 500. */
const STATUSES: ReadonlyMap<number, number> = new Map([
  ...[6, 25, 26, 27, 38, 41, 42, 43, 53, 62, 69, 70, 72, 117, 130, 131, 137, 321].map(
    (code) => [code, 400] as const,
  ),
  ...[16, 46, 47, 50, 60, 81, 115].map((code) => [code, 404] as const),
  [164, 500],
  [159, 408],
  [48, 501],
  [202, 429],
]);

class HttpError extends Error {
  constructor(
    readonly code: number,
    readonly type: string,
    text: string,
  ) {
    super(`Code: ${code}. DB::Exception: ${text}. (${type})`);
  }
}

interface Call {
  readonly statement: string;
  readonly body: Buffer;
  readonly url: URLSearchParams;
  readonly parameters: ReadonlyMap<string, string>;
  readonly readOnly: boolean;
}

const [dataDir, wantedPort] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('Usage: clickhouse-server-process.ts <dataDir> [port]');
// Keeps the engine up between requests; never runs a statement itself.
const engine = new Session(dataDir);
const failures: Failure[] = [];

async function readCall(request: IncomingMessage): Promise<Call> {
  const { searchParams: url } = new URL(request.url ?? '/', 'http://localhost');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw;
  const boundary = /^multipart\/form-data;\s*boundary=(.+)$/.exec(request.headers['content-type'] ?? '')?.[1];
  const form = boundary === undefined ? new Map<string, string>() : readForm(body, boundary);
  const parameters = new Map(
    [...url, ...form]
      .filter(([key]) => key.startsWith('param_'))
      .map(([key, value]) => [key.slice('param_'.length), value]),
  );
  const query = form.get('query') ?? url.get('query') ?? '';
  const call = { url, parameters, readOnly: request.method === 'GET' };
  if (boundary !== undefined) return { ...call, statement: query, body: Buffer.alloc(0) };
  // As on a server, the query may begin in the URL and go on in the body.
  return query === ''
    ? { ...call, statement: body.toString('utf8'), body: Buffer.alloc(0) }
    : { ...call, statement: query, body };
}

function readForm(body: Buffer, boundary: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const part of body.toString('utf8').split(`--${boundary}`)) {
    const match = /name="([^"]+)"[^]*?\r\n\r\n([^]*)\r\n$/.exec(part);
    if (match?.[1] !== undefined && match[2] !== undefined) fields.set(match[1], match[2]);
  }
  return fields;
}

/** A quoted literal: what is bound arrives as it was sent. */
const literal = (value: string) => `'${value.replace(/[\\']/g, '\\$&').replaceAll('\0', '\\0')}'`;

function preamble({ url, parameters, readOnly }: Call): string {
  const lines: string[] = [];
  const database = url.get('database');
  if (database !== null && database !== '') lines.push(`USE \`${database.replace(/[\\`]/g, '\\$&')}\``);
  for (const [name, value] of parameters)
    lines.push(`SET ${identifier(`param_${name}`)} = ${literal(value)}`);
  lines.push('SET max_query_size = DEFAULT');
  const settings = [...url].filter(([name]) => !NOT_SETTINGS.has(name) && !name.startsWith('param_'));
  // After `readonly` nothing can be set any more.
  settings.sort(([a], [b]) => Number(a === 'readonly') - Number(b === 'readonly'));
  for (const [name, value] of settings) lines.push(`SET ${identifier(name)} = ${literal(value)}`);
  if (readOnly && !url.has('readonly')) lines.push('SET readonly = 1');
  return lines.join('; ');
}

function identifier(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw new HttpError(115, 'UNKNOWN_SETTING', `Unknown setting '${name}'`);
  return name;
}

async function run(call: Call): Promise<{ bytes: Uint8Array; rows: number }> {
  if (call.url.has('session_id'))
    throw new HttpError(48, 'NOT_IMPLEMENTED', 'This test server has no sessions');
  if (call.statement.trim() === '') throw new HttpError(62, 'SYNTAX_ERROR', 'Empty query');
  const isInsert = /^\s*INSERT\s/i.test(call.statement);
  // A server takes an insert of no rows; the inline form that chDB needs is refused.
  if (isInsert && call.body.length === 0 && /\bFORMAT\s+\w+\s*$/i.test(call.statement))
    return { bytes: Buffer.alloc(0), rows: 0 };
  const handle = new Session(engine.path);
  try {
    // Parameters do not count as query text on a server; here they arrive as statements.
    await handle.queryAsync('SET max_query_size = 1000000000');
    await handle.queryAsync(preamble(call));
    const sql = call.body.length === 0 ? call.statement : `${call.statement}\n${call.body.toString('utf8')}`;
    const answer = await handle.queryAsync(sql, { format: call.url.get('default_format') ?? 'TabSeparated' });
    return { bytes: isInsert ? Buffer.alloc(0) : answer.bytes(), rows: answer.rowsRead };
  } finally {
    handle.close();
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (
    pathname === '/ping' ||
    (pathname === '/' && request.method === 'GET' && !request.url?.includes('query='))
  ) {
    response.end('Ok.\n');
    return;
  }
  const call = await readCall(request);
  response.setHeader('X-ClickHouse-Query-Id', call.url.get('query_id') ?? crypto.randomUUID());
  response.setHeader('X-ClickHouse-Server-Display-Name', 'test');
  response.setHeader('X-ClickHouse-Timezone', Intl.DateTimeFormat().resolvedOptions().timeZone);
  const failure = failures.shift();
  if (failure?.when === 'before') return refuse(response, failure.status, failure.body);
  const result = await run(call).catch((error: unknown) => error as Error);
  if (failure?.when === 'after') return refuse(response, failure.status, failure.body);
  if (result instanceof Error) {
    const code = Number(/Code: (\d+)/.exec(result.message)?.[1] ?? 1002);
    return refuse(response, STATUSES.get(code) ?? 500, result.message);
  }
  const rows = String(result.rows);
  response.setHeader('X-ClickHouse-Format', call.url.get('default_format') ?? 'TabSeparated');
  response.setHeader(
    'X-ClickHouse-Summary',
    JSON.stringify({ read_rows: rows, written_rows: rows, result_rows: rows }),
  );
  const zip =
    call.url.get('enable_http_compression') === '1' &&
    /\bgzip\b/.test(String(request.headers['accept-encoding']));
  if (zip) response.setHeader('Content-Encoding', 'gzip');
  response.end(zip ? gzipSync(result.bytes) : result.bytes);
}

/** Status 0 breaks the connection off instead. */
function refuse(response: ServerResponse, status: number, body: string): void {
  if (status === 0) {
    response.destroy();
    return;
  }
  const code = /Code: (\d+)/.exec(body)?.[1];
  if (code !== undefined) response.setHeader('X-ClickHouse-Exception-Code', code);
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  response.end(`${body.trimEnd()}\n`);
}

// A server takes URLs up to 1 MiB (`http_max_uri_size`); Node's own limit is 16 KiB.
const server = createServer(
  { maxHeaderSize: 1_100_000, keepAliveTimeout: 10_000, requestTimeout: 0 },
  (request, response) => {
    answer(request, response).catch((error: unknown) =>
      refuse(response, 500, `Code: 1002. DB::Exception: ${String(error)}. (UNKNOWN_EXCEPTION)`),
    );
  },
);

const tell = (message: FromServer) => process.send?.(message);
process.on('message', (message: ToServer) => {
  if (message.kind === 'fail') {
    failures.length = 0;
    failures.push(...Array.from({ length: message.times }, () => message.failure));
    tell({ kind: 'done' });
    return;
  }
  server.closeAllConnections();
  engine.close();
  process.exit(0);
});
// Whoever started this is gone.
process.on('disconnect', () => process.exit(0));
server.listen(Number(wantedPort ?? 0), '127.0.0.1', () => {
  tell({ kind: 'ready', port: (server.address() as { port: number }).port });
});
