import { describe, expect, it } from 'vitest';
import type { WatermarkConfig } from '../../pipelines/operators/watermark-tracker.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { DAY, HOUR, MINUTE, NOON, SECOND, mention } from '../helpers/mentions.ts';
import { expectTruth } from '../helpers/truth.ts';
import { WallWorld } from '../helpers/wall-world.ts';

const EVENT_TIME = { maxOutOfOrdernessMs: 10 * SECOND, idleTimeoutMs: 30 * SECOND, allowedLatenessMs: HOUR };

async function started(eventTime: Partial<WatermarkConfig> = {}): Promise<WallWorld> {
  const world = new WallWorld({ ...EVENT_TIME, ...eventTime });
  await world.start();
  return world;
}
async function heard(world: WallWorld, ...mentions: readonly Mention[]): Promise<void> {
  world.send(mentions);
  await world.run(3 * SECOND);
}
async function restarted(world: WallWorld): Promise<void> {
  await world.die(0);
  await world.start();
}
const asks = (id: string, at: number, changes: Parameters<typeof mention>[0] = {}) =>
  mention({ id, at, ...changes });
const answers = (id: string, at: number, inReplyTo: string, changes: Parameters<typeof mention>[0] = {}) =>
  mention({ id, at, inReplyTo, by: 'acme', direction: 'outbound', kind: 'reply', ...changes });
const responses = (world: WallWorld) => world.disk.latestPanes().flatMap(({ responses_ms }) => responses_ms);

describe('a new start', () => {
  it('counts a batch that has the number of none before it, not even of one that failed', async () => {
    const world = await started();
    await heard(world, asks('a', NOON));
    world.failNext('mentions', false);
    await heard(world, asks('lost', NOON));
    const vouchedFor = Math.max(...world.disk.checkpoints.map(({ batch }) => batch));
    await restarted(world);
    await world.sendOwedAgain();
    // On disk, and the process is gone before any pane is.
    await restarted(world);
    expect(Math.min(...world.disk.mentions.slice(1).map(({ batch }) => batch))).toBeGreaterThan(vouchedFor);
    await world.settle();
    expectTruth(world);
  });

  it('knows what was said ahead of the clock', async () => {
    const world = await started();
    await heard(world, asks('q', NOON), answers('r', NOON + SECOND, 'q'));
    await heard(world, asks('ahead', NOON + 50 * SECOND, { inReplyTo: 'q' }));
    await restarted(world);
    await heard(world, answers('r2', NOON + 55 * SECOND, 'q'));
    await world.settle();
    expect(responses(world).sort()).toEqual([SECOND, 5 * SECOND]);
    expectTruth(world);
  });

  it('holds every window that still takes late values, however wide that is', async () => {
    const world = await started({ maxOutOfOrdernessMs: HOUR, allowedLatenessMs: DAY });
    await heard(world, asks('a', NOON), asks('b', NOON + SECOND));
    await world.moveTo(NOON + DAY + 45 * MINUTE);
    await restarted(world);
    await heard(world, asks('late', NOON + 2 * SECOND));
    await world.settle();
    expect(world.disk.latestPanes()).toMatchObject([{ inbound: 3 }]);
    expectTruth(world);
  });
});

describe('a conversation', () => {
  it('knows a mention that landed though its batch failed', async () => {
    const world = await started();
    await heard(world, asks('q', NOON), answers('r', NOON + SECOND, 'q'));
    world.failNext('mentions', true);
    await heard(world, asks('q2', NOON + 4 * SECOND, { inReplyTo: 'q' }));
    await heard(world, answers('r2', NOON + 8 * SECOND, 'q'));
    await world.settle();
    expect(responses(world).sort()).toEqual([SECOND, 4 * SECOND]);
    expectTruth(world);
  });

  it('that was silent for a day and is joined with another changes what was answered in it', async () => {
    const world = await started();
    await heard(world, asks('q', NOON, { conversation: 'hub' }));
    await heard(world, answers('r', NOON + SECOND, ''));
    await world.moveTo(NOON + DAY + HOUR);
    await world.run(61 * SECOND);
    const now = world.clock.now();
    await heard(world, asks('back', now, { inReplyTo: 'r', conversation: 'hub' }));
    await world.settle();
    expect(responses(world)).toEqual([SECOND]);
    expectTruth(world);
  });

  it('falls apart when the mention that held it together is erased', async () => {
    const world = await started();
    await heard(
      world,
      asks('a', NOON, { conversation: 'a' }),
      asks('b', NOON, { by: 'ben', conversation: 'b' }),
    );
    await heard(world, asks('link', NOON + SECOND, { by: 'cat', inReplyTo: 'a', conversation: 'b' }));
    await heard(world, answers('r', NOON + 2 * SECOND, 'lost', { conversation: 'b' }));
    await world.settle();
    expect(responses(world)).toEqual([]);
    await world.topology.erase('feed', 'link');
    await world.settle();
    expect(responses(world)).toEqual([2 * SECOND]);
    await heard(world, asks('b2', NOON + 9 * SECOND, { by: 'ben', conversation: 'b' }));
    await heard(world, answers('r2', NOON + 12 * SECOND, 'b2', { conversation: 'b' }));
    await world.settle();
    expectTruth(world);
  });

  it.each([true, false])(
    'is counted as it is stored after an erasure that failed (done: %s)',
    async (landed) => {
      const world = await started();
      await heard(world, asks('q', NOON), answers('r', NOON + 5 * SECOND, 'q'));
      await heard(world, asks('q2', NOON + 4 * SECOND, { inReplyTo: 'q' }));
      await world.settle();
      world.failNext('DELETE', landed);
      await expect(world.topology.erase('feed', 'q')).rejects.toThrow('No.');
      await world.settle();
      expect(responses(world)).toEqual([landed ? SECOND : 5 * SECOND]);
      expectTruth(world);
      await heard(world, asks('q3', NOON + 9 * SECOND, { inReplyTo: 'r' }));
      await heard(world, answers('r2', NOON + 11 * SECOND, 'q3'));
      await world.settle();
      expectTruth(world);
    },
  );
});
