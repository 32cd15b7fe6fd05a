import fc from 'fast-check';
import { it } from 'vitest';
import { HOUR } from '../helpers/mentions.ts';
import { story } from '../helpers/stories.ts';
import { expectTruth } from '../helpers/truth.ts';
import { WallWorld } from '../helpers/wall-world.ts';
it('seeds', { timeout: 580_000 }, async () => {
  const seed = Number(process.env['SEED'] ?? 1);
  const runs = Number(process.env['RUNS'] ?? 500);
  let failed = 0; const first: string[] = [];
  let started = Date.now();
  await fc.assert(fc.asyncProperty(story, async (told) => {
    try {
      const { eventTime, happenings } = told;
      const world = new WallWorld(eventTime);
      await world.start();
      for (const h of happenings) {
        await world.moveTo(h.at);
        switch (h.type) {
          case 'arrives': world.send([h.mention]); if (!h.together) await world.sendOwedAgain(); break;
          case 'restarts': await world.stop(); await world.start(); break;
          case 'dies': await world.die(h.turns, h); await world.start(); break;
          case 'fails': world.failNext(h.table, h.landed); break;
          case 'runs': await world.run(h.ms); break;
          case 'is erased': world.erase(h.which); break;
          case 'is read': await world.settle(); expectTruth(world); break;
        }
      }
      await world.settle();
      expectTruth(world);
      await world.moveTo(world.clock.now() + eventTime.allowedLatenessMs + eventTime.maxOutOfOrdernessMs + 2 * HOUR);
      await world.settle();
      expectTruth(world);
    } catch (e) { failed += 1; if (first.length < 3) first.push((e as Error).message.slice(0, 400)); }
  }), { numRuns: runs, seed });
  console.log(`RESULT seed ${seed} runs ${runs}: ${failed} failed, ${Date.now() - started} ms`, first.join('\n---\n'));
});
