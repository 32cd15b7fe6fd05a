import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import type { DeadLetter } from '../../schema/contracts/dead-letters.ts';
import type { Receipt } from '../../schema/contracts/receipt.ts';
import { mention, mentions, send, valueOf } from '../helpers/api-client.ts';
import {
  movableClock,
  startServer,
  temporaryDir,
  type MovableClock,
  type TestApp,
} from '../helpers/server.ts';

interface Letters {
  readonly deadLetters: DeadLetter[];
  readonly open: number;
  readonly dropped: number;
}

describe('dead letters', () => {
  const dataDir = temporaryDir();
  let app: TestApp;
  let clock: MovableClock;
  beforeAll(async () => {
    clock = movableClock();
    app = await startServer({ dataDir, clock });
  });
  afterAll(async () => {
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const letters = async (query = '') => (await app.get<Letters>(`/api/dead-letters${query}`)).body;
  const resend = async (ids: string[]) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ids }),
    };
    return (await send<{ sent: number; receipt: Receipt }>(`${app.url}/api/dead-letters/resend`, init)).body;
  };

  it('keeps what was rejected, as it came, with the reason', async () => {
    await app.post([mention({ id: 'good' }), mention({ id: 'odd', channel: 'carrier-pigeon' })]);
    await app.post('{"id":"cut', { 'content-type': 'application/x-ndjson' });
    const { deadLetters, open, dropped } = await letters();
    expect({ open, dropped }).toEqual({ open: 2, dropped: 0 });
    expect(deadLetters.map(({ code }) => code).sort()).toEqual(['malformed_json', 'unknown_channel']);
    expect(deadLetters.find(({ code }) => code === 'malformed_json')?.payload).toBe('{"id":"cut');
    const [odd] = (await letters('?code=unknown_channel')).deadLetters;
    expect(JSON.parse(odd?.payload ?? '')).toMatchObject({ id: 'odd', channel: 'carrier-pigeon' });
    expect(odd?.reason).toContain('carrier-pigeon');
  });

  it('takes a row that is sent again once its reason is gone, and closes it', async () => {
    const ahead = mention({ id: 'ahead', brand: 'early', at: clock.now() + 600_000 });
    await app.post([ahead]);
    const [letter] = (await letters('?code=time_in_future')).deadLetters;
    const id = letter?.id ?? '';
    expect(await resend([id])).toMatchObject({
      sent: 1,
      receipt: { accepted: 0, rejected: [{ code: 'time_in_future' }] },
    });
    expect((await letters('?code=time_in_future')).open).toBe(1);
    clock.advance(600_000);
    expect(await resend([id])).toEqual({ sent: 1, receipt: { accepted: 1, duplicates: 0, rejected: [] } });
    expect((await letters('?code=time_in_future')).open).toBe(0);
    expect(await resend([id])).toMatchObject({ sent: 0 });
    expect(valueOf(await app.metrics('metric=volume&brand=early'))).toBe(1);
  });

  it('sifts out the rows the store will not have and stores the rest of the batch', async () => {
    const store = await openStore({ kind: 'embedded', path: dataDir });
    await store.command("ALTER TABLE mentions ADD CONSTRAINT no_poison CHECK position(text, 'poison') = 0");
    const batch = mentions(500, { brand: 'sifted' });
    const bad = [0, 17, 499].map((index) => batch[index]!);
    for (const row of bad) row.text = 'poison';
    const { status, body } = await app.post([...batch, bad[0]!]);
    expect(status).toBe(202);
    expect(body).toMatchObject({ accepted: 497, duplicates: 0 });
    expect(body.rejected.map(({ index, id, code }) => [index, id, code])).toEqual([
      [0, bad[0]!.id, 'store_refused'],
      [17, bad[1]!.id, 'store_refused'],
      [499, bad[2]!.id, 'store_refused'],
      [500, bad[0]!.id, 'store_refused'],
    ]);
    expect(valueOf(await app.metrics('metric=volume&brand=sifted'))).toBe(497);
    await store.command('ALTER TABLE mentions DROP CONSTRAINT no_poison');
    await store.close();
    const { deadLetters } = await letters('?code=store_refused');
    expect(await resend(deadLetters.map(({ id }) => id))).toMatchObject({
      sent: 4,
      receipt: { accepted: 3, duplicates: 1 },
    });
    expect(valueOf(await app.metrics('metric=volume&brand=sifted'))).toBe(500);
    expect(app.warnings).toEqual([]);
  });
});
