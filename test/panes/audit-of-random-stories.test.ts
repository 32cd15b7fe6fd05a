import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../schema/clickhouse/client.ts';
import { migrate } from '../../schema/clickhouse/migrate.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import { createAuditRepository } from '../../server/repositories/audit.ts';
import { readRows } from '../helpers/engine-rows.ts';
import { EngineWorld } from '../helpers/engine-world.ts';
import { instantOf } from '../helpers/memory-store.ts';
import { DAY, HOUR, MINUTE, NOON, SECOND, mention } from '../helpers/mentions.ts';
import { recountPanes } from '../helpers/recount-panes.ts';
import { expectRevisionsTold } from '../helpers/revision-log.ts';
import { temporaryDir } from '../helpers/server.ts';
import { THOROUGH } from '../helpers/thorough.ts';
import { story, type Happening, type Story } from '../helpers/stories.ts';
import { expectLabelsLogged, expectPanes } from '../helpers/truth.ts';

/** Worlds, one after the other in one store. */
const RUNS = 2;
/** Told side by side in one world: what the engine is asked for one of them it is asked for all. */
const STORIES = THOROUGH ? 8 : 4;
/** With its restarts, deaths and failures; of the others only what arrives. */
const TROUBLED = 2;
/** What happens in between happens at the end of it, which saves most of the calls. */
const STEP_MS = 10 * MINUTE;
/** No story is longer: worlds do not meet. */
const WORLD_MS = 30 * DAY;

describe('the audit of a store that lived through anything', () => {
  const path = temporaryDir();
  let store: Store;
  beforeAll(async () => {
    store = await openStore({ kind: 'embedded', path });
    await migrate(store);
  });
  afterAll(async () => {
    await store.close();
    rmSync(path, { recursive: true, force: true });
  });

  const audited = (from: number, to: number) => createAuditRepository(store).differences(from, to);

  let worlds = 0;
  /** Lives through stories side by side, to their end and beyond the lateness, and asks. Resolves with its first instant. */
  const live = async (
    stories: readonly Story[],
    { eventTime }: Pick<Story, 'eventTime'>,
  ): Promise<number> => {
    worlds += 1;
    const startAt = NOON + worlds * WORLD_MS;
    const world = await EngineWorld.begin(store, eventTime, startAt);
    for (const happening of sideBySide(stories, `${worlds}`, startAt - NOON)) await world.live(happening);
    await world.settle();
    await world.moveTo(
      world.clock.now() + eventTime.allowedLatenessMs + eventTime.maxOutOfOrdernessMs + 2 * HOUR,
    );
    await world.settle();
    await world.stop();
    expect(world.fatal).toEqual([]);
    expect(world.owed).toBe(0);
    const { latestPanes, ...rows } = await readRows(store);
    const truth = recountPanes(rows.mentions);
    expectPanes(latestPanes, truth);
    expectRevisionsTold(rows, truth);
    expectLabelsLogged(rows);
    const { checked, differences } = await audited(startAt - 10 * DAY, world.clock.now() + DAY);
    expect(differences).toEqual([]);
    expect(checked > 0).toBe(rows.mentions.some((row) => instantOf(row) >= startAt - 10 * DAY));
    return startAt;
  };

  it(
    'lists nothing, and the panes are those of a count over the raw rows',
    { timeout: 300_000 },
    async () => {
      const stories = fc.array(story, { minLength: STORIES, maxLength: STORIES });
      await fc.assert(
        fc.asyncProperty(stories, async (told) => void (await live(told, told[0] ?? QUICK))),
        // A smaller counterexample would take hours.
        { numRuns: RUNS, endOnFailure: true },
      );
    },
  );

  it('lists nothing of replies in a circle, nor of one to what was said later', async () => {
    const replies = { by: 'acme', direction: 'outbound', kind: 'reply' } as const;
    const told = [
      arrives('a', NOON, { conversation: 'circle' }),
      arrives('b', NOON + SECOND, { ...replies, inReplyTo: 'd', conversation: 'circle' }),
      arrives('c', NOON + 2 * SECOND, { ...replies, inReplyTo: 'b' }),
      arrives('d', NOON + 2 * SECOND, { ...replies, inReplyTo: 'c' }),
      arrives('itself', NOON + 3 * SECOND, { ...replies, inReplyTo: 'itself', conversation: 'circle' }),
      arrives('e', NOON + MINUTE, { by: 'ann', conversation: 'later' }),
      arrives('f', NOON + MINUTE + SECOND, { by: 'ben', conversation: 'later' }),
      arrives('g', NOON + MINUTE + 2 * SECOND, { ...replies, inReplyTo: 'h', conversation: 'later' }),
      arrives('h', NOON + MINUTE + 3 * SECOND, { by: 'ann' }),
    ];
    const startAt = await live([{ eventTime: QUICK.eventTime, happenings: told }], QUICK);
    const { latestPanes } = await readRows(store);
    const answers = new Map(
      latestPanes.map(({ window_start, responses_ms }) => [window_start * SECOND - startAt, responses_ms]),
    );
    expect([answers.get(0), answers.get(MINUTE)]).toEqual([[SECOND], []]);
  });

  it('lists the pane that was written over, and no other', async () => {
    const told = [arrives('a', NOON), arrives('b', NOON + 2 * MINUTE)];
    const startAt = await live([{ eventTime: QUICK.eventTime, happenings: told }], QUICK);
    const { latestPanes } = await readRows(store);
    const pane = latestPanes.find(({ window_start }) => window_start === startAt / SECOND);
    expect(pane).toMatchObject({ inbound: 1 });
    await store.insert('panes', [{ ...pane, inbound: 2, version: 2 * (pane?.version ?? 0) }], 'tampered');
    const { differences } = await audited(startAt - DAY, startAt + DAY);
    expect(differences).toMatchObject([
      { windowStart: new Date(startAt).toISOString(), raw: { inbound: 1 }, pane: { inbound: 2 } },
    ]);
  });
});

const arrives = (id: string, at: number, said: Parameters<typeof mention>[0] = {}): Happening => ({
  type: 'arrives',
  at,
  mention: mention({ id, at, ...said }),
  together: false,
});

const QUICK = { eventTime: { maxOutOfOrdernessMs: 0, idleTimeoutMs: SECOND, allowedLatenessMs: MINUTE } };

/** The same stories, later, each told by sources and about brands of its own. */
function sideBySide(stories: readonly Story[], world: string, laterMs: number): Happening[] {
  const happenings = stories
    .flatMap((told, index) =>
      told.happenings
        .filter(({ type }) => type === 'arrives' || index < TROUBLED)
        .map((happening) => elsewhere(happening, `${world}.${index}`, laterMs)),
    )
    .sort((a, b) => a.at - b.at);
  return happenings.map((happening, index) => ({
    ...happening,
    ...(happening.type === 'arrives' && { together: happenings[index + 1]?.at === happening.at }),
  }));
}

function elsewhere(happening: Happening, place: string, laterMs: number): Happening {
  const at = Math.ceil(happening.at / STEP_MS) * STEP_MS + laterMs;
  if (happening.type !== 'arrives') return { ...happening, at };
  const { mention: said } = happening;
  return {
    ...happening,
    at,
    mention: {
      ...said,
      at: said.at + laterMs,
      source: `${said.source} ${place}`,
      brands: said.brands.map((brand) => `${brand} ${place}`),
    },
  };
}
