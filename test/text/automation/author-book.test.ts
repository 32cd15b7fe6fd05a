import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REMEMBERED_POSTS, createAuthorBook } from '../../../pipelines/text/automation/author-book.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const open = (maxAuthors = 100) => createAuthorBook({ maxAuthors, horizonMs: 24 * HOUR_MS });

describe('the book of authors', () => {
  it('says little about a first post', () => {
    expect(open().observe('a', 0, 1n)).toEqual({
      posts: 1,
      spanMs: 0,
      perHour: 0,
      gapVariation: null,
      repeatedShare: 0,
    });
  });

  it('sees a timer: the rate, the even gaps, the repeated texts', () => {
    const book = open();
    for (let index = 0; index < 12; index++) book.observe('a', index * 10 * MINUTE_MS, BigInt(index % 3));
    expect(book.observe('a', 120 * MINUTE_MS, 0n)).toEqual({
      posts: 13,
      spanMs: 2 * HOUR_MS,
      perHour: 6,
      gapVariation: 0,
      repeatedShare: 1 - 3 / 13,
    });
  });

  it('sees that people post when they please', () => {
    const book = open();
    const minutes = [0, 2, 3, 45, 46, 300, 302];
    const last = minutes.map((minute, index) => book.observe('a', minute * MINUTE_MS, BigInt(index))).at(-1);
    expect(last?.gapVariation).toBeGreaterThan(1);
    expect(last?.repeatedShare).toBe(0);
  });

  it('does not read evenness out of posts that all carry one instant', () => {
    const book = open();
    for (let index = 0; index < 9; index++) book.observe('a', 5, BigInt(index));
    expect(book.observe('a', 5, 9n)).toMatchObject({ posts: 10, perHour: 0, gapVariation: null });
  });

  it('remembers the last posts only, and those of the horizon only', () => {
    const book = open();
    for (let index = 0; index < 100; index++) book.observe('a', index, 1n);
    expect(book.observe('a', 100, 1n)?.posts).toBe(REMEMBERED_POSTS);
    expect(book.observe('a', 100 + 24 * HOUR_MS, 1n)?.posts).toBe(1);
  });

  it('keeps authors apart, and nobody is no author', () => {
    const book = open();
    book.observe('a', 0, 1n);
    expect(book.observe('b', 1, 1n)?.posts).toBe(1);
    expect(book.observe('', 2, 1n)).toBeNull();
    expect(book.size).toBe(2);
  });

  it('does not mind the order in which posts arrive', () => {
    const posts = fc.uniqueArray(fc.nat(30 * HOUR_MS), { minLength: 1, maxLength: 40 });
    const twice = posts.chain((instants) =>
      fc.tuple(fc.constant(instants), fc.shuffledSubarray(instants, { minLength: instants.length })),
    );
    fc.assert(
      fc.property(twice, ([instants, shuffled]) => {
        const latest = Math.max(...instants);
        const [one, other] = [instants, shuffled].map((list) => {
          const book = open();
          for (const at of list) book.observe('a', at, BigInt(at % 5));
          return book.observe('a', latest + 1, 9n);
        });
        expect(other).toEqual(one);
      }),
    );
  });

  it('forgets the author silent for longest, and never holds more than it may, over a million authors', () => {
    const book = open(300);
    let most = 0;
    for (let index = 0; index < 1_000_000; index++) {
      book.observe(index % 10 === 0 ? 'busy' : `author ${index}`, index, BigInt(index));
      if (book.size > most) most = book.size;
    }
    expect(most).toBe(300);
    expect(book.observe('busy', 1_000_000, 0n)?.posts).toBe(REMEMBERED_POSTS);
    expect(book.observe('author 1', 1_000_000, 0n)?.posts).toBe(1);
  }, 60_000);

  it.each([
    [0, 1_000],
    [1.5, 1_000],
    [10, 0],
    [10, NaN],
  ])('refuses room for %d authors with a horizon of %d', (maxAuthors, horizonMs) => {
    expect(() => createAuthorBook({ maxAuthors, horizonMs })).toThrow(/room for an author/);
  });
});
