import { rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import { STREAM_TABLES } from '../../schema/clickhouse/stream-tables.ts';
import { STREAMS, type StreamName } from '../../schema/contracts/streams.ts';
import { sleep } from '../helpers/api-client.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';
import { postTo, rowOf } from '../helpers/streams.ts';

const dataDir = temporaryDir();
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const spawn = () => spawnServer({ env: { BRANDWALL_DATA: dataDir } });

const BATCH = 20;
interface Batch {
  readonly stream: StreamName;
  readonly rows: readonly object[];
}

/** Sends batch after batch to a stream until nobody answers; gives back what was acknowledged, and what was not. */
async function sendUntilKilled(server: ServerProcess, stream: StreamName, round: number) {
  const acknowledged: Batch[] = [];
  for (let batch = 0; ; batch += 1) {
    const rows = Array.from({ length: BATCH }, (_, row) => rowOf(stream, { id: `${round}-${batch}-${row}` }));
    const answer = await postTo(server.url, stream, rows).catch(() => null);
    if (answer === null) return { acknowledged, unanswered: { stream, rows } };
    expect(answer).toMatchObject({ status: 202, body: { accepted: BATCH, duplicates: 0, rejected: [] } });
    acknowledged.push({ stream, rows });
  }
}

it('what was acknowledged is there once after kill -9, and what was not is stored once when it is sent again', async () => {
  const acknowledged: Batch[] = [];
  let owed: Batch[] = [];
  for (const round of [1, 2, 3]) {
    const server = await spawn();
    for (const { stream, rows } of owed) {
      const { status, body } = await postTo(server.url, stream, rows);
      expect(status).toBe(202);
      expect(body.accepted + body.duplicates).toBe(BATCH);
    }
    acknowledged.push(...owed);
    const senders = STREAMS.map((stream) => sendUntilKilled(server, stream, round));
    await sleep(400 + round * 150);
    await server.kill('SIGKILL');
    const ended = await Promise.all(senders);
    acknowledged.push(...ended.flatMap((sender) => sender.acknowledged));
    owed = ended.map(({ unanswered }) => unanswered);
  }
  const last = await spawn();
  for (const { stream, rows } of owed) await postTo(last.url, stream, rows);
  for (const { stream, rows } of acknowledged.slice(-20)) {
    const { body } = await postTo(last.url, stream, rows);
    expect(body).toEqual({ accepted: 0, duplicates: BATCH, rejected: [] });
  }
  await last.kill('SIGTERM');

  const store = await openStore({ kind: 'embedded', path: dataDir });
  for (const stream of STREAMS) {
    const stored = await store.query<{ id: string; copies: number }>(
      'SELECT id, count() AS copies FROM {table:Identifier} GROUP BY id',
      { table: STREAM_TABLES[stream].table },
    );
    const ids = new Set(stored.map(({ id }) => id));
    const sent = [...acknowledged, ...owed].filter((batch) => batch.stream === stream);
    expect(sent.length, stream).toBeGreaterThan(4);
    expect(
      stored.filter(({ copies }) => copies > 1),
      stream,
    ).toEqual([]);
    const wanted = sent.flatMap(({ rows }) => rows.map((row) => (row as { id: string }).id));
    expect(
      wanted.filter((id) => !ids.has(id)),
      stream,
    ).toEqual([]);
    expect(ids.size, stream).toBe(wanted.length);
  }
  await store.close();
});
