import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startServer as startClickHouse, type TestServer } from '../helpers/clickhouse-server.ts';
import { eventually, mention, mentions, pointsOf, valueOf } from '../helpers/api-client.ts';
import { listen } from '../helpers/live-client.ts';
import { startServer, type TestApp } from '../helpers/server.ts';

const RETRY = { firstDelayMs: 20, maxDelayMs: 100, giveUpAfterMs: 1_500 };
const accepted = (count: number) => ({ accepted: count, duplicates: 0, rejected: [] });

let clickhouse: TestServer;
let server: TestApp;
beforeAll(async () => {
  clickhouse = await startClickHouse();
  server = await startServer({ clickhouseUrl: `${clickhouse.url}/brandwall_test`, retry: RETRY });
});
afterAll(async () => {
  await server.stop();
  await clickhouse.stop();
});
const volume = async (brand: string) => valueOf(await server.metrics(`metric=volume&brand=${brand}`));
const settled = (brand: string, count: number) =>
  eventually(async () => ((await volume(brand)) === count ? true : undefined));

describe('over a ClickHouse server', () => {
  it('stores, reads back and answers as with the embedded engine', async () => {
    expect((await server.get('/readyz')).body).toEqual({
      status: 'ready',
      engine: expect.stringMatching(/^ClickHouse \d/) as string,
    });
    const rows = mentions(300, { brand: 'there', source: 'there' });
    expect((await server.post(rows)).body).toEqual(accepted(300));
    expect((await server.post(rows)).body).toEqual({ accepted: 0, duplicates: 300, rejected: [] });
    expect(await volume('there')).toBe(300);
    const at = Date.now();
    await server.post([
      mention({ id: 'r', source: 'there', brand: 'asked', at, direction: 'outbound', inReplyTo: 'q' }),
      mention({ id: 'q', source: 'there', brand: 'asked', at: at - 90_000, text: 'Where is it?' }),
    ]);
    expect(pointsOf(await server.metrics('metric=first_response_time&brand=asked'))).toMatchObject([
      { value: 90, n: 1 },
    ]);
  });
});

describe('a store that goes away', () => {
  afterEach(async () => {
    await clickhouse.restart();
    await eventually(async () => ((await server.get('/readyz')).status === 200 ? true : undefined));
  });

  it('is said to the sender in time, again and again, and what is sent again afterwards is stored once', async () => {
    const rows = mentions(50, { brand: 'away', source: 'away' });
    expect((await server.post(rows.slice(0, 20))).status).toBe(202);
    await clickhouse.kill();
    const viewer = await listen(server.url);
    const before = (await viewer.next('snapshot')).totals;
    const ready = await server.get('/readyz');
    expect(ready).toMatchObject({ status: 503, body: { code: 'store_unavailable' } });
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const startedAt = performance.now();
      const { status, headers, body, text } = await server.post(rows);
      expect({ status, retryAfter: headers.get('retry-after'), body }).toMatchObject({
        status: 503,
        retryAfter: '2',
        body: { code: 'store_unavailable' },
      });
      expect(text).not.toMatch(/ECONN|127\.0\.0\.1|\bat \S+ \(/);
      // What the background still tries must not keep senders waiting longer and longer.
      expect(performance.now() - startedAt).toBeLessThan(4 * RETRY.giveUpAfterMs);
    }
    // Nothing else moves while the store is away: the wall says it all the same.
    const { totals } = await viewer.next(
      'delta',
      (frame) => frame.totals.turnedAway === before.turnedAway + 200,
    );
    expect(totals).toEqual({ ...before, turnedAway: before.turnedAway + 200, perSecond: totals.perSecond });
    expect((await server.get('/healthz')).status).toBe(200);
    expect((await server.get('/api/metrics?metric=volume&brand=away')).status).toBe(503);
    await clickhouse.restart();
    expect((await server.post(rows)).body).toEqual({ accepted: 30, duplicates: 20, rejected: [] });
    const after = await viewer.next('delta', (frame) => frame.totals.accepted === before.accepted + 30);
    expect(after.totals.turnedAway).toBe(totals.turnedAway);
    await viewer.close();
    await settled('away', 50);
  });

  it('while its socket is still open is not called ready, and whoever asks does not wait for it', async () => {
    clickhouse.stall(true);
    expect(await server.get('/readyz')).toMatchObject({
      status: 503,
      body: {
        code: 'store_unavailable',
        message: expect.stringContaining('not answered within 2 seconds') as string,
      },
    });
  });

  it('costs nobody anything when it is back before the server gives up', async () => {
    await clickhouse.kill();
    const posted = server.post(mentions(10, { brand: 'blink' }));
    await clickhouse.restart();
    const { status } = await posted;
    // A restart may take longer than the server is patient; then the sender knows.
    if (status === 202) await settled('blink', 10);
    else expect(status).toBe(503);
  });
});

describe('an answer that is lost', () => {
  it.each([
    { what: 'a broken connection', status: 0, body: '' },
    { what: 'a proxy’s 502', status: 502, body: '<html>Bad gateway</html>' },
    {
      what: 'a timeout',
      status: 500,
      body: 'Code: 159. DB::Exception: Timeout exceeded. (TIMEOUT_EXCEEDED)',
    },
  ])('after the insert landed ($what) does not count it twice', async ({ status, body }) => {
    const brand = `lost-${status}`;
    const rows = mentions(25, { brand, source: brand });
    await clickhouse.failNext(1, status, { when: 'after', body });
    expect((await server.post(rows)).body).toEqual(accepted(25));
    await settled(brand, 25);
    expect((await server.post(rows)).body.duplicates).toBe(25);
    expect(await volume(brand)).toBe(25);
  });

  /** Posts batches until the failure hits one of them: now and then the background's own writing comes first. */
  const unluckyBatch = async (name: string, when: 'before' | 'after') => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const brand = `${name}-${attempt}`;
      const rows = mentions(25, { brand, source: brand });
      // An error that no retry can help with.
      await clickhouse.failNext(1, 500, { when, body: 'Code: 1001. DB::Exception: lost. (STD_EXCEPTION)' });
      if ((await server.post(rows)).status === 503) return { brand, rows };
    }
    throw new Error('No batch was hit.');
  };

  it('for good is a 503, and the batch is counted once all the same', async () => {
    const { brand, rows } = await unluckyBatch('unsure', 'after');
    await settled(brand, 25);
    expect((await server.post(rows)).body).toEqual({ accepted: 0, duplicates: 25, rejected: [] });
    expect(await volume(brand)).toBe(25);
  });

  it('of a batch that never landed does not count it', async () => {
    const { brand, rows } = await unluckyBatch('never', 'before');
    expect(await volume(brand)).toBeUndefined();
    expect((await server.post(rows)).body).toEqual(accepted(25));
    await settled(brand, 25);
  });
});

describe('a stop while the store is away', () => {
  it('ends in time, says what is left, and the next start counts it', async () => {
    const url = `${clickhouse.url}/brandwall_stopped`;
    const first = await startServer({ clickhouseUrl: url, retry: RETRY });
    expect((await first.post(mentions(20))).body).toEqual(accepted(20));
    await clickhouse.kill();
    const startedAt = performance.now();
    await first.stop();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(first.warnings.at(-1)).toMatch(/^The last panes could not be written; the next start counts them/);
    await clickhouse.restart();
    const second = await startServer({ clickhouseUrl: url, retry: RETRY });
    expect(valueOf(await second.metrics('metric=volume&brand=acme'))).toBe(20);
    await second.stop();
  });
});
