import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TILE_HORIZON_MS } from '../../pipelines/panes/brand-tile.ts';
import type { PaneRow } from '../../schema/clickhouse/tables.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../helpers/mentions.ts';
import { paneKey, recountPanes, type Count } from '../helpers/recount-panes.ts';
import { story, type Happening, type Story } from '../helpers/stories.ts';
import { WallWorld } from '../helpers/wall-world.ts';

const RUNS = 300;

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
      await world.die(happening.turns);
      return world.start();
    case 'fails':
      return world.failNext(happening.table, happening.landed);
    case 'runs':
      return world.run(happening.ms);
    case 'is erased':
      return world.erase(happening.which);
    case 'is read':
      await world.settle();
      return expectTruth(world);
  }
}

/** Everything that ever arrived is on disk, once, or has a tombstone, and never both. */
function expectStory(world: WallWorld, happenings: readonly Happening[]): void {
  const sent = happenings.flatMap((happening) =>
    happening.type === 'arrives' ? [`${happening.mention.source} ${happening.mention.id}`] : [],
  );
  const rows = [...world.disk.mentions, ...world.disk.deletions].map(({ source, id }) => `${source} ${id}`);
  expect(rows.toSorted()).toEqual([...new Set(sent)].sort());
}

function expectTruth(world: WallWorld): void {
  expect(world.fatal).toEqual([]);
  expect(world.owed).toBe(0);
  const truth = recountPanes(world.disk.mentions);
  const stored = new Map(
    world.disk
      .latestPanes()
      .map((row) => [paneKey(row.brand, row.channel, row.window_start * SECOND), countOf(row)]),
  );
  expect(said(stored)).toEqual(said(truth));
  expect(said(onTheWall(world))).toEqual(said(recent(world, truth)));
  expectNoSilentRevision(world.disk.panes);
}

function onTheWall({ topology: { book }, clock }: WallWorld): Map<string, Count> {
  const shown = new Map<string, Count>();
  for (const brand of book.brands())
    for (const { channel, windowStart, acc } of book.between(brand, clock.now() - DAY, clock.now() + HOUR))
      shown.set(paneKey(brand, channel, windowStart), {
        ...acc.counts,
        responses_ms: acc.responsesMs.toSorted((a, b) => a - b),
      });
  return shown;
}

/** Tiles read a day back and no further. */
function recent({ clock }: WallWorld, panes: Map<string, Count>): Map<string, Count> {
  expect(TILE_HORIZON_MS).toBeGreaterThan(DAY);
  const from = paneKey('', '', clock.now() - DAY + MINUTE - 1).trim();
  return new Map([...panes].filter(([key]) => key.slice(-16) >= from));
}

const countOf = ({ inbound, outbound, positive, neutral, negative, responses_ms }: PaneRow): Count => ({
  inbound,
  outbound,
  positive,
  neutral,
  negative,
  responses_ms: [...responses_ms],
});

/** In one order, without panes that say nothing: readable when it fails. */
const said = (panes: Map<string, Count>): string[] =>
  [...panes]
    .filter(([, count]) =>
      Object.values(count).some((value) => (Array.isArray(value) ? value.length : value) > 0),
    )
    .map(([key, count]) => `${key} ${JSON.stringify(Object.entries(count).sort())}`)
    .sort();

/** Numbers that were final once change only under a higher revision. */
function expectNoSilentRevision(rows: readonly PaneRow[]): void {
  const latest = new Map<string, PaneRow>();
  for (const row of rows.toSorted((a, b) => a.version - b.version)) {
    const key = paneKey(row.brand, row.channel, row.window_start * SECOND);
    const before = latest.get(key);
    latest.set(key, row);
    if (before === undefined) continue;
    expect(row.revision, key).toBeGreaterThanOrEqual(before.revision);
    if (before.status === 'provisional') continue;
    expect(row.status, key).not.toBe('provisional');
    if (JSON.stringify(countOf(row)) !== JSON.stringify(countOf(before)))
      expect(row.revision, key).toBeGreaterThan(before.revision);
  }
}
