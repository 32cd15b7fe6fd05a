import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeGroups, countdown, goodForMs } from '../../web/lib/displays/code-words.ts';
import { fitWords } from '../../web/lib/displays/fit-words.ts';
import { parseDraft, parsePairing, parsePairingAnswer } from '../../web/lib/displays/parse.ts';
import { sinceWords, takeoverFigures } from '../../web/lib/displays/takeover-words.ts';
import { NOON, tile } from '../helpers/live-frames.ts';

describe('the words of a code', () => {
  it('come in two groups, with a countdown that is over only at nought', () => {
    expect(codeGroups('012345')).toEqual(['012', '345']);
    expect([600_000, 61_000, 59_001, 1, 0, -5].map(countdown)).toEqual([
      '10:00',
      '1:01',
      '1:00',
      '0:01',
      '0:00',
      '0:00',
    ]);
  });

  it('say nothing of the time when the clock of the screen cannot be right', () => {
    expect(goodForMs(NOON + 600_000, NOON)).toBe(600_000);
    expect(goodForMs(NOON, NOON + 1)).toBeNull();
    expect(goodForMs(NOON, 0)).toBeNull();
  });
});

describe('answers about pairing', () => {
  it('are believed when they are whole', () => {
    expect(parsePairing({ code: '012345', claim: 'c', expiresAt: 5 })).toEqual({
      code: '012345',
      claim: 'c',
      expiresAt: 5,
    });
    for (const wrong of [
      null,
      [],
      { code: '12', claim: 'c', expiresAt: 5 },
      { code: '<b>123', claim: 'c', expiresAt: 5 },
    ])
      expect(parsePairing(wrong)).toBeNull();
    expect(parsePairingAnswer({ state: 'waiting' })).toEqual({ state: 'waiting' });
    expect(parsePairingAnswer({ state: 'paired', token: 't' })).toEqual({ state: 'paired', token: 't' });
    for (const wrong of [{ state: 'paired' }, { state: 'paired', token: 5 }, { state: 'else' }, 'paired'])
      expect(parsePairingAnswer(wrong)).toBeNull();
  });

  it('find the draft of a playlist, without scenes that cannot be shown', () => {
    const draft = [
      { id: 'a', kind: 'wall', span: '1d', dwellSeconds: 5, condition: 'always' },
      { id: 'b', kind: 'film', span: '1d', dwellSeconds: 5, condition: 'always' },
    ];
    const program = parseDraft({ playlists: [{ id: 'p', name: 'Lobby', draft }] }, 'p');
    expect(program).toMatchObject({ display: { name: 'Lobby' }, scenes: [{ id: 'a' }], takeover: null });
    expect(parseDraft({ playlists: [] }, 'p')).toBeNull();
    expect(parseDraft({ playlists: [{ id: 'p', name: 5, draft }] }, 'p')).toBeNull();
  });
});

describe('the words of a takeover', () => {
  it('say since when', () => {
    expect(sinceWords(NOON, NOON + 5_000)).toMatch(/^Since \d\d:\d\d, just now$/);
    expect(sinceWords(NOON, NOON + 720_000)).toMatch(/^Since \d\d:\d\d, 12\u00a0min$/);
    expect(sinceWords(NOON, NOON + 2 * 86_400_000)).toMatch(/^Since \w+day \d+ Mar, \d\d:\d\d, 2\u00a0d$/);
  });

  it('have no figure for a brand nobody knows, and no nought without its reason', () => {
    expect(takeoverFigures(undefined, NOON)).toEqual([]);
    const silent = tile('a', {
      volume: 0,
      lastMentionAt: null,
      netSentiment: { value: null, usual: null, positive: 0, neutral: 0, negative: 0 },
    });
    expect(takeoverFigures(silent, NOON)).toEqual([
      { title: 'Net sentiment', value: '–', note: 'nothing to judge' },
      { title: 'Mentions in 1\u202fh', value: '0', note: 'never heard' },
    ]);
  });
});

describe('the size of words', () => {
  const room = { width: 1_600, height: 800 };

  it('is the most for few words, and smaller for many', () => {
    expect(fitWords('Hi', room, 16, 240)).toBe(240);
    expect(fitWords('All lines are busy '.repeat(14), room, 16, 240)).toBeLessThan(110);
  });

  it('keeps words whole when that costs little, and breaks the others', () => {
    const whole = fitWords('See status.lumo.example', { width: 340, height: 600 }, 16, 200);
    expect(whole).toBeGreaterThan(18);
    expect(whole).toBeLessThan(30);
    expect(fitWords('x'.repeat(200), room, 16, 240)).toBeGreaterThan(50);
  });

  it('stays between the least and the most in any room', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 280 }), fc.nat(2_000), fc.nat(2_000), (text, width, height) => {
        const size = fitWords(text, { width, height }, 16, 240);
        expect(size).toBeGreaterThanOrEqual(16);
        expect(size).toBeLessThanOrEqual(240);
      }),
    );
  });
});
