import { describe, expect, it } from 'vitest';
import { StoreError } from '../../schema/clickhouse/store.ts';
import type { Labels, RelabelReason } from '../../schema/contracts/labels.ts';
import { promises } from '../helpers/manual-clock.ts';
import { HOUR, MINUTE, NOON, SECOND, mention } from '../helpers/mentions.ts';
import { expectTruth } from '../helpers/truth.ts';
import { WallWorld } from '../helpers/wall-world.ts';

const EVENT_TIME = { maxOutOfOrdernessMs: SECOND, idleTimeoutMs: SECOND, allowedLatenessMs: MINUTE };

/** A wall that has heard of one "so so" mention, and of a reply to it when asked for. */
async function heard(): Promise<WallWorld> {
  const world = new WallWorld(EVENT_TIME);
  await world.start();
  world.send([mention({ id: 'm', at: NOON, text: 'so so' })]);
  await world.run(3 * SECOND);
  return world;
}
const relabel = (world: WallWorld, labels: Partial<Labels>, reason: RelabelReason = 'correction', id = 'm') =>
  world.topology.relabel([{ source: 'feed', id, at: NOON, labels, by: 'ann' }], reason);
const pane = (world: WallWorld) => world.disk.latestPanes()[0];
const later = async (world: WallWorld) => {
  await world.moveTo(NOON + HOUR);
  await world.run(3 * SECOND);
};

describe('labels that are changed', () => {
  it('change the open minute, and no revision is told of it', async () => {
    const world = await heard();
    const [change] = await relabel(world, { sentiment: 'negative' });
    expect(change).toMatchObject({ before: { sentiment: 'neutral' }, after: { sentiment: 'negative' } });
    await world.settle();
    expect(pane(world)).toMatchObject({ neutral: 0, negative: 1 });
    expect(world.disk.revisions).toEqual([]);
    expectTruth(world);
  });

  it.each(['correction', 'reread'] as const)('revise a final minute for the reason "%s"', async (reason) => {
    const world = await heard();
    await later(world);
    await relabel(world, { sentiment: 'negative' }, reason);
    await world.settle();
    expect(pane(world)).toMatchObject({ neutral: 0, negative: 1, status: 'revised', revision: 1 });
    expect(world.disk.revisions).toMatchObject([{ reason, before_neutral: 1, after_negative: 1 }]);
    expectTruth(world);
  });

  it('that no minute counts revise none', async () => {
    const world = await heard();
    await later(world);
    await relabel(world, { topics: ['a.b'], language: 'de' });
    await world.settle();
    expect(world.disk.mentions).toMatchObject([{ topics: ['a.b'], language: 'de', sentiment: 'neutral' }]);
    expect(world.topology.progress().restated).toBe(0);
  });

  it('start and stop the clocks of those who wait, in the next process too', async () => {
    const world = await heard();
    const waiting = () => world.topology.waiting().get('acme');
    expect(waiting()).toBe(undefined);
    await relabel(world, { actionable: true });
    expect(waiting()).toMatchObject({ count: 1, oldestAt: NOON });
    await world.stop();
    await world.start();
    expect(waiting()).toMatchObject({ count: 1, oldestAt: NOON });
    await relabel(world, { actionable: false });
    expect(waiting()).toBe(undefined);
  });

  it('are nothing of a mention that is not there, or was said at another time', async () => {
    const world = await heard();
    expect(await relabel(world, { sentiment: 'negative' }, 'correction', 'other')).toEqual([]);
    const at = NOON + 1;
    expect(
      await world.topology.relabel(
        [{ source: 'feed', id: 'm', at, labels: { intent: 'query' }, by: '' }],
        'reread',
      ),
    ).toEqual([]);
    expect(world.disk.relabels).toEqual([]);
  });

  it('count together when a mention is named twice', async () => {
    const world = await heard();
    const change = { source: 'feed', id: 'm', at: NOON, by: 'ann' };
    await world.topology.relabel(
      [
        { ...change, labels: { sentiment: 'negative', intent: 'query' } },
        { ...change, labels: { sentiment: 'positive' } },
      ],
      'correction',
    );
    expect(world.disk.mentions).toMatchObject([{ sentiment: 'positive', intent: 'query' }]);
    expect(world.disk.relabels).toHaveLength(1);
  });

  it('by a person stay when it is read again, and go with the mention', async () => {
    const world = await heard();
    await relabel(world, { sentiment: 'negative', sentimentModel: 'human' });
    expect(await relabel(world, { sentiment: 'positive', sentimentModel: 'v2' }, 'reread')).toEqual([]);
    await relabel(world, { sentiment: 'positive', topics: ['a.b'] }, 'reread');
    expect(world.disk.mentions).toMatchObject([
      { sentiment: 'negative', sentiment_model: 'human', topics: ['a.b'] },
    ]);
    await relabel(world, { sentiment: 'neutral' });
    expect(world.disk.mentions).toMatchObject([{ sentiment: 'neutral' }]);
    expect(world.disk.relabels).toHaveLength(3);
    await world.topology.erase('feed', 'm');
    expect(world.disk.relabels).toEqual([]);
    await world.settle();
    expectTruth(world);
  });
});

describe('a change of labels', () => {
  it('is there or not, and logged accordingly, whenever the process dies', async () => {
    let promised = 0;
    for (let turns = 0; turns < 60; turns += 1) {
      const world = await heard();
      await later(world);
      void relabel(world, { sentiment: 'negative', actionable: true }).catch(() => undefined);
      await world.die(turns);
      const logged = world.disk.relabels.length === 1;
      if (logged && world.disk.mentions[0]?.sentiment === 'neutral') promised += 1;
      await world.start();
      expect(world.disk.mentions[0]?.sentiment).toBe(logged ? 'negative' : 'neutral');
      expect(world.topology.waiting().has('acme')).toBe(logged);
      await world.settle();
      expectTruth(world);
    }
    // Some of them died between the log and the rows.
    expect(promised).toBeGreaterThan(0);
  });

  it.each([
    ['relabels', true],
    ['relabels', false],
    ['UPDATE', true],
    ['UPDATE', false],
  ])('that fails is finished all the same (%s, done: %s)', async (table, landed) => {
    const world = await heard();
    await later(world);
    world.failNext(table, landed);
    await expect(relabel(world, { sentiment: 'negative', actionable: true })).rejects.toThrow('No.');
    await world.settle();
    expect(world.disk.mentions).toMatchObject([{ sentiment: 'negative' }]);
    expect(world.topology.waiting().get('acme')).toMatchObject({ count: 1, oldestAt: NOON });
    expectTruth(world);
  });

  it('of a mention that is erased before it could be finished leaves nothing behind', async () => {
    const world = await heard();
    world.failNext('UPDATE', false);
    await expect(relabel(world, { sentiment: 'negative' })).rejects.toThrow('No.');
    expect(await world.topology.erase('feed', 'm')).toBe(true);
    await world.settle();
    expect(world.disk.relabels).toEqual([]);
    expectTruth(world);
  });

  it('that the store refuses for good is in no log', async () => {
    const world = await heard();
    for (let time = 0; time < 2; time += 1) world.failNext('UPDATE', false);
    await expect(relabel(world, { sentiment: 'negative' })).rejects.toThrow('No.');
    await later(world);
    expect(world.disk.relabels).toEqual([]);
    expect(world.disk.mentions).toMatchObject([{ sentiment: 'neutral' }]);
    expectTruth(world);
    await relabel(world, { sentiment: 'positive' });
    await world.settle();
    expectTruth(world);
  });

  it('that the store refuses after it has done it stays in the log, and in the figures', async () => {
    const world = await heard();
    await later(world);
    world.failNext('UPDATE', true);
    world.failNext('UPDATE', false);
    await expect(relabel(world, { sentiment: 'negative' })).rejects.toThrow('No.');
    await world.settle();
    expect(world.disk.mentions).toMatchObject([{ sentiment: 'negative' }]);
    expect(world.disk.relabels).toMatchObject([{ id: 'm', after_sentiment: 'negative' }]);
    expect(pane(world)).toMatchObject({ neutral: 0, negative: 1, revision: 1 });
    expectTruth(world);
  });

  it('waits for a store that is away, and so do the minutes', async () => {
    const world = await heard();
    await later(world);
    const away = { landed: false, error: new StoreError('Away.', 'unreachable', 0) };
    for (let time = 0; time < 40; time += 1) world.store.faults.push({ table: 'UPDATE', ...away });
    const asked = relabel(world, { sentiment: 'negative' }).then(
      () => 'done',
      () => 'away',
    );
    await world.run(8 * SECOND);
    expect(await asked).toBe('away');
    expect(pane(world)).toMatchObject({ neutral: 1 });
    const checkpoint = () => Math.max(...world.disk.checkpoints.map(({ batch }) => batch));
    expect(checkpoint()).toBeLessThan(world.disk.relabels[0]?.batch ?? 0);
    world.store.faults.length = 0;
    await world.run(10 * SECOND);
    await promises();
    expect(pane(world)).toMatchObject({ neutral: 0, negative: 1 });
    expect(checkpoint()).toBe(world.disk.relabels[0]?.batch);
    await world.settle();
    expectTruth(world);
  });
});
