import { sleep } from '../helpers/api-client.ts';
import type { Receipt } from '../../schema/contracts/receipt.ts';
import type { Ledger } from './ledger.ts';
import type { Random, Sent, Traffic } from './traffic.ts';

/** A server that lives answers within this, whatever its store does; else it hangs. */
const ANSWER_WITHIN_MS = 30_000;
/** The patience of the server, and what a busy machine adds. */
const REFUSE_WITHIN_MS = 20_000;

export interface SendersOptions {
  /** Read again for every request. */
  readonly url: () => string;
  readonly traffic: Traffic;
  readonly ledger: Ledger;
  readonly random: Random;
  readonly connections: number;
  readonly maxRows: number;
  readonly pauseMs: number;
}

export interface Senders {
  /** Resolves when every conversation has been said to its end and every request answered with a receipt. */
  pause(): Promise<void>;
  resume(): void;
  /** What a refusal looked like, by status. */
  readonly refusals: ReadonlyMap<number, number>;
}

/** Connections that post batch after batch, and the same batch again until they have its receipt. */
export function startSenders(options: SendersOptions): Senders {
  const { traffic, random, connections, maxRows, pauseMs } = options;
  const refusals = new Map<number, number>();
  let paused = false;
  let running: Promise<void>[] = [];
  const loop = async () => {
    for (;;) {
      const rows = 1 + Math.floor(random() * maxRows);
      const sent = paused ? traffic.rest(rows) : traffic.batch(rows);
      if (sent.length === 0) return;
      await deliver(sent, options, refusals);
      await sleep(random() * pauseMs);
    }
  };
  const senders: Senders = {
    refusals,
    async pause() {
      paused = true;
      await Promise.all(running);
    },
    resume() {
      paused = false;
      running = Array.from({ length: connections }, loop);
    },
  };
  senders.resume();
  return senders;
}

async function deliver(
  sent: readonly Sent[],
  { url, ledger, random }: SendersOptions,
  refusals: Map<number, number>,
): Promise<void> {
  const body = sent.map(({ row }) => JSON.stringify(row)).join('\n');
  for (;;) {
    ledger.requests += 1;
    const answer = await post(url(), body);
    if (answer === null) ledger.unanswered += 1;
    else if (answer.status === 202) return ledger.receipt(sent, answer.body as Receipt);
    else {
      ledger.refused += 1;
      refusals.set(answer.status, (refusals.get(answer.status) ?? 0) + 1);
      if (answer.status !== 503 && answer.status !== 429)
        ledger.violation(`A batch was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
      else if (answer.retryAfter === null) ledger.violation(`A ${answer.status} came without Retry-After.`);
      if (answer.tookMs > REFUSE_WITHIN_MS)
        ledger.violation(`A ${answer.status} took ${Math.round(answer.tookMs)} ms.`);
    }
    await sleep(20 + random() * 180);
  }
}

/** Null: the connection broke before there was an answer. */
async function post(url: string, body: string) {
  const startedAt = performance.now();
  try {
    const response = await fetch(`${url}/api/mentions`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: (await response.json()) as unknown,
      tookMs: performance.now() - startedAt,
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      throw new Error(`A request was not answered within ${ANSWER_WITHIN_MS} ms.`, { cause: error });
    return null;
  }
}
