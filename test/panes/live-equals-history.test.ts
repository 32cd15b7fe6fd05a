import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR } from '../helpers/mentions.ts';
import { story, type Happening, type Story } from '../helpers/stories.ts';
import { expectTruth } from '../helpers/truth.ts';
import { THOROUGH } from '../helpers/thorough.ts';
import { WallWorld } from '../helpers/wall-world.ts';

const RUNS = THOROUGH ? 1_000 : 300;

describe('the numbers of the wall', () => {
  it(
    'are those of a count over the raw rows, whatever order, repeats, lateness and deaths there were',
    { timeout: 300_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(story, async (told) => expectTruth(await live(told))),
        { numRuns: RUNS },
      );
    },
  );
});

/** Lives through a story to its end and a day beyond. */
async function live({ eventTime, happenings }: Story): Promise<WallWorld> {
  const world = new WallWorld(eventTime);
  await world.start();
  for (const happening of happenings) {
    await world.moveTo(happening.at);
    await happen(world, happening);
  }
  await world.settle();
  expectTruth(world);
  // Far beyond the lateness every window is closed.
  await world.moveTo(
    world.clock.now() + eventTime.allowedLatenessMs + eventTime.maxOutOfOrdernessMs + 2 * HOUR,
  );
  await world.settle();
  expect(world.disk.latestPanes().filter(({ status }) => status === 'provisional')).toEqual([]);
  expectStory(world, happenings);
  return world;
}

async function happen(world: WallWorld, happening: Happening): Promise<void> {
  switch (happening.type) {
    case 'arrives':
      world.send([happening.mention]);
      if (!happening.together) await world.sendOwedAgain();
      return;
    case 'restarts':
      await world.stop();
      return world.start();
    case 'dies':
      await world.die(happening.turns, happening);
      return world.start();
    case 'fails':
      for (let time = 0; time < happening.times; time += 1) world.failNext(happening.table, happening.landed);
      return;
    case 'runs':
      return world.run(happening.ms);
    case 'is erased':
      return world.erase(happening.which);
    case 'is relabelled':
      return world.relabel(happening);
    case 'is read':
      await world.settle();
      return expectTruth(world);
  }
}

/** Everything that ever arrived is on disk, once, or has a tombstone; an erasure that failed may leave both. */
function expectStory({ disk }: WallWorld, happenings: readonly Happening[]): void {
  const name = ({ source, id }: { source: string; id: string }) => `${source} ${id}`;
  const sent = happenings.flatMap((happening) =>
    happening.type === 'arrives' ? [name(happening.mention)] : [],
  );
  const kept = disk.mentions.map(name);
  expect(kept).toHaveLength(new Set(kept).size);
  expect(new Set([...kept, ...disk.deletions.map(name)])).toEqual(new Set(sent));
}
