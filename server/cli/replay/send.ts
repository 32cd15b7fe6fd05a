import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../pipelines/clock.ts';
import type { Receipt } from '../../../schema/contracts/receipt.ts';
import type { Row } from './rows.ts';
import { systemCode, Trouble } from './trouble.ts';

export interface SenderOptions {
  readonly endpoint: URL;
  readonly clock: Clock;
  readonly patienceMs: number;
  readonly signal: AbortSignal;
  /** Told when a batch has to be sent again: why, and how long it waits before. */
  readonly onRetry: (why: string, waitMs: number) => void;
}

/** A batch that was answered in parts, because it was too large for one request. */
export interface Answer {
  readonly rows: readonly Row[];
  readonly receipt: Receipt;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;
const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504]);
/** A server that is starting, restarting or overrun; anything else will not get better by itself. */
const RECOVERABLE =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_(SOCKET|.*TIMEOUT)|TIMEOUT)$/;

/**
 * Posts one batch until it is answered. It is sent again byte for byte: rows that arrived the first time count as
 * duplicates, so a lost answer costs nothing.
 * @throws Trouble when the server refuses it for good or nothing gets through for `patienceMs`.
 */
export async function send(rows: readonly Row[], options: SenderOptions): Promise<Answer[]> {
  const newline = Buffer.from('\n');
  const body = Buffer.concat(
    rows.flatMap(({ body }) => [typeof body === 'string' ? Buffer.from(body) : body, newline]),
  );
  const until = options.clock.now() + options.patienceMs;
  for (let attempt = 0; ; attempt++) {
    const outcome = await post(body, options, Math.max(1_000, until - options.clock.now()));
    if (outcome.kind === 'receipt') return [{ rows, receipt: outcome.receipt }];
    if (outcome.kind === 'too-large') {
      if (rows.length === 1)
        throw new Trouble(`Line ${rows[0]!.line} is larger than the server takes in one request.`);
      const half = Math.ceil(rows.length / 2);
      return [...(await send(rows.slice(0, half), options)), ...(await send(rows.slice(half), options))];
    }
    const leftMs = until - options.clock.now();
    if (leftMs <= 0) throw new Trouble(`Gave up after ${options.patienceMs / 1_000} s: ${outcome.why}.`);
    const backoffMs =
      Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 10)) * (0.5 + Math.random() / 2);
    // What the server asks for is the least; the spread keeps many senders from coming back at once.
    const askedMs = outcome.retryAfterMs * (1 + Math.random() / 10);
    const waitMs = Math.min(leftMs, Math.max(backoffMs, askedMs));
    options.onRetry(outcome.why, waitMs);
    await sleep(waitMs, undefined, { signal: options.signal });
  }
}

type Outcome =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'again'; readonly why: string; readonly retryAfterMs: number };

async function post(
  body: Uint8Array<ArrayBuffer>,
  options: SenderOptions,
  timeoutMs: number,
): Promise<Outcome> {
  const timeout = AbortSignal.timeout(Math.ceil(timeoutMs));
  let status: number;
  let retryAfter: string | null;
  let text: string;
  try {
    const response = await fetch(options.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body,
      signal: AbortSignal.any([timeout, options.signal]),
    });
    status = response.status;
    retryAfter = response.headers.get('retry-after');
    text = await response.text();
  } catch (error) {
    if (options.signal.aborted) throw error;
    return unanswered(error, timeout.aborted, options.endpoint);
  }
  if (status === 200 || status === 202)
    return { kind: 'receipt', receipt: receiptIn(text, options.endpoint) };
  if (status === 413) return { kind: 'too-large' };
  if (TRANSIENT.has(status))
    return {
      kind: 'again',
      why: `the server answers ${status}${saidIn(text)}`,
      retryAfterMs: waitAsked(retryAfter, options.clock),
    };
  throw new Trouble(`${options.endpoint.href} answers ${status}${saidIn(text)}.`);
}

function unanswered(error: unknown, timedOut: boolean, endpoint: URL): Outcome {
  const code = timedOut ? 'TIMEOUT' : systemCode(error);
  const why =
    {
      ECONNREFUSED: `nothing listens at ${endpoint.origin}`,
      ECONNRESET: 'the connection was cut',
      UND_ERR_SOCKET: 'the connection was cut',
      TIMEOUT: 'the server does not answer',
    }[code] ??
    `no connection to ${endpoint.origin} (${code || (error instanceof Error ? error.message : String(error))})`;
  if (!RECOVERABLE.test(code))
    throw new Trouble(
      code === 'ENOTFOUND' ? `There is no host "${endpoint.hostname}".` : `Cannot send: ${why}.`,
    );
  return { kind: 'again', why, retryAfterMs: 0 };
}

/** `Retry-After` in its two spellings, seconds and date. */
function waitAsked(header: string | null, clock: Clock): number {
  if (header === null) return 0;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - clock.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

function saidIn(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    if (typeof message === 'string' && message !== '') return `: ${message.replace(/\.$/, '')}`;
  } catch {
    // Not one of ours; the status says enough.
  }
  return '';
}

function receiptIn(text: string, endpoint: URL): Receipt {
  try {
    const receipt = JSON.parse(text) as Receipt;
    if (
      Number.isInteger(receipt.accepted) &&
      Number.isInteger(receipt.duplicates) &&
      Array.isArray(receipt.rejected)
    )
      return receipt;
  } catch {
    // Falls through to the same sentence.
  }
  throw new Trouble(`${endpoint.href} does not answer with a receipt: is this the right server?`);
}
