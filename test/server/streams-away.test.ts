import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StreamsAnswer } from '../../schema/contracts/doors.ts';
import { STREAMS } from '../../schema/contracts/streams.ts';
import { startServer as startClickHouse, type TestServer } from '../helpers/clickhouse-server.ts';
import { eventually } from '../helpers/api-client.ts';
import { startServer, type TestApp } from '../helpers/server.ts';
import { postTo, rowOf } from '../helpers/streams.ts';

let clickhouse: TestServer;
let app: TestApp;
beforeAll(async () => {
  clickhouse = await startClickHouse();
  app = await startServer({
    clickhouseUrl: clickhouse.url,
    requestTimeoutMs: 1_000,
    retry: { firstDelayMs: 20, maxDelayMs: 100, giveUpAfterMs: 500 },
  });
});
afterAll(async () => {
  await app.stop();
  await clickhouse.stop();
});

it('a store that is away is answered with 503 for every stream, and each row counts once when it is back', async () => {
  const two = STREAMS.map((stream) => [rowOf(stream, { id: 'a' }), rowOf(stream, { id: 'b' })]);
  const post = (index: number) => postTo(app.url, STREAMS[index] ?? 'contacts', two[index] ?? []);
  await clickhouse.kill();
  for (const [index, stream] of STREAMS.entries()) {
    const { status, headers, body } = await post(index);
    expect({ status, retryAfter: headers.get('retry-after'), body }, stream).toMatchObject({
      status: 503,
      retryAfter: '2',
      body: { code: 'store_unavailable' },
    });
  }
  const { streams } = (await app.get<StreamsAnswer>('/api/streams')).body;
  for (const stream of STREAMS)
    expect(streams[stream], stream).toEqual({ accepted: 0, duplicates: 0, rejected: 0, turnedAway: 2 });
  await clickhouse.restart();
  for (const [index, stream] of STREAMS.entries()) {
    const answer = await eventually(async () => {
      const answered = await post(index);
      return answered.status === 202 ? answered : undefined;
    });
    expect(answer.body, stream).toEqual({ accepted: 2, duplicates: 0, rejected: [] });
    expect((await post(index)).body, stream).toEqual({ accepted: 0, duplicates: 2, rejected: [] });
  }
});
