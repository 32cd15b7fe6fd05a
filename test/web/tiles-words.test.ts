import { describe, expect, it } from 'vitest';
import { BRAND_LEVELS } from '../../schema/contracts/live.ts';
import type { TileRevision } from '../../schema/contracts/live.ts';
import { REVISION_REASONS } from '../../schema/contracts/revisions.ts';
import { channelName } from '../../web/lib/channels.ts';
import {
  dueWords,
  LEAST_N,
  LEVEL_WORDS,
  provisionalWords,
  responseFigure,
  REVISION_NEWS_MS,
  revisionWords,
  sentimentFigure,
  silenceWords,
  reasonsOf,
  waitingWords,
} from '../../web/lib/tiles/words.ts';
import { NOON, tile } from '../helpers/live-frames.ts';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const net = (value: number | null, counts: readonly [number, number, number], usual: number | null = null) =>
  sentimentFigure({ value, usual, positive: counts[0], neutral: counts[1], negative: counts[2] });

describe('the words beside the net sentiment', () => {
  it('are grey with their n below ten judged mentions', () => {
    expect(net(20, [4, 3, 2])).toEqual({ n: 9, weak: true, note: 'too few to tell', detail: '9 judged' });
    expect(net(20, [4, 3, 3])).toMatchObject({ n: LEAST_N, weak: false });
  });
  it('say what is usual, or that nobody knows yet', () => {
    expect(net(20, [10, 0, 0], -3.6)).toMatchObject({ note: 'usually −4', detail: '10 judged' });
    expect(net(20, [1_000, 200, 34]).note).toBe('no history yet');
    expect(plain(net(20, [1_000, 200, 34]).detail)).toBe('1 234 judged');
  });
  it('claim nothing when there was nothing to judge', () => {
    expect(net(null, [0, 0, 0], 12)).toEqual({ n: 0, weak: true, note: 'nothing to judge', detail: '' });
  });
});

describe('the words beside the first response', () => {
  const response = (medianMs: number | null, p90Ms: number | null, n: number) =>
    responseFigure({ ...tile('a').firstResponse, medianMs, p90Ms, n });

  it('give the slowest tenth and the number of replies', () => {
    const figure = response(60_000, 5_760_000, 12);
    expect([plain(figure.note), figure.detail, figure.weak]).toEqual(['90 % in 96 min', '12 replies', false]);
  });
  it('are grey below three replies', () => {
    expect([response(1, 2, 1), response(1, null, 2), response(1, 2, 3)].map(({ weak }) => weak)).toEqual([
      true,
      true,
      false,
    ]);
    expect([response(1, 2, 1).detail, response(1, null, 2).note]).toEqual(['1 reply', 'median']);
  });
  it('say so when nobody has replied', () => {
    expect(response(null, null, 0)).toEqual({ n: 0, weak: true, note: 'no replies yet', detail: '' });
  });
});

describe('the words about who waits', () => {
  const words = (waiting: number, oldestWaitingAt: number | null, now: number | null) =>
    plain(waitingWords({ ...tile('a').firstResponse, waiting, oldestWaitingAt }, now));
  it.each([
    [0, null, NOON, 'nobody waiting'],
    [3, NOON - 3_900_000, NOON, '3 waiting, oldest 1 h 05 min'],
    [3, NOON + 5_000, NOON, '3 waiting, oldest 0 s'],
    // A tile looks back a day: how much longer than that nobody knows here.
    [3, NOON - 86_395_000, NOON, '3 waiting, oldest ≥ 24 h'],
    [3, null, NOON, '3 waiting'],
    [1_234, NOON, null, '1 234 waiting'],
  ])('say of %d since %s at %s: %s', (waiting, since, now, text) =>
    expect(words(waiting, since, now)).toBe(text),
  );
});

describe('the reasons of a state', () => {
  it('stand one by one, without the end of their sentence', () => {
    expect(reasonsOf('Net sentiment 53 under usual, 65 % negative, 2.2 × usual volume.')).toEqual([
      'Net sentiment 53 under usual',
      '65 % negative',
      '2.2 × usual volume',
    ]);
    expect(reasonsOf('Tone about as usual.')).toEqual(['Tone about as usual']);
    expect(reasonsOf('')).toEqual(['']);
  });
});

describe('the words about who is due', () => {
  const words = (overdue: number, nextBreachAt: number | null, now: number | null) => {
    const said = dueWords({ overdue, nextBreachAt }, now);
    return said === null ? null : plain(said);
  };
  it.each([
    [0, null, NOON, null],
    [0, NOON + 125_000, null, null],
    [0, NOON + 3_900_000, NOON, 'next due in 1 h 05 min'],
    [0, NOON - 5_000, NOON, 'next due in 0 s'],
    [1, null, NOON, '1 overdue'],
    [1_234, NOON + 60_000, NOON, '1 234 overdue'],
    [2, null, null, '2 overdue'],
  ])('say of %d overdue, the next due at %s, at %s: %s', (overdue, next, now, text) =>
    expect(words(overdue, next, now)).toBe(text),
  );
});

describe('the words about silence', () => {
  const words = (lastMentionAt: number | null, now: number | null) =>
    plain(silenceWords(tile('a', { lastMentionAt }), now));
  it.each([
    [null, NOON, 'never heard'],
    [NOON - 5 * 3_600_000, NOON, 'silent for 5 h'],
    [NOON - 1_000, NOON, 'heard just now'],
    [NOON + 9_000, NOON, 'heard just now'],
    [NOON, null, 'silent'],
  ])('say of one last heard at %s, at %s: %s', (last, now, text) => expect(words(last, now)).toBe(text));
});

describe('the words about minutes that are open', () => {
  const words = (openMinutes: number) => {
    const { word, open } = provisionalWords(openMinutes) ?? { word: '', open: '' };
    return plain(`${word} ${open}`).trim();
  };
  it.each([
    [0, ''],
    [1, 'provisional 1 min open'],
    [2, 'provisional 2 min open'],
    [60, 'provisional 60 min open'],
  ])('say of %d: "%s"', (openMinutes, text) => expect(words(openMinutes)).toBe(text));
});

describe('the words about a minute that changed', () => {
  // Of the viewer's zone, whichever that is.
  const now = new Date(2026, 2, 4, 12, 10).getTime();
  const revised = (fields: Partial<TileRevision> = {}): TileRevision => ({
    windowStart: new Date(2026, 2, 4, 12, 4).getTime(),
    revisedAt: now - 20_000,
    reason: 'late',
    before: { volume: 17, netSentiment: 10 },
    after: { volume: 18, netSentiment: 12 },
    ...fields,
  });
  const said = (volume: number, netSentiment: number | null) => ({ volume, netSentiment });
  const words = (fields: Partial<TileRevision>) => {
    const found = revisionWords(revised(fields), now);
    return found === null ? '' : plain(`${found.change} – ${found.reason}`);
  };

  it.each<readonly [string, Partial<TileRevision>]>([
    ['12:04 was 17, now 18 – late mentions', {}],
    [
      '12:04 was 18, now 17 – a mention was deleted',
      { reason: 'deletion', before: said(18, 0), after: said(17, 0) },
    ],
    ['12:04 was 1 234, now 0 – late mentions', { before: said(1_234, 0), after: said(0, null) }],
    [
      '12:04 sentiment was +10, now −12 – recounted on request',
      { reason: 'requested', after: said(17, -12) },
    ],
    ['12:04 sentiment was –, now 0 – late mentions', { before: said(3, null), after: said(3, 0) }],
    ['12:04 was corrected – recounted after a restart', { reason: 'restart', after: said(17, 10.4) }],
    [
      'yesterday 23:59 was 17, now 18 – late mentions',
      { windowStart: new Date(2026, 2, 3, 23, 59).getTime() },
    ],
  ])('are "%s"', (text, fields) => expect(words(fields)).toBe(text));

  it('have a reason for each there is', () => {
    const reasons = REVISION_REASONS.map((reason) => revisionWords(revised({ reason }), now)?.reason);
    expect(new Set(reasons).size).toBe(REVISION_REASONS.length);
    expect(reasons).not.toContain(undefined);
  });

  it('are gone after a quarter of an hour, and none without a revision or a clock', () => {
    const aged = (ageMs: number) => revisionWords(revised({ revisedAt: now - ageMs }), now) !== null;
    expect([0, REVISION_NEWS_MS - 1, REVISION_NEWS_MS, 86_400_000].map(aged)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    // The server's clock a little ahead of what is known of it; a date that can never grow old.
    expect([-300, -86_400_000].map(aged)).toEqual([true, false]);
    expect(revisionWords(null, now)).toBeNull();
    expect(revisionWords(revised(), null)).toBeNull();
  });
});

describe('names', () => {
  it('has a word for every level', () => {
    expect(BRAND_LEVELS.map((level) => LEVEL_WORDS[level])).toEqual(['Quiet', 'Calm', 'Watch', 'Alert']);
  });
  it.each([
    ['twitter', 'Twitter'],
    ['google_reviews', 'Google reviews'],
    ['press_release', 'Press release'],
    ['', 'Unknown'],
    ['constructor', 'Constructor'],
  ])('spells the channel "%s" as %s', (channel, name) => expect(channelName(channel)).toBe(name));
});
