import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import { STREAM_TABLES } from '../../schema/clickhouse/stream-tables.ts';
import type { DeadLetter } from '../../schema/contracts/dead-letters.ts';
import type { Receipt } from '../../schema/contracts/receipt.ts';
import { STREAMS, type StreamName } from '../../schema/contracts/streams.ts';
import { mention, send } from '../helpers/api-client.ts';
import {
  movableClock,
  startServer,
  temporaryDir,
  type MovableClock,
  type TestApp,
} from '../helpers/server.ts';
import { postTo, rowOf } from '../helpers/streams.ts';

const dataDir = temporaryDir();
let app: TestApp;
let clock: MovableClock;
beforeAll(async () => {
  clock = movableClock();
  app = await startServer({ dataDir, clock });
});
afterAll(async () => {
  await app.stop();
  expect(app.warnings).toEqual([]);
  rmSync(dataDir, { recursive: true, force: true });
});
const letters = async (query = '') =>
  (await app.get<{ deadLetters: DeadLetter[]; open: number }>(`/api/dead-letters${query}`)).body;
const resend = async (ids: readonly string[]) =>
  (
    await send<{ sent: number; receipt: Receipt }>(`${app.url}/api/dead-letters/resend`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ids }),
    })
  ).body;
const stored = async (stream: StreamName) => {
  const store = await openStore({ kind: 'embedded', path: dataDir });
  const rows = await store.query<{ id: string }>('SELECT id FROM {table:Identifier} ORDER BY id', {
    table: STREAM_TABLES[stream].table,
  });
  await store.close();
  return rows.map(({ id }) => id);
};

it('are kept with the stream they came in by, as they came', async () => {
  for (const stream of STREAMS)
    await postTo(app.url, stream, [rowOf(stream, { id: 'good' }), rowOf(stream, { id: 'odd', adn: 1 })]);
  await postTo(app.url, 'contacts', '{"id":"cut', { 'content-type': 'application/x-ndjson' });
  await app.post([mention({ channel: 'carrier-pigeon' })]);
  const { deadLetters, open } = await letters();
  expect(open).toBe(STREAMS.length + 2);
  expect(new Set(deadLetters.map(({ stream }) => stream))).toEqual(new Set(['mentions', ...STREAMS]));
  const ofContacts = await letters('?stream=contacts');
  expect(ofContacts.open).toBe(2);
  expect(ofContacts.deadLetters.map(({ code }) => code).sort()).toEqual(['malformed_json', 'unknown_field']);
  const [odd] = (await letters('?stream=contacts&code=unknown_field')).deadLetters;
  expect(JSON.parse(odd?.payload ?? '')).toEqual(rowOf('contacts', { id: 'odd', adn: 1 }));
  expect((await app.get('/api/dead-letters?stream=nothing')).status).toBe(400);
});

it('are sent again to the door they came to, and closed when they are taken', async () => {
  const at = clock.now() + 600_000;
  for (const stream of STREAMS) await postTo(app.url, stream, [rowOf(stream, { id: 'ahead', at })]);
  await app.post([mention({ id: 'ahead', at })]);
  const early = (await letters('?code=time_in_future')).deadLetters;
  expect(early).toHaveLength(STREAMS.length + 1);
  const odd = (await letters('?code=unknown_field')).deadLetters;
  const ids = [...odd, ...early].map(({ id }) => id);
  expect(await resend(ids)).toMatchObject({ sent: ids.length, receipt: { accepted: 0, duplicates: 0 } });

  clock.advance(600_000);
  const { sent, receipt } = await resend(ids);
  expect(sent).toBe(ids.length);
  expect(receipt).toMatchObject({ accepted: STREAMS.length + 1, duplicates: 0 });
  expect(receipt.rejected.map(({ code }) => code)).toEqual(STREAMS.map(() => 'unknown_field'));
  // Letters are sent oldest first: the odd ones came before those that were ahead of their time.
  expect(receipt.rejected.map(({ index }) => index)).toEqual(STREAMS.map((_, index) => index));
  for (const stream of STREAMS) expect(await stored(stream), stream).toEqual(['ahead', 'good']);
  expect((await letters('?code=time_in_future')).open).toBe(0);
  expect((await letters('?code=unknown_field')).open).toBe(STREAMS.length);
  expect(await resend(early.map(({ id }) => id))).toMatchObject({ sent: 0 });
});

it('are told apart from repeats when they were stored meanwhile', async () => {
  const row = rowOf('contacts', { id: 'meanwhile', at: clock.now() + 600_000 });
  await postTo(app.url, 'contacts', [row]);
  clock.advance(600_000);
  await postTo(app.url, 'contacts', [row]);
  const [letter] = (await letters('?code=time_in_future')).deadLetters;
  expect(await resend([letter?.id ?? ''])).toEqual({
    sent: 1,
    receipt: { accepted: 0, duplicates: 1, rejected: [] },
  });
});
