import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import type { AuditAnswer } from '../../schema/contracts/audit.ts';
import { startServer as startClickHouse, type TestServer } from '../helpers/clickhouse-server.ts';
import { eventually, mentions, sleep, valueOf, type Row } from '../helpers/api-client.ts';
import { startServer, type TestApp } from '../helpers/server.ts';

const RETRY = { firstDelayMs: 20, maxDelayMs: 200, giveUpAfterMs: 600 };
/** The client gives an insert up long before the store wakes up and takes it all the same. */
const REQUEST_TIMEOUT_MS = 1_500;
/** Patience for a batch, and for whatever holds the line up before it. */
const ANSWER_WITHIN_MS = RETRY.giveUpAfterMs + 5_000 + 2_000;
const MAX_BUFFERED = 600;
const SENDERS = 8;
const ROWS = 40;

let clickhouse: TestServer;
let server: TestApp;
beforeAll(async () => {
  clickhouse = await startClickHouse();
  server = await startServer({
    clickhouseUrl: `${clickhouse.url}/stalls`,
    retry: RETRY,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    yaml: `limits: { maxBufferedRows: ${MAX_BUFFERED} }`,
  });
});
afterAll(async () => {
  await server.stop();
  await clickhouse.stop();
});

interface Refusal {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly tookMs: number;
}

describe('a store that stalls', () => {
  it('is said to senders in time, and takes everything once when it wakes up', async () => {
    const refusals: Refusal[] = [];
    let told = 0;
    const send = async (rows: readonly Row[]): Promise<void> => {
      for (;;) {
        const startedAt = performance.now();
        const { status, headers, body } = await server.post(rows);
        if (status === 202) {
          expect(body.accepted + body.duplicates + body.rejected.length).toBe(rows.length);
          told += body.accepted;
          return;
        }
        const retryAfter = headers.get('retry-after');
        refusals.push({ status, retryAfter, tookMs: performance.now() - startedAt });
        await sleep(Math.random() * 200);
      }
    };
    let stalling = true;
    let sent = 0;
    const sender = async (): Promise<void> => {
      while (stalling) {
        const rows = mentions(ROWS, { brand: 'stalled', source: 'stalls' });
        sent += rows.length;
        await send(rows);
      }
    };
    const senders = Array.from({ length: SENDERS }, sender);
    for (const stalledMs of [4_000, 1_000, 2_500]) {
      await sleep(300);
      clickhouse.stall(true);
      await sleep(stalledMs);
      clickhouse.stall(false);
    }
    stalling = false;
    await Promise.all(senders);

    expect(refusals.length).toBeGreaterThan(SENDERS);
    expect([...new Set(refusals.map(({ status }) => status))].filter((s) => s !== 503 && s !== 429)).toEqual(
      [],
    );
    expect(refusals.filter(({ retryAfter }) => retryAfter === null)).toEqual([]);
    expect(Math.max(...refusals.map(({ tookMs }) => tookMs))).toBeLessThan(ANSWER_WITHIN_MS);
    expect(told).toBeLessThanOrEqual(sent);

    const store = await openStore({ kind: 'server', url: `${clickhouse.url}/stalls` });
    const [stored] = await store.query<{ rows: number; mentions: number }>(
      `SELECT count() AS rows, uniqExact(source, id) AS mentions FROM mentions WHERE source = 'stalls'`,
    );
    await store.close();
    expect({ rows: Number(stored?.rows), mentions: Number(stored?.mentions) }).toEqual({
      rows: sent,
      mentions: sent,
    });
    await eventually(async () =>
      valueOf(await server.metrics('metric=volume&brand=stalled')) === sent ? true : undefined,
    );
    const audit = await server.get<AuditAnswer>(`/api/audit?from=${Date.now() - 3_600_000}`);
    expect(audit.body).toMatchObject({ pending: 0, differences: [] });
    expect(server.warnings.filter((warning) => warning.startsWith('FATAL'))).toEqual([]);
  });
});
