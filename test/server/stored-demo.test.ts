import { rmSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import type { StoredDemo } from '../../pipelines/sources/demo/run-demo.ts';
import type { StreamName } from '../../schema/contracts/streams.ts';
import { readStoredDemo } from '../../server/repositories/demo.ts';
import { startServer, temporaryDir } from '../helpers/server.ts';
import { BARE, postTo } from '../helpers/streams.ts';

const FIRST = Date.UTC(2026, 2, 4, 12);
const MINUTE = 60_000;
const dataDir = temporaryDir();
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** What the store says after these rows, each an instant of a stream, have been taken as the demo's. */
async function after(
  rows: readonly (readonly [StreamName | 'mentions', number, string?])[],
): Promise<StoredDemo | null> {
  const server = await startServer({ dataDir });
  for (const [stream, at, source = 'demo'] of rows) {
    const row = { id: `${stream}-${at}-${source}`, source, at };
    const answer =
      stream === 'mentions'
        ? await server.post([{ ...row, channel: 'twitter', text: 'Hello @Cartly' }])
        : await postTo(server.url, stream, [{ ...BARE[stream], ...row }]);
    expect(answer.body).toMatchObject({ accepted: 1 });
  }
  await server.stop();
  const store = await openStore({ kind: 'embedded', path: dataDir });
  try {
    return await readStoredDemo(store);
  } finally {
    await store.close();
  }
}

it('says from when to when the demo is stored, and up to where the weeks before it are, both streams of them', async () => {
  expect(await after([])).toBeNull();
  const lastAt = FIRST + 5 * MINUTE;
  const mentions = [['mentions', FIRST], ['mentions', lastAt], ['mentions', FIRST - 9 * MINUTE, 'other'], ['mentions', lastAt + 1, 'other']] as const;
  expect(await after(mentions)).toEqual({ firstAt: FIRST, lastAt, backStoryAt: null });
  // Told with the mentions, or by somebody else: no back story.
  const beside = [['self-help', FIRST - 1_000], ['contacts', FIRST + 1_000], ['contacts', FIRST - 2 * MINUTE, 'other']] as const;
  expect(await after(beside)).toEqual({ firstAt: FIRST, lastAt, backStoryAt: null });
  expect(await after([['self-help', FIRST - 5 * MINUTE]])).toEqual({ firstAt: FIRST, lastAt, backStoryAt: null });
  expect(await after([['contacts', FIRST - 8 * MINUTE]])).toEqual({ firstAt: FIRST, lastAt, backStoryAt: FIRST - 8 * MINUTE });
}); // prettier-ignore
