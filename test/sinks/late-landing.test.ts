import { describe, expect, it } from 'vitest';
import { StoreError } from '../../schema/clickhouse/store.ts';
import { MemoryStore } from '../helpers/memory-store.ts';
import { MINUTE, NOON, SECOND, mention } from '../helpers/mentions.ts';
import { WallWorld } from '../helpers/wall-world.ts';

const EVENT_TIME = { maxOutOfOrdernessMs: 10_000, idleTimeoutMs: 30_000, allowedLatenessMs: 3_600_000 };

interface Attempt {
  readonly rows: readonly object[];
  readonly token: string;
}

/** A store that takes mentions and never says so; what it took may reach the disk at any time, or never. */
async function stalledWorld() {
  const world = new WallWorld(EVENT_TIME);
  await world.start();
  const stalled = { on: true };
  const attempts: Attempt[] = [];
  const insert = world.store.insert.bind(world.store);
  world.store.insert = async (table, rows, token) => {
    if (table !== 'mentions' || !stalled.on) return insert(table, rows, token);
    attempts.push({ rows, token });
    throw new StoreError('No answer.', 'unreachable', 0);
  };
  const land = ({ rows, token }: Attempt) => new MemoryStore(world.disk).insert('mentions', rows, token);
  return { world, stalled, attempts, land };
}

const inbound = (world: WallWorld) => world.disk.latestPanes().reduce((sum, pane) => sum + pane.inbound, 0);

describe('a batch that lands after everybody gave it up', () => {
  it.each(['before it is sent again', 'after it was sent again', 'after the store is back', 'never'])(
    'is on disk once and counted once: %s',
    async (moment) => {
      const { world, stalled, attempts, land } = await stalledWorld();
      const said = [mention({ id: 'a', at: NOON }), mention({ id: 'b', at: NOON + SECOND })];
      world.send(said);
      await world.run(6 * SECOND);
      expect(world.owed, 'their sender was told to come back').toBe(2);
      const first = attempts[0] as Attempt;
      if (moment === 'before it is sent again') await land(first);
      await world.sendOwedAgain();
      await world.run(SECOND);
      if (moment === 'after it was sent again') await land(first);
      await world.run(6 * SECOND);
      expect(world.disk.mentions.length).toBe(moment.includes('sent again') ? 2 : 0);
      stalled.on = false;
      await world.sendOwedAgain();
      await world.run(6 * SECOND);
      if (moment === 'after the store is back') await land(first);
      await world.settle();
      await world.run(2 * MINUTE);
      expect(world.owed).toBe(0);
      expect(world.disk.mentions.map(({ id }) => id).sort()).toEqual(['a', 'b']);
      expect(inbound(world)).toBe(2);
      expect(new Set(attempts.map(({ token }) => token)).size, 'one batch, one token').toBe(1);
      expect(world.fatal).toEqual([]);
    },
  );

  it('is called accepted when its sender comes back, and a duplicate after that', async () => {
    const { world, stalled } = await stalledWorld();
    const said = [mention({ id: 'a' }), mention({ id: 'b' })];
    const push = () => world.push(said);
    const told = push().catch((error: unknown) => error);
    await world.run(6 * SECOND);
    expect(await told).toBeInstanceOf(StoreError);
    stalled.on = false;
    await world.run(2 * SECOND);
    expect(world.disk.mentions).toHaveLength(2);
    expect(await push()).toMatchObject({ accepted: 2, duplicates: 0 });
    expect(await push()).toMatchObject({ accepted: 0, duplicates: 2 });
  });

  it('keeps the checkpoint before it, so that the next process counts it', async () => {
    const { world, stalled, attempts, land } = await stalledWorld();
    world.send([mention({ id: 'a' })]);
    await world.run(20 * SECOND);
    expect(world.disk.checkpoints).toEqual([]);
    await land(attempts[0] as Attempt);
    stalled.on = false;
    await world.die(0);
    await world.start();
    await world.settle();
    expect(world.disk.mentions).toHaveLength(1);
    expect(inbound(world)).toBe(1);
  });

  it('does not let memory grow with every time it is sent again', async () => {
    const { world } = await stalledWorld();
    const said = Array.from({ length: 50 }, (_, index) => mention({ id: `m${index}` }));
    world.send(said);
    await world.run(6 * SECOND);
    const dirty = world.topology.progress().pending;
    for (let again = 0; again < 5; again += 1) {
      await world.sendOwedAgain();
      await world.run(6 * SECOND);
    }
    expect(world.topology.progress().pending).toBe(dirty);
  });
});
