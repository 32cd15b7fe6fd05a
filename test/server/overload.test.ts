import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../schema/contracts/receipt.ts';
import { mentions, sleep, valueOf, type Row } from '../helpers/api-client.ts';
import { listen } from '../helpers/live-client.ts';
import { startServer, type TestApp } from '../helpers/server.ts';

describe('more than may wait', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startServer({ yaml: 'limits: { maxBufferedRows: 60 }' });
  });
  afterAll(() => server.stop());

  const SENDERS = 40;
  const BATCHES = 3;
  const ROWS = 20;

  it('is answered with 429 and when to come back, and is stored once when it does', async () => {
    const viewer = await listen(server.url);
    const refusals: Problem[] = [];
    const retryAfter = new Set<string | null>();
    let accepted = 0;
    let duplicates = 0;
    const send = async (rows: readonly Row[]): Promise<void> => {
      for (;;) {
        const { status, body, headers } = await server.post(rows);
        if (status === 202) {
          accepted += body.accepted;
          duplicates += body.duplicates;
          return;
        }
        expect(status).toBe(429);
        refusals.push(body as unknown as Problem);
        retryAfter.add(headers.get('retry-after'));
        // Sooner than asked: an impatient crowd is the harder case.
        await sleep(20 + Math.random() * 60);
      }
    };
    await Promise.all(
      Array.from({ length: SENDERS }, async () => {
        for (let batch = 0; batch < BATCHES; batch += 1) await send(mentions(ROWS, { brand: 'crowd' }));
      }),
    );
    const rows = SENDERS * BATCHES * ROWS;
    expect({ accepted, duplicates }).toEqual({ accepted: rows, duplicates: 0 });
    expect(valueOf(await server.metrics('metric=volume&brand=crowd'))).toBe(rows);
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals[0]).toEqual({
      code: 'overloaded',
      message: expect.stringMatching(/^\d+ mentions .+\.$/) as string,
    });
    expect([...retryAfter]).toEqual(['1']);

    const turnedAway = refusals.length * ROWS;
    // The last of the crowd is stored after the last refusal.
    const { totals } = await viewer.next('delta', (frame) => frame.totals.accepted === rows);
    expect(totals).toMatchObject({ duplicates: 0, rejected: 0, turnedAway });
    const late = await listen(server.url);
    expect((await late.next('snapshot')).totals).toMatchObject({ accepted: rows, turnedAway });
    await Promise.all([viewer.close(), late.close()]);
  });

  it('does not keep a batch out that is larger than the whole buffer, once it is alone', async () => {
    expect((await server.post(mentions(500, { brand: 'large' }))).body.accepted).toBe(500);
  });
});
