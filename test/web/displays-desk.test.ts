import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Display, Takeover } from '../../schema/contracts/displays.ts';
import { typedCode } from '../../web/lib/displays/code-words.ts';
import { parseDesk, parseId } from '../../web/lib/displays/desk-parse.ts';
import {
  agoWords,
  countWords,
  findDisplays,
  sightingOf,
  takeoverReach,
  versionWords,
  whenWords,
} from '../../web/lib/displays/desk-words.ts';

const NOON = new Date(2026, 10, 28, 12).getTime();
const DAY_MS = 86_400_000;
const display: Display = {
  id: 'd',
  name: 'Door',
  playlist: 'p',
  theme: 'dark',
  lobbySafe: false,
  quietHours: null,
  pairedAt: NOON,
  online: false,
  lastSeenAt: NOON - 180_000,
};
const scene = { id: 'a', kind: 'wall', span: '1d', dwellSeconds: 10, condition: 'always' } as const;
const playlist = {
  id: 'p',
  name: 'P',
  draft: [scene],
  draftAt: NOON,
  versions: [{ version: 1, scenes: [scene], publishedAt: NOON, publishedBy: 'Kim' }],
};

describe('the answer about displays', () => {
  const answer = { displays: [display], playlists: [playlist], takeover: null };

  it('is believed as it is when it is whole', () => {
    expect(parseDesk(answer)).toEqual(answer);
  });

  it('leaves out what this page does not know, whole: half of it would be saved over the whole', () => {
    const strange = { ...playlist, id: 'q', draft: [scene, { ...scene, kind: 'hologram' }] };
    const found = parseDesk({
      ...answer,
      displays: [display, { ...display, theme: 'sepia' }],
      playlists: [strange, playlist],
    });
    expect(found).toEqual(answer);
  });

  it('is null, and nothing throws, for anything else', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(() => parseDesk(anything)).not.toThrow();
        expect(() => parseId(anything)).not.toThrow();
      }),
    );
    expect(parseDesk({ ...answer, takeover: { message: 'Hi' } })).toBeNull();
    expect(parseId({ id: 'p' })).toBe('p');
    expect(parseId(null)).toBeNull();
  });
});

describe('the words of the desk', () => {
  it('tell a screen that is there from one that should be, and from none', () => {
    expect(sightingOf({ ...display, online: true }, NOON).word).toBe('Online now');
    expect(sightingOf(display, NOON)).toEqual({
      glyph: 'stale',
      word: 'Last seen 3\u00a0min ago',
      isMissing: true,
    });
    expect(sightingOf({ ...display, lastSeenAt: null }, NOON).word).toBe('Paired, and not seen yet');
    expect(sightingOf({ ...display, pairedAt: null }, NOON)).toMatchObject({
      word: 'No screen is paired',
      isMissing: false,
    });
  });

  it('count screens that should be there and are not', () => {
    expect(countWords([{ ...display, online: true }], NOON)).toBe('1 display, 1 online');
    expect(countWords([display, { ...display, pairedAt: null }], NOON)).toBe(
      '2 displays, 0 online, 1 missing',
    );
  });

  it('find displays by name, playlist or standing, in the order in which people count', () => {
    const all = [10, 2, 1].map((nth) => ({
      ...display,
      id: `${nth}`,
      name: `Screen ${nth}`,
      online: nth === 2,
    }));
    const found = (words: string) => findDisplays(all, words, (id) => `of ${id}`, NOON).map(({ id }) => id);
    expect(found(' ')).toEqual(['1', '2', '10']);
    expect(found('screen 1')).toEqual(['1', '10']);
    expect(found('OF P')).toEqual(['1', '2', '10']);
    expect(found('last seen')).toEqual(['1', '10']);
    expect(found('nowhere')).toEqual([]);
  });

  it('say when, with the day when it is another one', () => {
    expect(agoWords(NOON, NOON)).toBe('just now');
    expect(whenWords(NOON, NOON)).toBe('12:00');
    expect(whenWords(NOON - DAY_MS, NOON)).toBe('Friday 27 Nov, 12:00');
    expect(whenWords(NOON - 300 * DAY_MS, NOON)).toMatch(/2026, 12:00$/);
    const version = { version: 3, scenes: [scene], publishedAt: NOON, publishedBy: 'Kim', of: 1 };
    expect(versionWords(version, NOON)).toBe('12:00, 1 scene, those of version 1');
  });

  it('say which screens a takeover reaches, and until when', () => {
    const takeover: Takeover = {
      message: 'Hi',
      level: 'alert',
      brand: null,
      by: 'Kim',
      startedAt: NOON,
      endsAt: null,
      evenInQuietHours: false,
    };
    const quiet = { ...display, quietHours: { from: '22:00', to: '06:00', zone: 'UTC' } };
    expect(takeoverReach(takeover, [display], NOON)).toBe(
      'On every display since 12:00, until somebody ends it',
    );
    expect(takeoverReach({ ...takeover, endsAt: NOON + 60_000 }, [quiet], NOON)).toBe(
      'On every display outside its quiet hours since 12:00, until 12:01',
    );
    expect(takeoverReach({ ...takeover, evenInQuietHours: true }, [quiet], NOON)).toMatch(
      /also in quiet hours, since/,
    );
  });
});

describe('a code that is typed', () => {
  it('is six digits, however they are spaced', () => {
    expect(['123456', ' 123 456 ', '123-456', '12 34 56'].map(typedCode)).toEqual(Array(4).fill('123456'));
    expect(['', '12345', '1234567', '12345a', '１２３４５６'].map(typedCode)).toEqual(Array(5).fill(null));
  });
});
