import { describe, expect, it } from 'vitest';
import { ThreadBook } from '../../pipelines/conversations/thread-book.ts';
import { answer, ask } from '../helpers/mentions.ts';

const NOTHING = { responses: [], disturbed: [], beyond: false };

describe('a thread that is wholly held', () => {
  it('judges replies as they come', () => {
    const book = new ThreadBook();
    expect(book.add(ask('q', 100))).toEqual(NOTHING);
    expect(book.add(answer('r', 150, 'q'))).toEqual({
      ...NOTHING,
      responses: [
        {
          brand: 'acme',
          channel: 'twitter',
          reply: 'r',
          at: 150,
          ms: 50,
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
      ],
    });
    expect(book.add(answer('bot', 160, 'r', { automated: true }))).toEqual(NOTHING);
    expect(book.size).toBe(1);
  });

  it('notes the replies whose response an earlier event changes', () => {
    const book = new ThreadBook();
    book.add(ask('q', 100));
    book.add(answer('r', 150, 'q'));
    expect(book.add(ask('q0', 50, { inReplyTo: 'q' }))).toEqual({
      ...NOTHING,
      disturbed: [
        { brands: ['acme'], at: 150 },
        { brands: ['acme'], at: 150 },
      ],
    });
  });

  it('is not disturbed by an earlier event that changes no response', () => {
    const book = new ThreadBook();
    book.add(ask('q', 100));
    book.add(answer('r', 150, 'q'));
    expect(book.add(ask('p', 120, { author: 'ben', inReplyTo: 'q' }))).toEqual(NOTHING);
  });

  it('takes the same event once', () => {
    const book = new ThreadBook();
    book.add(ask('q', 100));
    book.add(answer('r', 150, 'q'));
    expect(book.add(answer('r', 150, 'q'))).toEqual(NOTHING);
    expect(book.add(ask('q', 100))).toEqual(NOTHING);
    expect(book.add(ask('p', 200, { inReplyTo: 'r' }))).toEqual(NOTHING);
    expect(book.add(answer('r2', 230, 'p')).responses).toMatchObject([{ reply: 'r2', ms: 30 }]);
  });

  it('begins with the mention its conversation is named after', () => {
    const book = new ThreadBook();
    book.add(ask('q', 100, { conversation: 'q' }));
    expect(book.add(answer('r', 150, 'q', { conversation: 'q' })).responses).toMatchObject([{ ms: 50 }]);
  });
});

describe('a thread of which something is missing', () => {
  it('leaves its replies to the store', () => {
    const book = new ThreadBook();
    expect(book.add(answer('r', 150, 'lost'))).toMatchObject({ responses: [], disturbed: [{ at: 150 }] });
    expect(book.add(ask('q', 200, { inReplyTo: 'r' }))).toEqual(NOTHING);
    expect(book.add(answer('r2', 250, 'q'))).toMatchObject({ responses: [], disturbed: [{ at: 250 }] });
  });

  it('does so too when what is missing is not its beginning', () => {
    const book = new ThreadBook();
    book.add(ask('q', 100));
    book.add(ask('p', 110, { author: 'ben', inReplyTo: 'lost', conversation: 'q' }));
    const { responses, disturbed } = book.add(answer('r', 150, 'q', { conversation: 'q' }));
    expect(responses).toEqual([]);
    expect(new Set(disturbed.map(({ at }) => at))).toEqual(new Set([150]));
  });

  it('judges again once the question has come after its answer', () => {
    const book = new ThreadBook();
    book.add(answer('r', 150, 'q'));
    expect(book.add(ask('q', 100)).disturbed).toEqual([{ brands: ['acme'], at: 150 }]);
    expect(book.add(ask('p', 200, { inReplyTo: 'r' }))).toEqual(NOTHING);
    expect(book.add(answer('r2', 250, 'p')).responses).toMatchObject([{ reply: 'r2', ms: 50 }]);
  });

  it('says that it may reach beyond what is held when an event links it to something that is not', () => {
    const book = new ThreadBook();
    book.add(ask('q', 100));
    expect(book.add(ask('p', 110, { inReplyTo: 'q', conversation: 'elsewhere' })).beyond).toBe(true);
    expect(new ThreadBook().add(ask('p', 110, { inReplyTo: 'a', conversation: 'b' })).beyond).toBe(true);
    expect(new ThreadBook().add(ask('p', 110, { inReplyTo: 'a' })).beyond).toBe(false);
    expect(new ThreadBook().add(ask('p', 110, { conversation: 'p' })).beyond).toBe(false);
  });
});

describe('two threads', () => {
  it('are joined by an event that belongs to both, and its replies judged again', () => {
    const book = new ThreadBook();
    book.add(ask('q', 100));
    book.add(answer('r', 300, 'p'));
    book.add(ask('p', 200, { author: 'ben' }));
    expect(book.size).toBe(2);
    expect(book.add(answer('link', 350, 'p', { conversation: 'q' })).responses).toEqual([]);
    expect(book.add(ask('q2', 400, { inReplyTo: 'link' })).responses).toEqual([]);
    book.add(ask('root', 90, { conversation: 'q', inReplyTo: 'q' }));
    expect(book.size).toBe(1);
  });

  it('of two sources are never one, whatever their ids', () => {
    const book = new ThreadBook();
    book.add(ask('q', 100));
    book.add(ask('q', 100, { source: 'other' }));
    expect(book.add(answer('r', 150, 'q', { source: 'other' })).responses).toHaveLength(1);
    expect(book.add(answer('r', 170, 'q')).responses).toMatchObject([{ ms: 70 }]);
    expect(book.size).toBe(2);
  });

  it('are not one because a conversation has the number of a mention', () => {
    const book = new ThreadBook();
    book.add(ask('7', 100));
    book.add(ask('8', 110, { conversation: '7' }));
    expect(book.size).toBe(2);
  });
});

describe('two threads of which parts are missing', () => {
  it('may be one in the store, so what comes late to one is judged there', () => {
    const book = new ThreadBook();
    book.add(ask('q', 100, { inReplyTo: 'lost' }));
    book.add(answer('r', 300, 'gone'));
    expect(book.add(ask('q2', 200, { inReplyTo: 'q' })).beyond).toBe(true);
    expect(book.add(ask('q3', 301, { inReplyTo: 'q' })).beyond).toBe(false);
    expect(book.add(ask('whole', 250)).beyond).toBe(false);
  });
});

describe('forgetting', () => {
  it('lets go of threads whose last word is older, whole and with all they referred to', () => {
    const book = new ThreadBook();
    book.add(ask('old', 100, { conversation: 'c' }));
    book.add(ask('q', 100));
    book.add(answer('r', 500, 'q'));
    book.forget(500);
    expect(book.size).toBe(1);
    expect(book.touches(ask('x', 600, { conversation: 'c' }))).toBe(false);
    expect(book.touches(ask('x', 600, { inReplyTo: 'q' }))).toBe(true);
    book.forget(501);
    expect(book.size).toBe(0);
  });

  it('leaves replies into what was forgotten to the store', () => {
    const book = new ThreadBook();
    book.add(ask('q', 100));
    book.forget(101);
    expect(book.add(answer('r', 150, 'q'))).toMatchObject({ responses: [], disturbed: [{ at: 150 }] });
  });
});

describe('taking an event out', () => {
  it('lets what it held together fall apart', () => {
    const book = new ThreadBook();
    book.add(ask('a', 100));
    book.add(ask('link', 110, { author: 'ben', inReplyTo: 'a', conversation: 'c' }));
    book.add(ask('c', 105, { conversation: 'c' }));
    expect(book.size).toBe(1);
    book.remove({ source: 'feed', id: 'link' });
    expect(book.size).toBe(2);
    expect(book.add(answer('r', 150, 'a')).responses).toMatchObject([{ ms: 50 }]);
  });

  it('leaves replies to it to the store', () => {
    const book = new ThreadBook();
    book.add(ask('q', 100));
    book.add(answer('r', 150, 'q'));
    book.remove({ source: 'feed', id: 'q' });
    expect(book.add(answer('r2', 160, 'r'))).toMatchObject({ responses: [], disturbed: [{ at: 160 }] });
  });

  it('that was never there changes nothing', () => {
    const book = new ThreadBook();
    book.add(answer('r', 150, 'q'));
    book.remove({ source: 'feed', id: 'q' });
    book.remove({ source: 'feed', id: 'nobody' });
    expect(book.size).toBe(1);
    book.remove({ source: 'feed', id: 'r' });
    expect(book.size).toBe(0);
  });
});

const NO_TARGETS = { overdue: 0, nextBreachAt: null };

describe('waiting', () => {
  it('tells who is past their target, and when the next will be', () => {
    const book = new ThreadBook();
    for (const [id, at] of [['a', 100], ['b', 200], ['c', 300], ['d', 350]] as const)
      book.add(ask(id, at, { author: id }));
    let asked = 0;
    const at = (now: number) =>
      book.waiting(0, { now, breachAt: ({ since, author }) => ((asked += 1), author === 'd' ? Infinity : since + 100) }).get('acme');
    expect(at(199)).toMatchObject({ count: 4, overdue: 0, nextBreachAt: 200 });
    expect(at(200)).toMatchObject({ overdue: 1, nextBreachAt: 300 });
    expect(at(1_000)).toMatchObject({ overdue: 3, nextBreachAt: null });
    // Each clock is judged once, however often somebody looks.
    expect(asked).toBe(4);
    book.add(answer('r', 400, 'a'));
    expect(at(250)).toMatchObject({ count: 3, overdue: 0, nextBreachAt: 300 });
  }); // prettier-ignore

  it('knows where the clock began and whether somebody leaves, corrected or not', () => {
    const book = new ThreadBook();
    book.add(ask('a', 100, { channel: 'email', followers: 7, leaving: ['zoom'] }));
    const seen: unknown[] = [];
    const look = () =>
      book.waiting(0, {
        now: 0,
        breachAt: ({ channel, followers, leaving }) => seen.push({ channel, followers, leaving }),
      });
    look();
    book.relabel({ source: 'feed', id: 'a' }, true, ['acme']);
    look();
    expect(seen).toEqual([
      { channel: 'email', followers: 7, leaving: false },
      { channel: 'email', followers: 7, leaving: true },
    ]);
  });

  it('counts the clocks that run for mentions that ask, by brand, and since when the oldest does', () => {
    const book = new ThreadBook();
    book.add(ask('q', 100, { brands: ['acme', 'zoom'] }));
    book.add(ask('p', 50, { author: 'ben' }));
    book.add(ask('thanks', 60, { author: 'cat', actionable: false }));
    expect(book.waiting(0)).toEqual(
      new Map([
        ['acme', { count: 2, oldestAt: 50, ...NO_TARGETS }],
        ['zoom', { count: 1, oldestAt: 100, ...NO_TARGETS }],
      ]),
    );
    book.add(answer('r', 150, 'p'));
    expect(book.waiting(0).get('acme')).toMatchObject({ count: 1, oldestAt: 100 });
    expect(book.waiting(101)).toEqual(new Map());
  });

  it('tells them one by one, with the mention that began each, and judges each once', () => {
    const book = new ThreadBook();
    book.add(ask('q', 100, { brands: ['acme', 'zoom'] }));
    book.add(ask('more', 120, { inReplyTo: 'q' }));
    book.add(ask('p', 50, { author: 'ben' }));
    book.add(ask('thanks', 60, { author: 'cat', actionable: false }));
    let asked = 0;
    const clocks = () => book.waitingClocks(0, ({ since }) => ((asked += 1), since + 10));
    const both = { source: 'feed', mention: 'q', since: 100, breachAt: 110 };
    expect(clocks()).toEqual([
      { ...both, brand: 'acme' },
      { ...both, brand: 'zoom' },
      { brand: 'acme', source: 'feed', mention: 'p', since: 50, breachAt: 60 },
    ]);
    book.add(answer('r', 150, 'p'));
    expect(clocks()).toHaveLength(2);
    expect(book.waitingClocks(101, () => Infinity)).toEqual([]);
    expect(asked).toBe(3);
  });

  it('keeps the beginning of a clock that only later asks for something', () => {
    const book = new ThreadBook();
    book.add(ask('hello', 60, { actionable: false }));
    book.add(ask('q', 90, { inReplyTo: 'hello' }));
    expect(book.waiting(0).get('acme')).toMatchObject({ count: 1, oldestAt: 60 });
  });
});
