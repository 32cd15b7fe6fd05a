import { createBrandBook } from '../../pipelines/brands/brand-book.ts';
import { parseStream, type ParsedRow, type StreamContext } from '../../pipelines/parse/parse-stream.ts';
import { STREAMS, type StreamName, type StreamRows } from '../../schema/contracts/streams.ts';
import type { Receipt } from '../../schema/contracts/receipt.ts';
import { send, type Answer } from './api-client.ts';
import { MINUTE, NOON } from './mentions.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One row of each stream with every field that is required, and no other. */
export const BARE: { readonly [S in StreamName]: Fields } = {
  contacts: { id: 'r1', at: '2026-03-04T11:59:00Z', brand: 'acme', channel: 'call' },
  'self-help': { id: 'r1', at: '2026-03-04T11:59:00Z', brand: 'acme', kind: 'view' },
  engagements: { id: 'r1', source: 'feed', at: '2026-03-04T11:59:00Z', mention: 'm1', likes: 3 },
  identities: {
    id: 'r1',
    at: '2026-03-04T11:59:00Z',
    brand: 'acme',
    customer: 'k1',
    channel: 'twitter',
    account: 'ann',
  },
  decisions: {
    id: 'r1',
    source: 'feed',
    at: '2026-03-04T11:59:00Z',
    mention: 'm1',
    decision: 'no_reply',
    by: 'Bo',
  },
};

/** Two configured brands and room for one more; it is noon. */
export const streamContext = (maxDiscovered = 1): StreamContext => ({
  brands: createBrandBook(
    [
      { id: 'acme', name: 'Acme' },
      { id: 'zoom', name: 'Zoom' },
    ],
    { maxDiscovered },
  ),
  time: { now: NOON, maxFutureSkewMs: MINUTE },
});

/** The bare row with these changes; a field that is undefined is left out, as JSON does. */
export const rowOf = (stream: StreamName, changes: Fields = {}): Fields =>
  Object.fromEntries(
    Object.entries({ ...BARE[stream], ...changes }).filter(([, value]) => value !== undefined),
  );

/** What comes of the bare row with these changes. */
export const parsed = <S extends StreamName>(
  stream: S,
  changes: Fields = {},
  within = streamContext(),
): ParsedRow<StreamRows[S]> => parseStream(stream, rowOf(stream, changes), within);

/** The row; fails with the reason when there is none. */
export function taken<S extends StreamName>(
  stream: S,
  changes: Fields = {},
  within = streamContext(),
): StreamRows[S] {
  const result = parsed(stream, changes, within);
  if (!result.ok) throw new Error(`${result.code}: ${result.reason}`);
  return result.row;
}

/** Posts rows as a JSON array, or a body as it is, to the door of a stream. */
export const postTo = (
  url: string,
  stream: StreamName,
  body: readonly unknown[] | string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Answer<Receipt>> =>
  send(`${url}/api/${stream}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: Array.isArray(body) ? JSON.stringify(body) : (body as BodyInit),
  });

export const eachStream = STREAMS.map((stream) => [stream] as const);
