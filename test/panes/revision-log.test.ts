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

describe('a process that dies between the log and its panes', () => {
  const EVENT_TIME = { maxOutOfOrdernessMs: 0, idleTimeoutMs: SECOND, allowedLatenessMs: HOUR };
  const numbers = (rows: readonly { readonly revision: number }[]) => rows.map(({ revision }) => revision);

  /** Dead: `ids` were logged as revisions of the first minute, one by one, and their pane was never written. */
  async function diedAhead(...ids: readonly string[]): Promise<WallWorld> {
    const world = await started(EVENT_TIME);
    await heard(world, mention({ id: 'a' }));
    await world.moveTo(NOON + 5 * MINUTE);
    for (const id of ids) {
      world.failNext('panes', false);
      await heard(world, mention({ id }));
    }
    await world.die(0);
    expect(numbers(world.disk.revisions)).toContain(ids.length);
    expect(numbers(world.disk.latestPanes())).toEqual([0]);
    return world;
  }

  it('leaves it to the next to write what was logged, under the same number', async () => {
    const world = await diedAhead('late');
    await world.start();
    expect(world.disk.latestPanes()).toMatchObject([{ revision: 1, status: 'revised', inbound: 2 }]);
    await heard(world, mention({ id: 'later' }));
    await world.settle();
    expect(numbers(world.disk.latestPanes())).toEqual([2]);
    expect(world.disk.revisions).toMatchObject([
      { revision: 1, before_inbound: 1, after_inbound: 2 },
      { revision: 2, before_inbound: 2, after_inbound: 3 },
    ]);
    expectTruth(world);
  });

  it('leaves it to the next to write the newest, when several were logged', async () => {
    const world = await diedAhead('late', 'later');
    await world.start();
    expect(world.disk.latestPanes()).toMatchObject([{ revision: 2, status: 'revised', inbound: 3 }]);
    await world.settle();
    expectTruth(world);
  });

  it('leaves it to whoever comes next, when that one dies of it too', async () => {
    const world = await diedAhead('late', 'later');
    for (let turns = 0; turns < 12; turns += 1) {
      void world.start();
      await world.die(turns);
    }
    await world.start();
    await world.settle();
    expect(numbers(world.disk.latestPanes())).toEqual([2]);
    expectTruth(world);
  });

  it('leaves it to the next to count what was stored meanwhile', async () => {
    const world = await diedAhead('late');
    world.disk.mentions.push({
      ...world.disk.mentions[0]!,
      id: 'stored and never counted',
      identity: '1',
      batch: 99,
    });
    await world.start();
    await world.settle();
    expect(world.disk.latestPanes()).toMatchObject([{ revision: 2, inbound: 3 }]);
    expectTruth(world);
  });
});
