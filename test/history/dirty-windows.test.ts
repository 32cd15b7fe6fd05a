import { describe, expect, it } from 'vitest';
import { DirtyWindows } from '../../pipelines/history/dirty-windows.ts';
import type { History } from '../../pipelines/history/history.ts';
import { MINUTE, NOON, ask, stored } from '../helpers/mentions.ts';
import { replied, written } from '../helpers/written.ts';

const late = (...starts: number[]) => new Map(starts.map((start) => [start, 'late']));

describe('dirty windows', () => {
  it('are none to begin with', async () => {
    const { history } = await written();
    const dirty = new DirtyWindows();
    dirty.addMentions([], 7);
    expect(dirty.size).toBe(0);
    expect(dirty.cleanUpTo).toBeNull();
    expect(await dirty.take(history, 10)).toEqual(new Map());
  });

  it('are clean up to the batch before the first that made them dirty', () => {
    const dirty = new DirtyWindows();
    dirty.addWindow('acme', NOON, 7);
    dirty.addWindow('acme', NOON, 8);
    dirty.addMentions([ask('a', NOON)], 9);
    expect(dirty.cleanUpTo).toBe(6);
    expect(dirty.size).toBe(2);
  });

  it('stay dirty, and the checkpoint where it is, until they are done', async () => {
    const { history } = await written();
    const dirty = new DirtyWindows();
    dirty.addWindow('acme', NOON, 7);
    const taken = await dirty.take(history, 10);
    expect(taken).toEqual(new Map([['acme', late(NOON)]]));
    expect(dirty.cleanUpTo).toBe(6);
    expect(await dirty.take(history, 10)).toEqual(taken);
    dirty.done(taken);
    expect(dirty.size).toBe(0);
    expect(dirty.cleanUpTo).toBeNull();
  });

  it('are taken a part at a time, earliest first, over several brands', async () => {
    const { history } = await written();
    const dirty = new DirtyWindows();
    for (const start of [3, 1, 2]) dirty.addWindow('acme', NOON + start * MINUTE, 7);
    dirty.addWindow('zoom', NOON, 7);
    const first = await dirty.take(history, 2);
    expect(first).toEqual(new Map([['acme', late(NOON + MINUTE, NOON + 2 * MINUTE)]]));
    dirty.done(first);
    expect(dirty.cleanUpTo).toBe(6);
    const rest = await dirty.take(history, 2);
    expect(rest).toEqual(
      new Map([
        ['acme', late(NOON + 3 * MINUTE)],
        ['zoom', late(NOON)],
      ]),
    );
    dirty.done(rest);
    expect(dirty.size).toBe(0);
  });

  it('of late mentions are looked up when they are taken, with the replies as they are stored then', async () => {
    const { history } = await written(
      stored({ id: 'q', at: NOON }),
      replied({ id: 'r', at: NOON + MINUTE, inReplyTo: 'q' }),
    );
    const dirty = new DirtyWindows();
    dirty.addMentions([ask('before', NOON - MINUTE, { inReplyTo: 'q' })], 4);
    expect(await dirty.take(history, 10)).toEqual(new Map([['acme', late(NOON - MINUTE, NOON + MINUTE)]]));
    expect(dirty.size).toBe(2);
    expect(dirty.cleanUpTo).toBe(3);
  });

  it('remember why they are looked at again', async () => {
    const { history } = await written();
    const dirty = new DirtyWindows();
    dirty.addMentions([ask('a', NOON)], 4, 'restart');
    dirty.addMentions([ask('b', NOON + MINUTE)], 5);
    dirty.addWindow('zoom', NOON, 6, 'requested');
    expect(await dirty.take(history, 10)).toEqual(
      new Map([
        ['zoom', new Map([[NOON, 'requested']])],
        [
          'acme',
          new Map([
            [NOON, 'restart'],
            [NOON + MINUTE, 'late'],
          ]),
        ],
      ]),
    );
  });

  it('keep everything when the store cannot be asked', async () => {
    const { history } = await written();
    const away: History = { ...history, threadsAround: () => Promise.reject(new Error('away')) };
    const dirty = new DirtyWindows();
    dirty.addMentions([ask('a', NOON)], 4);
    await expect(dirty.take(away, 10)).rejects.toThrow('away');
    expect(dirty.size).toBe(1);
    expect(dirty.cleanUpTo).toBe(3);
    expect(await dirty.take(history, 10)).toEqual(new Map([['acme', late(NOON)]]));
  });

  it('that turn dirty again while they are worked on by others stay noted', async () => {
    const { history } = await written();
    const dirty = new DirtyWindows();
    dirty.addWindow('acme', NOON, 4);
    const taken = await dirty.take(history, 10);
    dirty.addWindow('acme', NOON + MINUTE, 5);
    dirty.done(taken);
    expect(dirty.size).toBe(1);
    expect(dirty.cleanUpTo).toBe(3);
  });
});
