import { describe, expect, it } from 'vitest';
import { BRAND_LEVELS } from '../../schema/contracts/live.ts';
import { channelName } from '../../web/lib/channels.ts';
import {
  LEAST_N,
  LEVEL_WORDS,
  responseFigure,
  sentimentFigure,
  silenceWords,
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
    responseFigure({ medianMs, p90Ms, n, waiting: 0, oldestWaitingAt: null });

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
    [3, null, NOON, '3 waiting'],
    [1_234, NOON, null, '1 234 waiting'],
  ])('say of %d since %s at %s: %s', (waiting, since, now, text) =>
    expect(words(waiting, since, now)).toBe(text),
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
