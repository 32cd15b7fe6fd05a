import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { storyRows } from '../../pipelines/stories/rows.ts';
import { MAX_EVENTS, storiesOf } from '../../pipelines/stories/stories.ts';
import { StoriesAnswerSchema } from '../../schema/contracts/stories.ts';
import { HOUR, MINUTE, MONDAY, engagement, mentionFact } from '../helpers/evidence.ts';
import { repost } from '../helpers/spread.ts';

const post = mentionFact({ id: 'p', author: 'ann', followers: 500, sentiment: 'negative' });

describe('a story', () => {
  it('is a post and who passed it on, in time order', () => {
    const mentions = [repost('b', MONDAY + 2, 'a'), post, repost('a', MONDAY + 1, 'p'), mentionFact({ id: 'lone' })]; // prettier-ignore
    const [story, ...others] = storiesOf(mentions, []);
    expect(others).toEqual([]);
    expect(story).toMatchObject({ source: 'feed', id: 'p', original: post, paid: false, paidByCustomer: false });
    expect(story?.events.map(({ id }) => id)).toEqual(['a', 'b']);
  }); // prettier-ignore

  it('of a post nobody saw is that of its id', () => {
    expect(storiesOf([repost('a', MONDAY, 'gone'), repost('b', MONDAY, 'gone')], [])).toMatchObject([
      { id: 'gone', original: null, events: [{ id: 'a' }, { id: 'b' }] },
    ]);
  });

  it('reaches each account once, paid or not', () => {
    const by = (id: string, author: string, followers: number, promoted = false) =>
      repost(id, MONDAY + 1, 'p', { author, followers, promoted });
    const spread = [by('a', 'ben', 10), by('b', 'ben', 30), by('c', 'cat', 5, true), by('d', '', 2), by('e', '', 2)]; // prettier-ignore
    expect(storiesOf([post, ...spread], [])).toMatchObject([{ reach: 34, paidReach: 5 }]);
    const elsewhere = repost('f', MONDAY + 1, 'p', { author: 'ben', followers: 7, channel: 'threads' });
    expect(storiesOf([post, elsewhere, by('a', 'ben', 10)], [])).toMatchObject([{ reach: 17 }]);
  });

  it('tells who paid', () => {
    const spread = repost('a', MONDAY + 1, 'p');
    const paidFor = (promoted: object, event = {}) => {
      const [story] = storiesOf(
        [
          { ...post, ...promoted },
          { ...spread, ...event },
        ],
        [],
      );
      return [story?.paid, story?.paidByCustomer];
    };
    expect(paidFor({})).toEqual([false, false]);
    expect(paidFor({ promoted: true })).toEqual([true, true]);
    expect(paidFor({ promoted: true, direction: 'outbound' })).toEqual([true, false]);
    expect(paidFor({ direction: 'outbound' }, { promoted: true })).toEqual([true, true]);
  });

  it('does not count what the brand passes on', () => {
    expect(storiesOf([post, repost('a', MONDAY + 1, 'p', { direction: 'outbound' })], [])).toEqual([]);
  });

  it('is told by totals alone where no repost was seen; totals do not fall', () => {
    const totals = [3, 9, 4, 9, 10].map((reposts, index) => engagement({ id: `e${index}`, at: MONDAY + index, mention: 'p', reposts })); // prettier-ignore
    const [story] = storiesOf([post], totals);
    expect(story?.events).toEqual([]);
    expect(story?.reported.map(({ reposts }) => reposts)).toEqual([3, 9, 10]);
    expect(storiesOf([post], [engagement({ mention: 'p', likes: 9 })])).toEqual([]);
    expect(storiesOf([], totals)).toEqual([]);
    // A network tells the total of the original on each of its reposts.
    const ofRepost = engagement({ mention: 'a', reposts: 9 });
    expect(storiesOf([post, repost('a', MONDAY + 1, 'p')], [ofRepost])).toMatchObject([
      { id: 'p', reported: [] },
    ]);
  });

  it('of a circle leaves out the one it begins with; a repost of itself is none', () => {
    const circle = [repost('x', MONDAY, 'y'), repost('y', MONDAY + 1, 'x')];
    expect(storiesOf(circle, [])).toMatchObject([{ id: 'x', original: null, events: [{ id: 'y' }] }]);
    expect(storiesOf([repost('s', MONDAY, 's')], [])).toEqual([]);
  });

  it('may be of 10,000 reposts', () => {
    const spread = Array.from({ length: 10_000 }, (_, index) => repost(`r${index}`, MONDAY + index, 'p', { followers: 1 })); // prettier-ignore
    const [story, ...others] = storiesOf([...spread, post], []);
    expect(others).toEqual([]);
    expect(story?.events).toHaveLength(10_000);
    expect(story?.reach).toBe(10_000);
  });

  it('keeps the newest events of very many', () => {
    const spread = Array.from({ length: MAX_EVENTS + 2 }, (_, index) =>
      repost(`r${index}`, MONDAY + index, 'p'),
    );
    const [story] = storiesOf([post, ...spread], []);
    expect([story?.events.length, story?.events[0]?.id]).toEqual([MAX_EVENTS, 'r2']);
  });

  it('does not depend on the order things came in; each event is in one story', () => {
    const any = fc.record({
      at: fc.nat(20).map((minute) => MONDAY + minute * MINUTE),
      kind: fc.constantFrom('post', 'repost', 'quote', 'reply'),
      parent: fc.integer({ min: -2, max: 12 }),
      fingerprint: fc.constantFrom('1', '2', '3'),
      direction: fc.constantFrom('inbound', 'inbound', 'outbound'),
    } as const);
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), fc.nat(20), (drafts, turn) => {
        const mentions = drafts.map(({ parent, ...draft }, index) =>
          mentionFact({ ...draft, id: `m${index}`, inReplyTo: parent < 0 ? '' : `m${parent}` }),
        );
        const stories = storiesOf(mentions, []);
        const turned = [...mentions.slice(turn), ...mentions.slice(0, turn)].reverse();
        expect(storiesOf(turned, [])).toEqual(stories);
        const ids = stories.flatMap(({ events }) => events.map(({ id }) => id));
        expect(new Set(ids).size).toBe(ids.length);
        for (const { id, events } of stories) {
          expect(events.length).toBeGreaterThan(0);
          expect(events.map((event) => event.id)).not.toContain(id);
        }
      }),
    );
  });
});

describe('stories as they are told', () => {
  it('begin with what is passed on most in the window', () => {
    const hourly = (root: string, count: number, from: number) =>
      Array.from({ length: count }, (_, index) => repost(`${root}${index}`, MONDAY + from + index * MINUTE, root)); // prettier-ignore
    const mentions = [post, ...hourly('p', 6, HOUR), ...hourly('gone', 9, -HOUR), ...hourly('later', 3, 9 * HOUR)];
    const rows = storyRows(storiesOf(mentions, []), MONDAY + 2 * HOUR, 2 * HOUR, 10);
    expect(rows).toMatchObject([
      { id: 'p', author: 'ann', at: '2025-11-03T00:00:00.000Z', sentiment: 'negative', size: 6, r: 6 },
      { id: 'gone', author: null, at: null, sentiment: null, size: 9, r: 0, doublingMs: null },
    ]);
    expect(rows[0]?.doublingMs).toBeGreaterThan(0);
    expect(storyRows(storiesOf(mentions, []), MONDAY + 2 * HOUR, 2 * HOUR, 1)).toHaveLength(1);
    const answer = { brand: 'acme', from: '2025-11-03T00:00:00Z', to: '2025-11-03T02:00:00Z', stories: rows };
    expect(Compile(StoriesAnswerSchema).Check(answer)).toBe(true);
  }); // prettier-ignore
});
