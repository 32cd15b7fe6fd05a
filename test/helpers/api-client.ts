import type { MetricPoint, MetricsAnswer } from '../../schema/contracts/metrics.ts';
import type { MentionInput } from '../../schema/contracts/mention.ts';
import type { Problem, Receipt } from '../../schema/contracts/receipt.ts';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
  readonly text: string;
}

/** What a program may ask of a server. */
export interface Api {
  /** Posts rows as a JSON array, or a body as it is. */
  post(
    body: readonly unknown[] | string | Uint8Array,
    headers?: Record<string, string>,
  ): Promise<Answer<Receipt>>;
  get<T = Problem>(path: string, headers?: Record<string, string>): Promise<Answer<T>>;
  /** @throws when the answer is no success. */
  metrics(query: string): Promise<MetricsAnswer>;
}

/** How a program talks to a server, wherever it runs. */
export function apiOf(url: string): Api {
  return {
    post: (body, headers = {}) =>
      send(`${url}/api/mentions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: Array.isArray(body) ? JSON.stringify(body) : (body as BodyInit),
      }),
    get: (path, headers = {}) => send(url + path, { headers }),
    async metrics(query) {
      const { status, body, text } = await send<MetricsAnswer>(`${url}/api/metrics?${query}`);
      if (status !== 200) throw new Error(`GET /api/metrics?${query} answered ${status}: ${text}`);
      return body;
    },
  };
}

export async function send<T>(url: string, init: RequestInit = {}): Promise<Answer<T>> {
  const response = await fetch(url, init);
  const text = await response.text();
  // The answer to HEAD names a type and has no body.
  const isJson = text !== '' && response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (isJson ? JSON.parse(text) : text) as T,
  };
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `check` gives something. */
export async function eventually<T>(
  check: () => Promise<T | undefined> | T | undefined,
  withinMs = 10_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found !== undefined) return found;
    if (Date.now() > until)
      throw new Error(`Waited ${withinMs} ms in vain for: ${check.toString().slice(0, 200)}`);
    await sleep(25);
  }
}

export type Row = { -readonly [K in keyof MentionInput]: MentionInput[K] };

let lastId = 0;
/** An inbound mention of "acme", said now. */
export function mention(fields: Partial<Row> = {}): Row {
  lastId += 1;
  return {
    id: `m${lastId}`,
    source: 'test',
    channel: 'twitter',
    brand: 'acme',
    at: Date.now(),
    text: 'The box arrived this morning.',
    ...fields,
  };
}

export const mentions = (count: number, fields: Partial<Row> = {}): Row[] =>
  Array.from({ length: count }, () => mention(fields));

/** All points of an answer that has one series, or none. */
export function pointsOf({ series }: MetricsAnswer): MetricPoint[] {
  if (series.length > 1) throw new Error(`Expected one series, got ${series.length}.`);
  return series[0]?.points ?? [];
}

/** The one value of a range that was asked for without a step; undefined when nothing was heard. */
export const valueOf = (answer: MetricsAnswer): number | null | undefined => pointsOf(answer)[0]?.value;
