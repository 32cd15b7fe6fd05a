import { describe, expect, it } from 'vitest';
import { SourceBook } from '../../../pipelines/metrics/quality/source-book.ts';
import { DAY, HOUR, MINUTE, MONDAY, SECOND } from '../../helpers/evidence.ts';

const NOON = MONDAY + 12 * HOUR;
const said = (source: string, at: number, lagMs = 1_000) => ({ source, at, storedAt: at + lagMs });
/** A mention every so often up to an instant. */
const steady = (source: string, everyMs: number, count: number, until = NOON) =>
  Array.from({ length: count }, (_, n) => said(source, until - (count - n) * everyMs));
const of = (book: SourceBook, now: number) => book.health(now)[0];

describe('a source', () => {
  it('lives while it speaks, is quiet when it pauses and silent when it never does for so long', () => {
    const book = new SourceBook();
    book.note(steady('feed', 10 * MINUTE, 50));
    const last = NOON - 10 * MINUTE + SECOND;
    const status = (now: number) => of(book, now)?.status;
    expect(status(last + 20 * MINUTE)).toBe('live');
    expect(status(last + 20 * MINUTE + 1)).toBe('quiet');
    expect(status(last + 50 * MINUTE)).toBe('quiet');
    expect(status(last + 50 * MINUTE + 1)).toBe('silent');
    book.note([said('feed', NOON + DAY)]);
    expect(status(NOON + DAY)).toBe('live');
  });

  it('that speaks all the time may pause for six minutes, and for a quarter of an hour at most', () => {
    const book = new SourceBook();
    book.note(steady('feed', SECOND, 300));
    const status = (ms: number) => of(book, NOON + ms)?.status;
    expect([status(6 * MINUTE), status(6 * MINUTE + 1)]).toEqual(['live', 'quiet']);
    expect([status(15 * MINUTE), status(15 * MINUTE + 1)]).toEqual(['quiet', 'silent']);
  });

  it('that was heard once is not called silent for a day', () => {
    const book = new SourceBook();
    book.note([said('once', NOON)]);
    expect(of(book, NOON + DAY)?.status).toBe('quiet');
    expect(of(book, NOON + DAY + 2 * SECOND)?.status).toBe('silent');
  });

  it('that delivers late is not silent meanwhile', () => {
    const book = new SourceBook();
    book.note(steady('slow', MINUTE, 60).map((mention) => ({ ...mention, storedAt: mention.at + 3 * HOUR })));
    expect(of(book, NOON + 3 * HOUR)).toMatchObject({ status: 'live', lagMs: 3 * HOUR });
  });

  it('has the rate of the last ten minutes and the median lag of its last two hundred mentions', () => {
    const book = new SourceBook();
    expect(of(book, NOON)).toBeUndefined();
    book.note(Array.from({ length: 300 }, () => said('feed', NOON - 20 * SECOND, 60_000)));
    book.note(Array.from({ length: 200 }, (_, n) => said('feed', NOON, n < 120 ? 2_000 : 500)));
    expect(of(book, NOON + MINUTE)).toEqual({
      source: 'feed',
      status: 'live',
      lastEventAt: NOON,
      lastStoredAt: NOON + 40 * SECOND,
      perMinute: 50,
      lagMs: 2_000,
    });
    expect(of(book, NOON + 10 * MINUTE + 30 * SECOND)?.perMinute).toBe(30);
    expect(of(book, NOON + 11 * MINUTE)?.perMinute).toBe(0);
  });

  it('is taken up as the store has it, but its lag only from what comes since', () => {
    const past = {
      source: 'feed',
      lastEventAt: NOON - HOUR,
      lastStoredAt: NOON - HOUR + SECOND,
      times: steady('feed', MINUTE, 30, NOON - HOUR).map(({ at }) => at),
      stored: new Map([[Math.floor(NOON / 10_000), 40]]),
    };
    const book = new SourceBook([past]);
    expect(of(book, NOON)).toMatchObject({ status: 'silent', lagMs: null, perMinute: 4, lastEventAt: NOON - HOUR }); // prettier-ignore
    book.note([said('feed', NOON)]);
    expect(of(book, NOON)).toMatchObject({ status: 'live', lagMs: SECOND });
  });

  it('that is silent comes first, and of two hundred and more the longest silent are let go', () => {
    const book = new SourceBook();
    book.note([...steady('b', SECOND, 9), ...steady('a', SECOND, 9), ...steady('gone', SECOND, 9, MONDAY)]);
    expect(book.health(NOON).map(({ source, status }) => [source, status])).toEqual([
      ['gone', 'silent'],
      ['a', 'live'],
      ['b', 'live'],
    ]);
    book.note(Array.from({ length: 500 }, (_, n) => said(`s${n}`, NOON + n)));
    const kept = book.health(NOON).map(({ source }) => source);
    expect(kept).toHaveLength(200);
    expect(kept).not.toContain('gone');
    expect(kept).toContain('s499');
  });
});
