import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BrandReadings } from '../../schema/contracts/live.ts';
import { mergeReadings, NO_READINGS } from '../../web/lib/live/readings.ts';
import {
  nextBreach,
  oldestWaiting,
  silentSources,
  unattended,
  unattendedOf,
  URGENT_MS,
} from '../../web/lib/overall/figures.ts';
import { countdownParts, partsText, runningParts, widthInEm } from '../../web/lib/overall/running.ts';
import { crisisTile, HOSTILE, readingsOf, SCENES, source } from '../helpers/crisis-frames.ts';
import { NOON } from '../helpers/live-frames.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const running = (ms: number): string => plain(partsText(runningParts(ms)));
const readingsMap = (...all: readonly BrandReadings[]) => mergeReadings(NO_READINGS, all);

describe('a duration that runs', () => {
  it.each([
    [0, '0 s'],
    [999, '0 s'],
    [59_999, '59 s'],
    [MINUTE, '1 min 00 s'],
    [2 * HOUR + 5 * MINUTE + 900, '2 h 05 min 00 s'],
    [29 * 24 * HOUR + 1_000, '29 d 00 h 00 min 01 s'],
    [-5_000, '0 s'],
  ])('%i ms are %s', (ms, text) => {
    expect(running(ms)).toBe(text);
  });
  it('adds up to its seconds, and moves with every one of them', () => {
    const size: Readonly<Record<string, number>> = { d: 86_400, h: 3_600, min: 60, s: 1 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3e9 }), (ms) => {
        const parts = runningParts(ms);
        const seconds = parts.reduce((sum, { value, unit }) => sum + Number(value) * (size[unit] ?? NaN), 0);
        expect(seconds).toBe(Math.floor(ms / 1_000));
        expect(running(ms)).not.toBe(running(ms + 1_000));
      }),
    );
  });
  it('counts down to the end of the second that has begun', () => {
    expect(plain(partsText(countdownParts(NOON + 1, NOON)))).toBe('1 s');
    expect(plain(partsText(countdownParts(NOON, NOON)))).toBe('0 s');
    expect(plain(partsText(countdownParts(NOON - 9_000, NOON)))).toBe('0 s');
  });
  it('is as wide as it is long', () => {
    expect(widthInEm(runningParts(29 * 24 * HOUR))).toBeGreaterThan(widthInEm(runningParts(HOUR)));
    expect(widthInEm([])).toBe(0);
  });
});

describe('the oldest that waits', () => {
  it('is of the brand whose mention waits the longest, however few wait there', () => {
    const figure = oldestWaiting(
      [
        crisisTile('busy', NOON, { waiting: 40, oldestMs: MINUTE }),
        crisisTile('late', NOON, { name: 'Late', waiting: 3, overdue: 1, oldestMs: HOUR }),
      ],
      NOON + 1_000,
      'live',
    );
    expect(plain(partsText(figure.parts))).toBe('1 h 00 min 01 s');
    expect(figure).toMatchObject({ who: 'Late', level: 'watch', word: '43 waiting' });
    expect(figure.detail).toBe('1 of 3 overdue');
  });
  it('does not claim to know how long when it is as far as a tile looks back', () => {
    const day = [crisisTile('late', NOON, { waiting: 3, overdue: 1, oldestMs: 24 * HOUR - 20_000 })];
    expect(oldestWaiting(day, NOON, '')).toMatchObject({
      text: '',
      parts: [{ value: '24', unit: 'h or more' }],
      who: 'late',
    });
  });
  it('is calm while every target can be kept, and when nobody waits', () => {
    expect(oldestWaiting([crisisTile('a', NOON, { waiting: 1, oldestMs: 9_000 })], NOON, '').level).toBe('calm');
    expect(oldestWaiting([crisisTile('a', NOON)], NOON, '')).toMatchObject({ level: 'calm', text: 'nobody waits', parts: [] });
  }); // prettier-ignore
  it('claims nothing before anything was heard', () => {
    expect(oldestWaiting([], NOON, '')).toMatchObject({ level: 'quiet', text: '–', parts: [] });
    expect(oldestWaiting([crisisTile('a', NOON)], null, '')).toMatchObject({ level: 'quiet', parts: [] });
  });
});

describe('the next breach', () => {
  it('is the nearest of all brands, and how many are overdue is of all of them', () => {
    const tiles = SCENES.trouble(NOON).tiles;
    const figure = nextBreach(tiles, NOON, 'live');
    expect(figure).toMatchObject({ who: 'Lumo Air', level: 'alert', word: '433 overdue', detail: 'answer now' });
    expect(partsText(figure.parts)).toBe('41\u00a0s');
  }); // prettier-ignore
  it('turns to alert in its last minute', () => {
    const at = (breachMs: number) => nextBreach([crisisTile('a', NOON, { breachMs })], NOON, '').level;
    expect([at(URGENT_MS), at(URGENT_MS - 1), at(-5_000)]).toEqual(['calm', 'alert', 'alert']);
  });
  it('says that nothing is due, and who has what is overdue already', () => {
    expect(nextBreach([crisisTile('a', NOON)], NOON, '')).toMatchObject({
      level: 'calm',
      text: 'nothing is due',
      word: 'none overdue',
      who: '',
    });
    expect(
      nextBreach([crisisTile('a', NOON), crisisTile('b', NOON, { overdue: 7 })], NOON, ''),
    ).toMatchObject({
      level: 'watch',
      text: 'nothing is due',
      who: 'b',
      detail: 'has 7 of them',
    });
  });
});

describe('negatives left alone', () => {
  const figure = (fields: BrandReadings['figures'][string] | undefined): BrandReadings => ({
    ...readingsOf('a', NOON),
    figures: fields === undefined ? {} : { negative_attendance: fields },
  });
  it('are the denominator less the numerator, or what the share leaves of n', () => {
    expect(unattendedOf(figure({ value: 0.7, n: 10, numerator: 7, denominator: 10 }))).toBe(3);
    expect(unattendedOf(figure({ value: 0.7, n: 10 }))).toBe(3);
    expect(unattendedOf(figure({ value: null, n: 0 }))).toBe(0);
  });
  it('are not none where they were not read', () => {
    expect(unattendedOf(undefined)).toBeNull();
    expect(unattendedOf(figure(undefined))).toBeNull();
    expect(unattendedOf(figure({ value: null, n: 4 }))).toBeNull();
    expect(unattended([crisisTile('a', NOON)], NO_READINGS, NOON)).toMatchObject({ level: 'quiet', text: '–', word: 'not read yet' });
  }); // prettier-ignore
  it('are summed over brands, led by the one with the oldest, and say of how many brands they are', () => {
    const tiles = ['a', 'b', 'c'].map((brand) => crisisTile(brand, NOON));
    const readings = readingsMap(
      readingsOf('a', NOON, { unattended: 9, oldestS: 60 }),
      readingsOf('b', NOON, { unattended: 2, oldestS: 7_200 }),
    );
    const told = unattended(tiles, readings, NOON + 8_000);
    expect(told.parts).toEqual([{ value: '11', unit: 'negatives' }]);
    expect(told).toMatchObject({ level: 'watch', who: 'b', detail: 'has the oldest' });
    expect(plain(told.word)).toBe('oldest 2.0 h');
    expect(plain(told.age)).toBe('2 of 3 brands, 24 h, read 8 s ago');
  });
  it('are calm when all are attended to', () => {
    const told = unattended([crisisTile('a', NOON)], readingsMap(readingsOf('a', NOON)), NOON);
    expect(told).toMatchObject({ level: 'calm', word: 'all attended to', parts: [] });
  });
  it('say in a replay that they are of today', () => {
    expect(unattended([crisisTile('a', NOON)], readingsMap(readingsOf('a', NOON)), NOON, true).age).toContain('not of the replay');
  }); // prettier-ignore
});

describe('silent sources', () => {
  it('are counted and named, tamed', () => {
    const figure = silentSources(
      [source(HOSTILE, NOON, { status: 'silent' }), source('mail', NOON, { status: 'quiet' })],
      NOON,
    );
    expect(figure).toMatchObject({
      level: 'watch',
      word: 'of 2 sources',
      detail: '1 quiet',
    });
    expect(plain(figure.age)).toBe('newest 3 s ago');
    expect(figure.who.length).toBeLessThanOrEqual(30);
    expect(figure.who).not.toContain('\u202e');
  });
  it('are none, all of them, or not known', () => {
    const one = source('a', NOON);
    expect(silentSources([one, { ...one, source: 'b' }], NOON)).toMatchObject({
      level: 'calm',
      text: 'none',
      detail: 'all 2 sources heard',
    });
    expect(silentSources([{ ...one, status: 'silent' }], NOON)).toMatchObject({
      level: 'alert',
      word: 'nothing is heard',
    });
    expect(silentSources([], NOON)).toMatchObject({ level: 'quiet', text: '–', parts: [] });
  });
});
