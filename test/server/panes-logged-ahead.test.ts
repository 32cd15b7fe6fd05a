import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOG_LEAD_MS } from '../../pipelines/history/history.ts';
import type { Pane } from '../../pipelines/panes/pane.ts';
import { PaneWriter } from '../../pipelines/sinks/pane-writer.ts';
import { openStore } from '../../schema/clickhouse/client.ts';
import { migrate } from '../../schema/clickhouse/migrate.ts';
import { StoreError, type Store } from '../../schema/clickhouse/store.ts';
import { createHistory } from '../../server/repositories/history.ts';
import { ManualClock } from '../helpers/manual-clock.ts';
import { HOUR, MINUTE, NOON, SECOND } from '../helpers/mentions.ts';
import { MortalStore } from '../helpers/mortal-store.ts';
import { temporaryDir } from '../helpers/server.ts';
import { pane } from '../helpers/written.ts';

describe('panes the log of revisions is ahead of', () => {
  let path: string;
  let store: Store;
  let clock: ManualClock;
  let writer: PaneWriter;
  let mortal: MortalStore;
  beforeEach(async () => {
    path = temporaryDir();
    store = await openStore({ kind: 'embedded', path });
    await migrate(store);
    clock = new ManualClock(NOON + HOUR);
    mortal = new MortalStore(store);
    writer = writerOver(mortal);
  });
  afterEach(async () => {
    await store.close();
    rmSync(path, { recursive: true, force: true });
  });

  const writerOver = (beneath: Store) =>
    new PaneWriter(
      {
        store: beneath,
        clock,
        rollups: { touch: () => undefined, roll: () => Promise.resolve() },
        retry: { firstDelayMs: 1, maxDelayMs: 1, giveUpAfterMs: 0 },
        random: () => 1,
        warn: () => undefined,
        instance: 'test',
      },
      { checkpoint: 0, lastVersion: 0 },
    );
  const ahead = () => createHistory(store).panesLoggedAhead();
  const revised = (revision: number, changes: Parameters<typeof pane>[1] = {}): Pane =>
    pane(
      { inbound: 10 + revision, outbound: 2, positive: 3, neutral: 4, negative: revision },
      { status: 'revised', revision, responsesMs: [revision, 70], ...changes },
    );
  const publish = (revision: Pane) => {
    writer.take(revision);
    writer.takeRevision({
      pane: revision,
      before: pane({ inbound: 1 }).acc,
      reason: 'late',
      revisedAt: clock.now(),
    });
  };
  const write = async (...revisions: readonly Pane[]) => {
    revisions.forEach(publish);
    await writer.flush(0);
  };
  /** Logs them and fails to write their panes. */
  const log = async (...revisions: readonly Pane[]) => {
    mortal.faults.push({ table: 'panes', landed: false, error: new StoreError('No.', 'refused', 1) });
    await expect(write(...revisions)).rejects.toThrow('No.');
  };

  it('are none in an empty store, and none after a write', async () => {
    expect(await ahead()).toEqual([]);
    await write(pane({ inbound: 1 }), revised(1), revised(2, { channel: 'email' }));
    expect(await ahead()).toEqual([]);
  });

  it('are each as the newest of their revisions says, other panes or none being stored of them', async () => {
    await write(revised(1), revised(4, { channel: 'email' }), revised(7, { brand: 'zoom' }));
    clock.advance(SECOND);
    await log(revised(2), revised(1, { windowStart: NOON + MINUTE }));
    clock.advance(SECOND);
    await log(revised(3));
    expect(await ahead()).toEqual([revised(3), revised(1, { windowStart: NOON + MINUTE })]);
  });

  it('are found however long no pane could be written', async () => {
    await write(revised(1));
    clock.leap(100 * HOUR);
    await log(revised(2));
    clock.leap(100 * HOUR);
    expect(await ahead()).toEqual([revised(2)]);
  });

  it('are found when none was ever written', async () => {
    await log(revised(1));
    expect(await ahead()).toEqual([revised(1)]);
  });

  it('are not looked for further back than a write takes', async () => {
    await log(revised(1));
    const other = writerOver(store);
    const writtenAfter = (ms: number) => {
      clock.leap(ms);
      other.take(pane({ inbound: 1 }, { brand: 'zoom' }));
      return other.flush(0);
    };
    await writtenAfter(LOG_LEAD_MS - 1);
    expect(await ahead()).toEqual([revised(1)]);
    await writtenAfter(1);
    expect(await ahead()).toEqual([]);
  });
});
