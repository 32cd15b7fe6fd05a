import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rmSync } from 'node:fs';
import type { AuditAnswer } from '../../schema/contracts/audit.ts';
import type { RecomputeProgress, Revision } from '../../schema/contracts/revisions.ts';
import { eventually, mention, send, valueOf } from '../helpers/api-client.ts';
import {
  movableClock,
  startServer,
  temporaryDir,
  type MovableClock,
  type TestApp,
} from '../helpers/server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('what changes after it was said', () => {
  let app: TestApp;
  let clock: MovableClock;
  let dataDir: string;
  beforeEach(async () => {
    dataDir = temporaryDir();
    clock = movableClock();
    app = await startServer({ dataDir, clock });
  });
  afterEach(async () => {
    await app.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const range = () => `from=${clock.now() - 72 * HOUR}&to=${clock.now() + HOUR}`;
  const volume = async (brand = 'acme') =>
    valueOf(await app.metrics(`metric=volume&brand=${brand}&${range()}`));
  const revisions = async () =>
    (await app.get<{ revisions: Revision[] }>(`/api/revisions?brand=acme&${range()}`)).body.revisions;
  const audit = async () => (await app.get<AuditAnswer>(`/api/audit?${range()}`)).body.differences;
  const erase = (source: string, id: string) =>
    send(`${app.url}/api/mentions/${source}/${encodeURIComponent(id)}`, { method: 'DELETE' });

  it('logs a late mention with what its pane was and what it became', async () => {
    const at = clock.now();
    await app.post([mention({ at, text: 'The box arrived this morning.' })]);
    await volume();
    clock.advance(10 * MINUTE);
    await eventually(async () => {
      const { series } = await app.metrics(`metric=volume&brand=acme&${range()}&step=1m`);
      return series[0]?.points[0]?.status === 'final' ? true : undefined;
    });
    expect(await revisions()).toEqual([]);
    await app.post([mention({ at, text: 'Terrible, awful, broken.' })]);
    expect(await volume()).toBe(2);
    const [revision, ...others] = await revisions();
    expect(others).toEqual([]);
    expect(revision).toMatchObject({
      brand: 'acme',
      channel: 'twitter',
      windowStart: new Date(Math.floor(at / MINUTE) * MINUTE).toISOString(),
      revision: 1,
      reason: 'late',
      before: { inbound: 1, negative: 0 },
      after: { inbound: 2, negative: 1 },
    });
  });

  it('logs it all the same when it is days late and its pane is long freed', async () => {
    const at = clock.now() - 60 * HOUR;
    await app.post([mention({ at })]);
    expect(await volume()).toBe(1);
    await app.post([mention({ at })]);
    expect(await volume()).toBe(2);
    expect(await revisions()).toMatchObject([
      { revision: 1, reason: 'late', before: { inbound: 1 }, after: { inbound: 2 } },
    ]);
    expect(await audit()).toEqual([]);
  });

  it('takes a deleted mention out of every number, for good', async () => {
    const at = clock.now() - 2 * MINUTE;
    const question = mention({ id: 'q/1 ?', at, author: { id: 'ann' }, text: 'Where is it?' });
    const answer = mention({
      at: at + 30_000,
      author: { id: 'care' },
      direction: 'outbound',
      inReplyTo: 'q/1 ?',
    });
    await app.post([question, answer, mention({ at })]);
    const responses = () => app.metrics(`metric=first_response_time&brand=acme&${range()}`);
    expect(valueOf(await responses())).toBe(30);
    expect((await erase('test', 'q/1 ?')).status).toBe(204);
    expect(await volume()).toBe(1);
    expect(valueOf(await responses()) ?? null).toBe(null);
    expect(await audit()).toEqual([]);
    expect((await erase('test', 'q/1 ?')).status).toBe(404);
    expect((await app.post([question])).body).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(await volume()).toBe(1);
    await app.stop();
    app = await startServer({ dataDir, clock });
    expect((await app.post([question])).body).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(await volume()).toBe(1);
    expect(await audit()).toEqual([]);
  });

  it('counts a range again on request and says how far it is', async () => {
    await app.post([
      mention({ at: clock.now() - 30 * HOUR }),
      mention({ at: clock.now() - 29 * HOUR }),
      mention(),
    ]);
    await volume();
    const answer = await send<{ windows: number }>(`${app.url}/api/recompute`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ brand: 'acme', from: clock.now() - 40 * HOUR, to: clock.now() }),
    });
    expect(answer).toMatchObject({ status: 202, body: { windows: 3 } });
    const progress = await eventually(async () => {
      const { body } = await app.get<RecomputeProgress>('/api/recompute');
      return body.pending === 0 ? body : undefined;
    });
    expect(progress.recomputed).toBeGreaterThanOrEqual(3);
    expect(await revisions()).toEqual([]);
    expect(await volume()).toBe(3);
  });
});
