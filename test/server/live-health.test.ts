import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Labels } from '../../schema/contracts/labels.ts';
import type { SnapshotFrame } from '../../schema/contracts/live.ts';
import type { Board } from '../../schema/contracts/board.ts';
import { eventually, mention, sleep } from '../helpers/api-client.ts';
import { labelledReader } from '../helpers/labelled-reader.ts';
import { listen } from '../helpers/live-client.ts';
import { movableClock, startServer, temporaryDir, type TestApp } from '../helpers/server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.UTC(2026, 0, 14, 12, 0, 10);
const HOSTILE = '<script>alert(1)</script>';
const dataDir = join(temporaryDir(), 'data');

const LABELS: readonly (readonly [string, Partial<Omit<Labels, 'fingerprint'>>])[] = [
  ...Array.from({ length: 480 }, (_, n) => [`bad${n}`, { sentiment: 'negative' }] as const),
  ...Array.from({ length: 48 * 60 }, (_, n) => [`good${n}`, { sentiment: 'positive' }] as const),
  ['asked', { actionable: true }],
  ['left', { actionable: true, intent: 'churn', leaving: ['acme'] }],
];
const clock = movableClock(NOW);
const options = {
  dataDir,
  clock,
  reader: labelledReader(Object.fromEntries(LABELS)),
  yaml: JSON.stringify({
    brands: [{ id: 'acme', name: 'Acme', care: { targets: { default: 3_600, highPriority: 60 } } }],
  }),
};
let app: TestApp;
const snapshot = async (): Promise<SnapshotFrame> => {
  const client = await listen(app.url);
  const frame = await client.next('snapshot');
  await client.close();
  return frame;
};

beforeAll(async () => {
  app = await startServer(options);
  // Two days of a mention a minute; of the last one, two hours were bad.
  const quiet = Array.from({ length: 48 * 60 }, (_, n) =>
    mention({ id: `good${n}`, source: 'feed', at: NOW - 10 * MINUTE - n * MINUTE }),
  );
  const bad = Array.from({ length: 480 }, (_, n) =>
    mention({ id: `bad${n}`, source: 'feed', at: NOW - 8 * HOUR + n * 15_000 }),
  );
  for (let at = 0; at < quiet.length; at += 1_000) await app.post(quiet.slice(at, at + 1_000));
  await app.post(bad);
  await app.post([
    mention({ id: 'asked', source: 'desk', at: NOW - 2 * MINUTE, text: 'Where is it?', author: { handle: 'ann' } }),
    mention({ id: 'left', source: 'desk', at: NOW - 2 * MINUTE, text: 'I am gone.', author: { handle: 'ben' } }),
    mention({ id: 'told', source: 'desk', at: NOW - HOUR, text: HOSTILE, author: { handle: 'cat' } }),
    ...[1, 2, 3].map((n) =>
      mention({ source: 'desk', kind: 'repost', inReplyTo: 'told', at: NOW - HOUR + n * MINUTE, author: { handle: `r${n}` } }),
    ),
    mention({ id: 'gone', source: 'old', at: NOW - 6 * HOUR }),
    mention({ id: 'gone2', source: 'old', at: NOW - 6 * HOUR + MINUTE }),
  ]);
  clock.advance(2 * MINUTE);
}, 240_000); // prettier-ignore
afterAll(async () => {
  await app.stop();
  expect(app.warnings).toEqual([]);
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a snapshot', () => {
  it('says who is overdue and whose target is missed next', async () => {
    const tile = await eventually(async () => {
      const [found] = (await snapshot()).tiles;
      return found?.firstResponse.waiting === 2 ? found : undefined;
    });
    expect(tile.firstResponse).toMatchObject({
      waiting: 2,
      overdue: 1,
      nextBreachAt: NOW - 2 * MINUTE + HOUR + 1,
    });
  });

  it('says how each source is doing', async () => {
    const { sources } = await snapshot();
    expect(sources.map(({ source }) => source).sort()).toEqual(['desk', 'feed', 'old']);
    const feed = sources.find(({ source }) => source === 'feed');
    expect(feed).toMatchObject({ status: 'live', lastEventAt: NOW - 10 * MINUTE });
    expect(feed?.perMinute).toBeGreaterThan(300);
    expect(feed?.lagMs).toBeGreaterThan(0);
  });

  it('has the changes of state of the day, and the same after a restart', async () => {
    const changes = await eventually(async () => {
      const found = (await snapshot()).changes;
      return found.length >= 2 ? found : undefined;
    }, 60_000);
    expect(changes.map(({ brand, to }) => [brand, to])).toContainEqual(['acme', 'alert']);
    expect(changes.map(({ at }) => at)).toEqual(changes.map(({ at }) => at).toSorted((a, b) => b - a));
    // History that came in late is counted again, and states are looked at once a minute.
    await app.metrics('metric=volume&brand=acme');
    for (let minute = 0; minute < 3; minute += 1) {
      clock.advance(MINUTE);
      await sleep(1_500);
    }
    const before = await snapshot();
    await app.stop();
    clock.advance(10_000);
    app = await startServer(options);
    const after = await snapshot();
    expect(after.changes).toEqual(before.changes);
    // Lags are of what has come since; all else is as it was stored.
    const told = ({ sources }: SnapshotFrame) => sources.map(({ source, lastEventAt, lastStoredAt, perMinute }) => ({ source, lastEventAt, lastStoredAt, perMinute })); // prettier-ignore
    expect(told(after)).toEqual(told(before));
    expect(after.sources.every(({ lagMs }) => lagMs === null)).toBe(true);
  });

  it('tells of the stories of the day as the board does', async () => {
    const stories = await eventually(async () => {
      const [found] = (await snapshot()).readings ?? [];
      return found !== undefined && found.stories.length > 0 ? found.stories : undefined;
    }, 60_000);
    expect(stories).toHaveLength(1);
    const board = (await app.get<Board>('/api/brands/acme/board?span=1d')).body;
    expect(stories[0]).toMatchObject({ id: 'told', text: HOSTILE, size: 3, r: 3 });
    expect(stories[0]?.curve).toEqual(board.stories[0]?.curve);
  });

  it('is followed by deltas that tell of sources that speak and fall silent', async () => {
    const client = await listen(app.url);
    await client.next('snapshot');
    clock.advance(20 * MINUTE);
    const silent = await client.next('delta', ({ sources = [] }) => sources.some(({ source, status }) => source === 'feed' && status === 'silent')); // prettier-ignore
    expect(silent.sources?.[0]?.status).toBe('silent');
    await app.post([mention({ source: 'feed', at: clock.now() })]);
    await client.next('delta', ({ seq, sources = [] }) => seq > silent.seq && sources.some(({ source, status }) => source === 'feed' && status === 'live')); // prettier-ignore
    await client.close();
  });
});
