import { describe, expect, it } from 'vitest';
import { mentionCounts } from '../../pipelines/metrics/mention-counts.ts';
import type { Pane } from '../../pipelines/panes/pane.ts';
import { PaneWriter } from '../../pipelines/sinks/pane-writer.ts';
import { ManualClock, promises } from '../helpers/manual-clock.ts';
import { MINUTE, NOON, SECOND } from '../helpers/mentions.ts';
import { RecordingStore, gate, refusedFor, unreachable } from './recording-store.ts';

const UNKNOWN_TABLE = 60;

const pane = (inbound: number, changes: Partial<Pane> = {}): Pane => ({
  brand: 'acme',
  channel: 'twitter',
  windowStart: NOON,
  windowEnd: NOON + MINUTE,
  acc: { counts: { ...mentionCounts.empty(), inbound, neutral: inbound }, responsesMs: [] },
  status: 'final',
  revision: 0,
  ...changes,
});
const revision = (inbound: number) => ({
  pane: pane(inbound, { revision: 1 }),
  before: pane(0).acc,
  reason: 'late' as const,
  revisedAt: NOON,
});

function world() {
  const store = new RecordingStore();
  const clock = new ManualClock(NOON);
  const touched: number[] = [];
  const rolled: number[] = [];
  const warnings: unknown[] = [];
  const rollups = {
    touch: ({ windowStart }: Pick<Pane, 'windowStart'>) => void touched.push(windowStart),
    roll: async (version: number) => void rolled.push(version),
  };
  const writer = new PaneWriter(
    {
      store,
      clock,
      retry: { firstDelayMs: 100, maxDelayMs: 1_000, giveUpAfterMs: 5_000 },
      rollups,
      random: () => 1,
      warn: (_message, error) => warnings.push(error),
      instance: 'run',
    },
    { checkpoint: 0, lastVersion: 0 },
  );
  /** The next insert into this table fails for good. */
  const failOn = (table: string) => {
    store.onInsert = (insert) => {
      if (insert.table !== table) return;
      store.onInsert = () => undefined;
      throw refusedFor(UNKNOWN_TABLE);
    };
  };
  const inbound = () => store.rowsOf('panes').map((row) => row['inbound']);
  const checkpoints = () => store.rowsOf('checkpoints').map((row) => row['batch']);
  return { store, clock, writer, rollups, touched, rolled, warnings, failOn, inbound, checkpoints };
}

describe('flushes that come while one is at work', () => {
  it('wait for one write that serves them all', async () => {
    const { writer, store, inbound, checkpoints } = world();
    const { wait, open } = gate();
    store.onInsert = wait;
    writer.take(pane(1));
    const first = writer.flush(1);
    await promises();
    writer.take(pane(2));
    const waiting = [writer.flush(2), writer.flush(4), writer.flush(3)];
    expect(new Set(waiting).size).toBe(1);
    expect(waiting[0]).not.toBe(first);
    expect(store.tried).toHaveLength(1);
    open();
    await Promise.all([first, ...waiting]);
    expect(inbound()).toEqual([1, 2]);
    expect(checkpoints()).toEqual([1, 4]);
  });

  it('write what the one at work could not, but not over what is newer', async () => {
    const { writer, store, inbound, checkpoints } = world();
    const { wait, open } = gate();
    store.onInsert = async () => {
      await wait();
      store.onInsert = () => undefined;
      throw refusedFor(UNKNOWN_TABLE);
    };
    writer.take(pane(1));
    writer.take(pane(10, { channel: 'email' }));
    const failed = expect(writer.flush(1)).rejects.toMatchObject({ code: UNKNOWN_TABLE });
    await promises();
    writer.take(pane(2));
    const next = writer.flush(2);
    open();
    await failed;
    await next;
    expect(inbound()).toEqual([2, 10]);
    expect(checkpoints()).toEqual([2]);
  });

  it('have tokens of their own, each table too', async () => {
    const { writer, store } = world();
    for (const inbound of [1, 2, 3]) {
      writer.take(pane(inbound));
      writer.takeRevision(revision(inbound));
      await writer.flush(inbound);
    }
    expect(new Set(store.inserts.map(({ token }) => token)).size).toBe(9);
  });
});

describe('a flush that fails', () => {
  it('for a while is repeated under its own token', async () => {
    const { writer, store, clock, inbound } = world();
    let failures = 2;
    store.onInsert = () => {
      if (failures-- > 0) throw unreachable();
    };
    writer.take(pane(1));
    const flushed = writer.flush(0);
    for (let step = 0; step < 10; step += 1) {
      await promises();
      clock.advance(100);
    }
    await flushed;
    expect(store.tried).toHaveLength(3);
    expect(new Set(store.tried.map(({ token }) => token)).size).toBe(1);
    expect(inbound()).toEqual([1]);
  });

  it('tells its revisions again, before the panes', async () => {
    const { writer, store, failOn } = world();
    failOn('panes');
    writer.take(pane(4));
    writer.takeRevision(revision(4));
    await expect(writer.flush(0)).rejects.toMatchObject({ code: UNKNOWN_TABLE });
    expect(store.order).toEqual(['revisions']);
    writer.takeRevision(revision(5));
    await writer.flush(0);
    expect(store.order).toEqual(['revisions', 'revisions', 'panes']);
    expect(store.rowsOf('revisions').map((row) => row['after_inbound'])).toEqual([4, 4, 5]);
    expect(store.rowsOf('revisions')[0]).toMatchObject({ reason: 'late', revision: 1, before_inbound: 0 });
  });
});

describe('hours and days', () => {
  it('are stale before their panes are written', async () => {
    const { writer, store, touched } = world();
    const touchedBefore: number[][] = [];
    store.onInsert = () => void touchedBefore.push([...touched]);
    writer.take(pane(1));
    await writer.flush(0);
    expect(touchedBefore).toEqual([[NOON]]);
  });

  it('are merged after the panes under a higher version, and then not for ten seconds', async () => {
    const { writer, clock, rolled, store } = world();
    writer.take(pane(1));
    await writer.flush(0);
    expect(rolled[0]).toBeGreaterThan(store.rowsOf('panes')[0]?.['version'] as number);
    clock.advance(9 * SECOND);
    await writer.flush(0);
    expect(rolled).toHaveLength(1);
    clock.advance(SECOND);
    await writer.flush(0);
    expect(rolled).toHaveLength(2);
  });

  it('are not merged over panes that could not be written', async () => {
    const { writer, rolled, failOn } = world();
    failOn('panes');
    writer.take(pane(1));
    await expect(writer.flush(0)).rejects.toMatchObject({ code: UNKNOWN_TABLE });
    expect(rolled).toEqual([]);
  });

  it('may fail without the panes failing, which is told', async () => {
    const { writer, rollups, warnings, inbound, checkpoints } = world();
    rollups.roll = async () => {
      throw unreachable();
    };
    writer.take(pane(1));
    await writer.flush(1);
    expect(warnings).toEqual([unreachable()]);
    expect([inbound(), checkpoints()]).toEqual([[1], [1]]);
  });
});
