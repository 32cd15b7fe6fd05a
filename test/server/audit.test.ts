import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import type { AuditAnswer } from '../../schema/contracts/audit.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import { mention } from '../helpers/api-client.ts';
import { startServer, temporaryDir, type TestApp } from '../helpers/server.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HOUR = 3_600_000;
const range = () => `from=${Date.now() - 72 * HOUR}&to=${Date.now() + HOUR}`;

describe('the audit', () => {
  const dataDir = temporaryDir();
  let app: TestApp;
  /** A second handle on the same engine, to tamper with what the server wrote. */
  let store: Store;
  beforeAll(async () => {
    app = await startServer({ dataDir });
    store = await openStore({ kind: 'embedded', path: dataDir });
  });
  afterAll(async () => {
    await store.close();
    await app.stop();
  });
  const audit = async () => (await app.get<AuditAnswer>(`/api/audit?${range()}`)).body;

  it('finds nothing to say about mentions in order, out of order, late and doubled', async () => {
    const at = Date.now() - 50 * HOUR;
    const ann = { id: 'ann' };
    const care = { id: 'care', handle: 'acme' };
    await app.post([
      mention({ id: 'a2', at: at + 90_000, author: care, direction: 'outbound', inReplyTo: 'a1' }),
      mention({ id: 'b1', author: ann, text: 'Is this on?' }),
    ]);
    await app.post([
      mention({ id: 'a1', at, author: ann, text: 'Where is my parcel?' }),
      mention({ id: 'a1', at, author: ann, text: 'Where is my parcel?' }),
      // Two customers in one conversation, a reply to nobody known, a machine, a repost, a reopened case.
      mention({ id: 'c1', at: at + 1_000, author: { id: 'bob' }, conversation: 'c' }),
      mention({ id: 'c2', at: at + 2_000, author: { id: 'cat' }, conversation: 'c', kind: 'repost' }),
      mention({
        id: 'c3',
        at: at + 3_000,
        author: care,
        direction: 'outbound',
        conversation: 'c',
        automated: true,
      }),
      mention({
        id: 'c4',
        at: at + 4_000,
        author: care,
        direction: 'outbound',
        conversation: 'c',
        inReplyTo: 'gone',
      }),
      mention({ id: 'c5', at: at + 70_000, author: { id: 'bob' }, conversation: 'c' }),
      mention({
        id: 'c6',
        at: at + 80_000,
        author: { id: 'dan' },
        conversation: 'c',
        brand: ['acme', 'other'],
      }),
      mention({ id: 'c7', at: at + 95_000, author: care, direction: 'outbound', inReplyTo: 'c6' }),
      mention({ id: 'c8', at: at + 99_000, author: care, direction: 'outbound', inReplyTo: 'c7' }),
      mention({ id: 'c9', at: at + 120_000, author: care, direction: 'outbound', conversation: 'c' }),
    ]);
    await app.post([mention({ id: 'b2', author: care, direction: 'outbound', inReplyTo: 'b1' })]);
    const { differences, checked, pending } = await audit();
    expect({ differences, pending }).toEqual({ differences: [], pending: 0 });
    expect(checked).toBeGreaterThan(3);
    const responses = await app.metrics(`metric=first_response_time&brand=acme&${range()}`);
    // a1 → a2, c1 → c4 (the only customer so far), c6 → c7, b1 → b2.
    expect(responses.series[0]?.points[0]?.n).toBe(4);
  });

  it('lists a pane that says what no mention said', async () => {
    const minute = Math.floor((Date.now() - 60 * HOUR) / 60_000) * 60;
    const pane = {
      brand: 'acme', channel: 'twitter', window_start: minute, window_end: minute + 60, inbound: 7, outbound: 0,
      positive: 7, neutral: 0, negative: 0, responses_ms: [1_000], status: 'final', revision: 0, version: Date.now() * 1_000,
    }; // prettier-ignore
    await store.insert('panes', [pane], 'tampered');
    const { differences } = await audit();
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject({
      brand: 'acme',
      channel: 'twitter',
      windowStart: new Date(minute * 1_000).toISOString(),
      raw: { inbound: 0, responsesMs: [] },
      pane: { inbound: 7, responsesMs: [1_000] },
    });
  });

  it('is a command that says what differs and ends with 1', async () => {
    const run = promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'server/cli/audit.ts', '--url', app.url, '--from', String(Date.now() - 72 * HOUR)],
      { cwd: ROOT },
    );
    const { code, stdout } = await run.then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string }) => error,
    );
    expect(code).toBe(1);
    expect(stdout).toContain('1 differ');
    expect(stdout).toContain('acme / twitter');
  });
});
