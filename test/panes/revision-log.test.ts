import { describe, expect, it } from 'vitest';
import type { WatermarkConfig } from '../../pipelines/operators/watermark-tracker.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { DAY, HOUR, MINUTE, NOON, SECOND, mention } from '../helpers/mentions.ts';
import { expectTruth } from '../helpers/truth.ts';
import { WallWorld } from '../helpers/wall-world.ts';

async function started(eventTime: WatermarkConfig): Promise<WallWorld> {
  const world = new WallWorld(eventTime);
  await world.start();
  return world;
}

async function heard(world: WallWorld, ...mentions: readonly Mention[]): Promise<void> {
  world.send(mentions);
  await world.run(3 * SECOND);
}

describe('a revision tells what the pane said when it was final', () => {
  it('though it became so during a sleep longer than tiles look back', async () => {
    const world = await started({ maxOutOfOrdernessMs: 0, idleTimeoutMs: SECOND, allowedLatenessMs: 0 });
    await heard(world, mention({ id: 'a' }));
    world.send([mention({ id: 'b' })]);
    await world.moveTo(NOON + DAY + HOUR);
    await heard(world, mention({ id: 'late' }));
    expect(world.disk.revisions).toMatchObject([{ revision: 1, before_inbound: 2, after_inbound: 3 }]);
    expectTruth(world);
  });

  it('though it takes late values longer than tiles look back', async () => {
    const world = await started({
      maxOutOfOrdernessMs: HOUR,
      idleTimeoutMs: SECOND,
      allowedLatenessMs: DAY,
    });
    await heard(world, mention({ id: 'a' }));
    // The watermark trails by an hour: the window is still held, and a minute awake lets go of what no tile needs.
    await world.moveTo(NOON + DAY + 30 * MINUTE);
    await world.run(2 * MINUTE);
    await heard(world, mention({ id: 'late' }));
    expect(world.disk.revisions).toMatchObject([{ revision: 1, before_inbound: 1, after_inbound: 2 }]);
    expectTruth(world);
  });
});
