import { describe, expect, it } from 'vitest';
import { DirtyWindows } from '../../pipelines/history/dirty-windows.ts';
import { PaneFeed, threadEventOf } from '../../pipelines/panes/pane-feed.ts';
import { keyOf } from '../../pipelines/panes/pane.ts';
import type { StoredMention } from '../../schema/clickhouse/tables.ts';
import { DAY, HOUR, MINUTE, NOON, SECOND, mention, stored } from '../helpers/mentions.ts';
import { replied, written } from '../helpers/written.ts';

const TWITTER = keyOf('acme', 'twitter');

function feedAt(watermark: number, now = NOON) {
  const dirty = new DirtyWindows();
  const feed = new PaneFeed({ allowedLatenessMs: HOUR, threadHorizonMs: DAY }, dirty);
  /** `key kind at`, in order. */
  const give = (...mentions: StoredMention[]) =>
    [...feed.inputs(mentions, watermark, now)].map((input) =>
      input.type === 'value'
        ? `${input.key === TWITTER ? 'acme' : input.key} ${input.value.kind === 'response' ? `response ${input.value.ms}` : input.value.mention.direction} ${input.at - NOON}`
        : input.type,
    );
  return { dirty, feed, give };
}
const taken = async (dirty: DirtyWindows, ...rows: StoredMention[]) => {
  const { history } = await written(...rows);
  return new Map([...(await dirty.take(history, 100))].map(([brand, starts]) => [brand, [...starts.keys()]]));
};

describe('the pane feed', () => {
  it('gives each mention to the windows of its brands, and the response it makes', () => {
    const { give, dirty } = feedAt(NOON - SECOND);
    expect(give(stored({ id: 'q', at: NOON, brands: ['acme', 'zoom'] }))).toEqual([
      'acme inbound 0',
      `${keyOf('zoom', 'twitter')} inbound 0`,
    ]);
    expect(give(replied({ id: 'r', at: NOON + 5, inReplyTo: 'q', channel: 'email' }))).toEqual([
      `${keyOf('acme', 'email')} outbound 5`,
      `${keyOf('acme', 'email')} response 5 5`,
    ]);
    expect(dirty.size).toBe(0);
  });

  it('takes a value until its window is freed, and notes it as dirty from then on', async () => {
    const watermark = NOON + MINUTE + HOUR;
    const rows = [
      stored({ id: 'kept', at: NOON + MINUTE, batch: 7 }),
      stored({ id: 'late', at: NOON + MINUTE - 1, batch: 8 }),
    ] as const;
    const { give, dirty } = feedAt(watermark, watermark);
    expect(give(...rows)).toEqual(['acme inbound 60000']);
    expect(dirty.cleanUpTo).toBe(7);
    expect(await taken(dirty, ...rows)).toEqual(new Map([['acme', [NOON]]]));
  });

  it('recomputes the minutes of replies that a late question disturbs', async () => {
    const { give, dirty } = feedAt(NOON - SECOND);
    const reply = replied({ id: 'r', at: NOON, inReplyTo: 'q', batch: 3 });
    const question = stored({ id: 'q', at: NOON - 2 * HOUR, batch: 4 });
    expect(give(reply)).toEqual(['acme outbound 0']);
    expect(give(question)).toEqual([]);
    expect(dirty.cleanUpTo).toBe(2);
    expect(await taken(dirty, reply, question)).toEqual(new Map([['acme', [NOON - 2 * HOUR, NOON]]]));
  });

  it('recomputes a reply whose question is out of sight', async () => {
    const { give, dirty } = feedAt(NOON - SECOND);
    const question = stored({ id: 'q', at: NOON - 2 * DAY });
    const reply = replied({ id: 'r', at: NOON, inReplyTo: 'q', batch: 4 });
    expect(give(question)).toEqual([]);
    expect(give(reply)).toEqual(['acme outbound 0']);
    expect(await taken(dirty, question, reply)).toEqual(new Map([['acme', [NOON - 2 * DAY, NOON]]]));
  });

  it('keeps no conversation of mentions older than the horizon, unless they belong to one it has', () => {
    const { give, feed } = feedAt(NOON - SECOND);
    give(stored({ id: 'old', at: NOON - DAY - 1 }));
    expect(feed.threads.size).toBe(0);
    give(stored({ id: 'q', at: NOON - DAY }));
    expect(feed.threads.size).toBe(1);
    give(stored({ id: 'older', at: NOON - DAY - 1, inReplyTo: 'q' }));
    expect(feed.threads.size).toBe(1);
    expect(give(replied({ id: 'r', at: NOON, inReplyTo: 'older' }))).toEqual([
      'acme outbound 0',
      `acme response ${DAY + 1} 0`,
    ]);
  });

  it('asks the store about the thread of an old mention that the windows still take', () => {
    const dirty = new DirtyWindows();
    const feed = new PaneFeed({ allowedLatenessMs: DAY, threadHorizonMs: DAY }, dirty);
    const old = stored({ id: 'old', at: NOON - DAY - 10 });
    expect([...feed.inputs([old], NOON - SECOND, NOON)]).toHaveLength(1);
    expect(dirty.size).toBe(1);
  });
});

describe('what a conversation knows of a mention', () => {
  it('names its author by id, or by handle where there is none', () => {
    const named = mention({ author: { id: '', name: 'A', handle: 'ann', followers: 0, verified: false } });
    expect(threadEventOf(named, false).author).toBe('ann');
    expect(threadEventOf(mention({ by: '42' }), false).author).toBe('42');
  });

  it('waits for an answer to what asks for one', () => {
    expect(threadEventOf(mention(), true)).toMatchObject({ opensClock: true, actionable: true });
    expect(threadEventOf(mention(), false)).toMatchObject({ opensClock: true, actionable: false });
    expect(threadEventOf(mention({ kind: 'repost' }), true)).toMatchObject({
      opensClock: false,
      actionable: false,
    });
  });
});
