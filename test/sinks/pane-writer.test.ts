import { describe, expect, it } from 'vitest';
import { PaneWriter } from '../../pipelines/sinks/pane-writer.ts';
import { StoreError } from '../../schema/clickhouse/store.ts';
import { ManualClock } from '../helpers/manual-clock.ts';
import { Disk, MemoryStore } from '../helpers/memory-store.ts';
import { MINUTE, NOON, SECOND } from '../helpers/mentions.ts';
import { pane } from '../helpers/written.ts';

const refused = new StoreError('No.', 'refused', 1);

function paneWriter({ checkpoint = 0, lastVersion = 0, now = NOON } = {}) {
  const store = new MemoryStore(new Disk());
  const clock = new ManualClock(now);
  const tables: string[] = [];
  const insert = store.insert.bind(store);
  store.insert = async (table, rows, token) => {
    tables.push(table);
    await insert(table, rows, token);
  };
  const writer = new PaneWriter(
    {
      store,
      clock,
      rollups: { touch: () => undefined, roll: () => Promise.resolve() },
      retry: { firstDelayMs: 1, maxDelayMs: 1, giveUpAfterMs: 0 },
      random: () => 1,
      warn: () => undefined,
      instance: 'test',
    },
    { checkpoint, lastVersion },
  );
  return { writer, store, clock, disk: store.disk, tables };
}
const inboundOf = (disk: Disk) => disk.latestPanes().map(({ inbound }) => inbound);

describe('the pane writer', () => {
  it('writes the latest of each changed pane, with its answers ascending', async () => {
    const { writer, disk } = paneWriter();
    writer.take(pane({ inbound: 1 }));
    writer.take(pane({ inbound: 2 }, { responsesMs: [100, 9, 20], status: 'provisional' }));
    writer.take(pane({ inbound: 3 }, { windowStart: NOON + MINUTE }));
    writer.take(pane({ inbound: 4 }, { channel: 'email' }));
    await writer.flush(1);
    expect(disk.panes).toHaveLength(3);
    expect(disk.panes[0]).toEqual({
      brand: 'acme',
      channel: 'twitter',
      window_start: NOON / SECOND,
      window_end: NOON / SECOND + 60,
      inbound: 2,
      outbound: 0,
      positive: 0,
      neutral: 0,
      negative: 0,
      responses_ms: [9, 20, 100],
      status: 'provisional',
      revision: 0,
      version: expect.any(Number) as number,
    });
  });

  it('writes a checkpoint after the panes it vouches for, and only when it moves on', async () => {
    const { writer, disk, tables } = paneWriter({ checkpoint: 4 });
    await writer.flush(4);
    expect(tables).toEqual([]);
    writer.take(pane({ inbound: 1 }));
    await writer.flush(5);
    await writer.flush(5);
    await writer.flush(3);
    expect(tables).toEqual(['panes', 'checkpoints']);
    expect(disk.checkpoints).toMatchObject([{ name: 'panes', batch: 5 }]);
  });

  it('vouches for nothing when the panes could not be written', async () => {
    const { writer, store, disk } = paneWriter();
    writer.take(pane({ inbound: 1 }));
    store.faults.push({ table: 'panes', error: refused, landed: false });
    await expect(writer.flush(5)).rejects.toBe(refused);
    expect(disk.checkpoints).toEqual([]);
    await writer.flush(5);
    expect(inboundOf(disk)).toEqual([1]);
    expect(disk.checkpoints).toMatchObject([{ batch: 5 }]);
  });

  it('writes the panes again when only the checkpoint failed', async () => {
    const { writer, store, disk } = paneWriter();
    writer.take(pane({ inbound: 1 }));
    store.faults.push({ table: 'checkpoints', error: refused, landed: false });
    await expect(writer.flush(5)).rejects.toBe(refused);
    await writer.flush(5);
    expect(disk.panes).toHaveLength(2);
    expect(disk.checkpoints).toMatchObject([{ batch: 5 }]);
  });

  it.each([true, false])('keeps the newest of each pane over a failed flush (landed: %s)', async (landed) => {
    const { writer, store, disk } = paneWriter();
    writer.take(pane({ inbound: 1 }));
    writer.take(pane({ inbound: 10 }, { windowStart: NOON + MINUTE }));
    store.faults.push({ table: 'panes', error: refused, landed });
    const failing = writer.flush(5).catch((error: unknown) => error);
    await Promise.resolve();
    writer.take(pane({ inbound: 2 }));
    expect(await failing).toBe(refused);
    await writer.flush(5);
    expect(inboundOf(disk).sort((x, y) => x - y)).toEqual([2, 10]);
  });

  it('writes one flush at a time, and what came meanwhile with the next', async () => {
    const { writer, disk, tables } = paneWriter();
    writer.take(pane({ inbound: 1 }));
    const first = writer.flush(1);
    await Promise.resolve();
    writer.take(pane({ inbound: 2 }));
    const others = [writer.flush(2), writer.flush(3)];
    await first;
    expect(disk.panes.map(({ inbound }) => inbound)).toEqual([1]);
    await Promise.all(others);
    expect(tables).toEqual(['panes', 'checkpoints', 'panes', 'checkpoints']);
    expect(disk.panes.map(({ inbound }) => inbound)).toEqual([1, 2]);
    expect(disk.checkpoints.map(({ batch }) => batch)).toEqual([1, 3]);
  });

  it('goes on after a flush that failed', async () => {
    const { writer, store, disk } = paneWriter();
    writer.take(pane({ inbound: 1 }));
    store.faults.push({ table: 'panes', error: refused, landed: false });
    const failing = writer.flush(1).catch((error: unknown) => error);
    expect(await failing).toBe(refused);
    writer.take(pane({ inbound: 2 }));
    await writer.flush(2);
    expect(inboundOf(disk)).toEqual([2]);
  });

  it('gives every row a higher version, also when the clock stands still or was set back', async () => {
    const lastVersion = (NOON + 3 * SECOND) * 1_000;
    const { writer, disk, clock } = paneWriter({ lastVersion });
    for (const inbound of [1, 2, 3]) {
      writer.take(pane({ inbound }));
      writer.take(pane({ inbound }, { channel: 'email' }));
      await writer.flush(inbound);
      clock.advance(2 * SECOND);
    }
    const versions = disk.panes.map(({ version }) => version);
    expect(versions[0]).toBeGreaterThan(lastVersion);
    expect(versions.every((version, index) => index === 0 || version > versions[index - 1]!)).toBe(true);
    expect(inboundOf(disk)).toEqual([3, 3]);
    expect(versions.every(Number.isSafeInteger)).toBe(true);
  });

  it('writes a revision before the pane that changed', async () => {
    const { writer, disk, tables } = paneWriter();
    const revised = pane({ inbound: 2 }, { status: 'revised', revision: 1 });
    writer.take(revised);
    writer.takeRevision({ pane: revised, before: pane({ inbound: 1 }).acc, reason: 'late', revisedAt: NOON });
    await writer.flush(1);
    expect(tables).toEqual(['revisions', 'panes', 'checkpoints']);
    expect(disk.revisions).toMatchObject([
      { brand: 'acme', revision: 1, reason: 'late', before_inbound: 1, after_inbound: 2 },
    ]);
  });
});
