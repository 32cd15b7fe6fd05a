import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockOf } from '../../pipelines/conversations/actionable.ts';
import { firstResponses, type ThreadEvent } from '../../pipelines/conversations/first-responses.ts';
import { answer, ask } from '../helpers/mentions.ts';

/** `reply ms`, in the order of time; the brand where it is not the usual one. */
const responses = (...events: ThreadEvent[]): string[] =>
  firstResponses(events).map(
    ({ reply, ms, brand }) => `${reply} after ${ms}${brand === 'acme' ? '' : ` by ${brand}`}`,
  );

describe('the first response', () => {
  it('is measured from the question to the answer', () => {
    expect(firstResponses([ask('q', 100), answer('r', 350, 'q', { channel: 'email' })])).toEqual([
      {
        brand: 'acme',
        channel: 'email',
        reply: 'r',
        at: 350,
        ms: 250,
        clock: {
          brand: 'acme',
          since: 100,
          source: 'feed',
          mention: 'q',
          author: 'ann',
          actionable: true,
          channel: 'twitter',
          followers: 0,
          leaving: false,
        },
      },
    ]);
  });

  it('is measured from the first mention nobody has answered yet', () => {
    expect(
      responses(ask('q', 100), ask('again', 200, { inReplyTo: 'q' }), answer('r', 350, 'again')),
    ).toEqual(['r after 250']);
  });

  it('is made once: what the brand says next is no first response', () => {
    expect(responses(ask('q', 100), answer('r', 200, 'q'), answer('more', 300, 'q'))).toEqual([
      'r after 100',
    ]);
  });

  it('starts a new clock when an answered customer comes back', () => {
    expect(
      responses(
        ask('q', 100),
        answer('r', 200, 'q'),
        ask('back', 500, { inReplyTo: 'r' }),
        answer('r2', 530, 'back'),
      ),
    ).toEqual(['r after 100', 'r2 after 30']);
  });

  it('is a person’s: an automated reply stops nothing', () => {
    expect(
      responses(ask('q', 100), answer('bot', 101, 'q', { automated: true }), answer('r', 400, 'q')),
    ).toEqual(['r after 300']);
  });

  it('does not come before its question', () => {
    expect(responses(ask('q', 100), answer('r', 50, 'q'))).toEqual([]);
    expect(responses(ask('q', 100), answer('r', 50, 'q'), answer('r2', 130, 'q'))).toEqual(['r2 after 30']);
  });

  it('may be at the very instant of its question, whatever their ids', () => {
    expect(responses(answer('a', 100, 'z'), ask('z', 100))).toEqual(['a after 0']);
  });

  it('goes by the instant first and by the id at the same instant', () => {
    expect(responses(ask('q', 100), answer('b', 200, 'q'), answer('a', 200, 'q'))).toEqual(['a after 100']);
  });

  it('stops only the clock of the customer it answers', () => {
    const thread = [
      ask('ann', 100),
      ask('ben', 150, { author: 'ben', inReplyTo: 'ann' }),
      answer('to-ben', 200, 'ben'),
      answer('to-ann', 300, 'ann'),
    ];
    expect(responses(...thread)).toEqual(['to-ben after 50', 'to-ann after 200']);
  });

  it('finds its customer up a chain of the brand’s own replies', () => {
    expect(
      responses(
        ask('ann', 100),
        ask('ben', 110, { author: 'ben', inReplyTo: 'ann' }),
        answer('bot', 120, 'ben', { automated: true }),
        answer('r', 200, 'bot'),
      ),
    ).toEqual(['r after 90']);
  });

  it('with an unknown parent is for the only customer of the thread', () => {
    const spoke = ask('q', 100, { conversation: 'c' });
    expect(responses(spoke, answer('r', 200, 'lost', { conversation: 'c' }))).toEqual(['r after 100']);
    expect(responses(spoke, answer('r', 200, '', { conversation: 'c' }))).toEqual(['r after 100']);
  });

  it('with an unknown parent and several customers is for nobody', () => {
    expect(
      responses(
        ask('q', 100, { conversation: 'c' }),
        ask('p', 110, { author: 'ben', conversation: 'c' }),
        answer('r', 200, 'lost', { conversation: 'c' }),
      ),
    ).toEqual([]);
  });

  it('counts only customers who have spoken by then as several', () => {
    expect(
      responses(
        ask('q', 100, { conversation: 'c' }),
        answer('r', 200, 'lost', { conversation: 'c' }),
        ask('p', 300, { author: 'ben', conversation: 'c' }),
      ),
    ).toEqual(['r after 100']);
  });

  it('ends its search where replies go in a circle', () => {
    expect(
      responses(
        ask('q', 100, { conversation: 'c' }),
        answer('x', 110, 'y', { automated: true, conversation: 'c' }),
        answer('y', 120, 'x', { automated: true }),
        answer('r', 200, 'y'),
      ),
    ).toEqual(['r after 100']);
    expect(
      responses(ask('q', 100, { conversation: 'c' }), answer('r', 200, 'r', { conversation: 'c' })),
    ).toEqual(['r after 100']);
  });

  it('is each brand’s own', () => {
    const both = { brands: ['acme', 'zoom'] };
    expect(
      responses(
        ask('q', 100, both),
        answer('z', 150, 'q', { brands: ['zoom'] }),
        answer('a', 400, 'q'),
        answer('late', 500, 'q', both),
      ),
    ).toEqual(['z after 50 by zoom', 'a after 300']);
    expect(responses(ask('q', 100, both), answer('r', 150, 'q', both))).toEqual([
      'r after 50',
      'r after 50 by zoom',
    ]);
  });

  it('of a brand that was not addressed is none', () => {
    expect(
      responses(ask('q', 100), answer('z', 150, 'q', { brands: ['zoom'] }), answer('a', 200, 'q')),
    ).toEqual(['a after 100']);
  });

  it('needs a customer who speaks for themselves: nobody answers a repost', () => {
    const repost = ask('rt', 100, { author: 'ben', opensClock: false });
    expect(responses(repost, answer('r', 150, 'rt'))).toEqual([]);
    expect(
      responses(
        ask('q', 90),
        { ...repost, inReplyTo: 'q' },
        answer('r', 150, 'lost', { conversation: 'c' }),
        ask('c', 95, { conversation: 'c', inReplyTo: 'q' }),
      ),
    ).toEqual(['r after 60']);
  });

  it('does not begin with what the brand says unasked', () => {
    expect(responses(answer('ad', 10, ''), answer('ad2', 20, 'ad'))).toEqual([]);
    expect(
      responses(answer('ad', 10, ''), ask('q', 100, { inReplyTo: 'ad' }), answer('r', 130, 'q')),
    ).toEqual(['r after 30']);
  });

  it('does not depend on the order the events are given in', () => {
    const thread = [
      ask('q', 100),
      ask('q2', 100, { author: 'ben', inReplyTo: 'q' }),
      answer('r', 150, 'q'),
      ask('q3', 200, { inReplyTo: 'r' }),
      answer('r2', 200, 'q3'),
      answer('r3', 230, 'q2'),
    ];
    const expected = firstResponses(thread);
    expect(expected).toHaveLength(3);
    fc.assert(
      fc.property(fc.shuffledSubarray(thread, { minLength: thread.length }), (shuffled) => {
        const before = [...shuffled];
        expect(firstResponses(shuffled)).toEqual(expected);
        expect(shuffled).toEqual(before);
      }),
    );
  });
});

describe('a clock', () => {
  const said = { direction: 'inbound', kind: 'post', actionable: false } as const;

  it('is started by whatever a customer says for themselves', () => {
    expect(clockOf(said)).toEqual({ opensClock: true, actionable: false });
    expect(clockOf({ ...said, kind: 'repost' })).toEqual({ opensClock: false, actionable: false });
    expect(clockOf({ ...said, direction: 'outbound' })).toEqual({ opensClock: false, actionable: false });
  });

  it('waits for an answer when someone asks or complains', () => {
    expect(clockOf({ ...said, actionable: true }).actionable).toBe(true);
    expect(clockOf({ ...said, kind: 'repost', actionable: true }).actionable).toBe(false);
    expect(clockOf({ ...said, direction: 'outbound', actionable: true }).actionable).toBe(false);
  });
});
