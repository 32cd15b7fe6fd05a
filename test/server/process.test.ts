import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { METRICS } from '../../pipelines/metrics/registry.ts';
import type { MetricSeries } from '../../schema/contracts/metrics.ts';
import { mention, mentions, sleep, valueOf, type Row } from '../helpers/api-client.ts';
import { spawnServer, temporaryDir, type ServerProcess } from '../helpers/server.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const SENDERS = 6;
const ROWS = 40;

let dataDir: string;
let server: ServerProcess;
const start = async () => {
  server = await spawnServer({ env: { BRANDWALL_DATA: dataDir } });
  return server;
};
beforeEach(() => {
  dataDir = temporaryDir();
});
afterEach(async () => {
  await server.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

interface Load {
  readonly acknowledged: Row[][];
  /** Sent, and never heard of again: stored or not. */
  readonly unsure: Row[][];
}

/** Posts batches, new and old, until the server is gone. */
async function load(brand: string): Promise<Load> {
  const found: Load = { acknowledged: [], unsure: [] };
  const send = async (): Promise<void> => {
    for (;;) {
      const now = Date.now();
      // Half of it is history: recomputes and live windows are both under way when it ends.
      const batch = Array.from({ length: ROWS }, (_, k) =>
        mention({ brand, source: brand, at: now - (k % 2) * 30 * HOUR }),
      );
      try {
        const { status, body } = await server.post(batch);
        if (status !== 202) throw new Error(`${status}`);
        expect(body).toEqual({ accepted: ROWS, duplicates: 0, rejected: [] });
        found.acknowledged.push(batch);
      } catch {
        found.unsure.push(batch);
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  return found;
}

const total = async (brand: string) =>
  valueOf(await server.metrics(`metric=volume&brand=${brand}&from=${Date.now() - 72 * HOUR}`));

/** Nothing acknowledged is lost, and everything sent again is counted once. */
async function expectExact(brand: string, { acknowledged, unsure }: Load): Promise<void> {
  // As many at a time as have sent it: what comes together is looked for together.
  for (let at = 0; at < acknowledged.length; at += SENDERS)
    await Promise.all(
      acknowledged
        .slice(at, at + SENDERS)
        .map(async (batch) =>
          expect((await server.post(batch)).body).toEqual({ accepted: 0, duplicates: ROWS, rejected: [] }),
        ),
    );
  for (const batch of unsure) {
    const { body } = await server.post(batch);
    expect(body.accepted + body.duplicates).toBe(ROWS);
    // A batch is stored whole or not at all.
    expect([0, ROWS]).toContain(body.accepted);
  }
  expect(await total(brand)).toBe((acknowledged.length + unsure.length) * ROWS);
}

describe('a stop under load', () => {
  it('SIGTERM: answers what it took, ends with 0 in time, and every acknowledged row is there afterwards', async () => {
    await start();
    const loading = load('term');
    await sleep(1_200);
    const startedAt = performance.now();
    const { code, signal } = await server.kill('SIGTERM');
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(server.stdout()).toMatch(
      /SIGTERM: finishing what was accepted\.\nStopped; everything accepted is on disk\.\n$/,
    );
    expect(server.stderr()).toBe('');
    const found = await loading;
    expect(found.acknowledged.length).toBeGreaterThan(SENDERS);
    await start();
    expect(await total('term')).toBeGreaterThanOrEqual(found.acknowledged.length * ROWS);
    await expectExact('term', found);
  });

  it('SIGKILL, twice: acknowledged rows lost 0, rows counted twice 0', async () => {
    await start();
    const rounds: Load[] = [];
    for (const afterMs of [700, 1_300]) {
      const loading = load('kill');
      await sleep(afterMs);
      expect(await server.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
      rounds.push(await loading);
      await start();
    }
    const all = {
      acknowledged: rounds.flatMap((round) => round.acknowledged),
      unsure: rounds.flatMap((round) => round.unsure),
    };
    expect(all.acknowledged.length).toBeGreaterThan(SENDERS);
    expect(await total('kill')).toBeGreaterThanOrEqual(all.acknowledged.length * ROWS);
    await expectExact('kill', all);
  });
});

describe('a restart', () => {
  /** Everything there is to read, revisions and all; windows of the last minutes may become final meanwhile. */
  const everything = async (to: number): Promise<MetricSeries[]> => {
    const series: MetricSeries[] = [];
    // What the panes hold, and some of what is read from the raw rows.
    for (const { id, panes } of METRICS.filter(
      (metric, index) => (metric.panes !== undefined && index % 2 === 0) || index % 12 === 0,
    )) {
      const range = `metric=${id}&from=${to - 96 * HOUR}&to=${to}`;
      // What the panes do not hold is read from the raw rows: once is enough, as of an instant that stands still.
      const queries =
        panes === undefined
          ? [`${range}&asOf=${to - 10 * MINUTE}`]
          : ['1m', '1h', '1d'].map((step) => `${range}&step=${step}&channel=*`);
      for (const query of queries) series.push(...(await server.metrics(query)).series);
    }
    return series.map((one) => ({
      ...one,
      points: one.points.map((point) =>
        Date.parse(point.windowEnd) < to - 10 * MINUTE ? point : { ...point, status: 'final', revision: 0 },
      ),
    }));
  };

  it('after SIGTERM and after SIGKILL leaves every number as it was, revisions and waiting customers too', async () => {
    await start();
    const now = Date.now();
    const thread = (k: number, at: number): Row[] => [
      mention({
        id: `q${k}`,
        source: 'restart',
        at,
        text: 'Where is it?',
        author: { id: `c${k}` },
        channel: k % 2 === 0 ? 'email' : 'twitter',
      }),
      mention({
        id: `r${k}`,
        source: 'restart',
        at: at + k * 11_000,
        direction: 'outbound',
        inReplyTo: `q${k}`,
        channel: k % 2 === 0 ? 'email' : 'twitter',
      }),
    ];
    const ages = [4 * MINUTE, 30 * MINUTE, 2 * HOUR, 26 * HOUR, 70 * HOUR];
    await server.post(ages.flatMap((age, k) => thread(k, now - age)));
    // The same minutes again: their windows are revised.
    await server.post(ages.slice(1).flatMap((age, k) => thread(k + 10, now - age)));
    await server.post(mentions(5, { text: 'I hate this' }));
    const to = Math.ceil(now / MINUTE) * MINUTE;
    const before = await everything(to);
    expect(before.length).toBeGreaterThan(10);
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      await server.kill(signal);
      await start();
      expect(await everything(to), signal).toEqual(before);
    }
    // A question from before is answered now: its clock was still running.
    await server.post([
      mention({
        id: 'open',
        source: 'restart',
        brand: 'open',
        at: now - 100_000,
        text: 'Hello?',
        author: { id: 'eve' },
      }),
    ]);
    await server.kill('SIGKILL');
    await start();
    await server.post([
      mention({
        id: 'closed',
        source: 'restart',
        brand: 'open',
        at: now - 40_000,
        direction: 'outbound',
        inReplyTo: 'open',
      }),
    ]);
    expect(valueOf(await server.metrics('metric=first_response_time&brand=open'))).toBe(60);
  });
});
