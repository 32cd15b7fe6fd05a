import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTime } from '../../pipelines/parse/parse-time.ts';
import { DAY, MINUTE, NOON } from '../helpers/mentions.ts';

const limits = { now: NOON, maxFutureSkewMs: MINUTE };
const read = (value: string | number) => {
  const time = parseTime(value, limits);
  return time.ok ? time.at : time.code;
};

describe('a time is read', () => {
  it.each<[how: string, value: string | number, at: string]>([
    ['in UTC', '2026-03-04T11:00:00Z', '2026-03-04T11:00:00.000Z'],
    ['with milliseconds', '2026-03-04T11:00:00.123Z', '2026-03-04T11:00:00.123Z'],
    ['with nanoseconds, which are cut', '2026-03-04T11:00:00.999999999Z', '2026-03-04T11:00:00.999Z'],
    ['with tenths', '2026-03-04T11:00:00.5Z', '2026-03-04T11:00:00.500Z'],
    ['without seconds', '2026-03-04T11:00Z', '2026-03-04T11:00:00.000Z'],
    ['with a zone', '2026-03-04T12:00:00+01:00', '2026-03-04T11:00:00.000Z'],
    ['with a zone without a colon', '2026-03-04T16:30:00+0530', '2026-03-04T11:00:00.000Z'],
    ['with a zone to the west', '2026-03-03T23:00:00-12:00', '2026-03-04T11:00:00.000Z'],
    ['in small letters', '2026-03-04t11:00:00z', '2026-03-04T11:00:00.000Z'],
    ['with a space', '2026-03-04 11:00:00Z', '2026-03-04T11:00:00.000Z'],
    ['on a leap day', '2024-02-29T11:00:00Z', '2024-02-29T11:00:00.000Z'],
    ['in milliseconds', Date.UTC(2026, 2, 4, 11), '2026-03-04T11:00:00.000Z'],
    [
      'in milliseconds with a fraction, which is cut',
      Date.UTC(2026, 2, 4, 11) + 0.9,
      '2026-03-04T11:00:00.000Z',
    ],
    ['of before the century', '1999-12-31T23:59:59Z', '1999-12-31T23:59:59.000Z'],
    ['at the first instant that counts', '1995-01-01T00:00:00Z', '1995-01-01T00:00:00.000Z'],
    ['in milliseconds of before the century', Date.UTC(1996, 0), '1996-01-01T00:00:00.000Z'],
    ['as far ahead as clocks may differ', NOON + MINUTE, '2026-03-04T12:01:00.000Z'],
  ])('%s', (_how, value, at) => {
    expect(new Date(read(value) as number).toISOString()).toBe(at);
  });
});

describe('a time is refused', () => {
  it.each<[value: string | number, code: string]>([
    ['yesterday', 'invalid_time'],
    ['', 'invalid_time'],
    [Number.NaN, 'invalid_time'],
    [Number.POSITIVE_INFINITY, 'invalid_time'],
    ['2026-03-04', 'invalid_time'],
    ['2026-03-04T11:00:00', 'invalid_time'],
    ['2026-03-04T11:00:00 Europe/Paris', 'invalid_time'],
    ['Wed, 04 Mar 2026 11:00:00 GMT', 'invalid_time'],
    ['2026-02-31T18:00:00Z', 'invalid_time'],
    ['2025-02-29T18:00:00Z', 'invalid_time'],
    ['2026-04-31T18:00:00+02:00', 'invalid_time'],
    ['2026-13-01T18:00:00Z', 'invalid_time'],
    ['2026-00-01T18:00:00Z', 'invalid_time'],
    ['2026-01-00T18:00:00Z', 'invalid_time'],
    ['2026-01-01T25:00:00Z', 'invalid_time'],
    ['2026-01-01T18:00:60Z', 'invalid_time'],
    ['2026-01-01T18:00:00+25:00', 'invalid_time'],
    ['1767225600000', 'invalid_time'],
    [1_767_225_600, 'time_in_seconds'],
    [1_767_225_600.5, 'time_in_seconds'],
    [788_918_400, 'time_in_seconds'],
    [0, 'time_too_old'],
    [-0, 'time_too_old'],
    [-1, 'time_too_old'],
    [-1e15, 'time_too_old'],
    [-1e300, 'time_too_old'],
    [788_918_399, 'time_too_old'],
    ['1970-01-01T00:00:00Z', 'time_too_old'],
    ['1994-12-31T23:59:59.999Z', 'time_too_old'],
    ['0001-01-01T00:00:00Z', 'time_too_old'],
    [NOON + MINUTE + 1, 'time_in_future'],
    [NOON + DAY, 'time_in_future'],
    ['9999-12-31T23:59:59Z', 'time_in_future'],
    [NOON * 1_000, 'time_in_future'],
    [1e300, 'time_in_future'],
  ])('%s: %s', (value, code) => {
    expect(read(value)).toBe(code);
  });

  it('in a sentence that names the unit of the skew and the time', () => {
    expect(parseTime(NOON + DAY, limits)).toMatchObject({
      reason:
        '"at" is 2026-03-05T12:00:00.000Z, more than 60 s ahead of this server; check the clock of the sender.',
    });
    expect(parseTime(1e300, limits)).toMatchObject({
      reason: expect.stringContaining('"at" is 1e+300') as string,
    });
  });
});

describe('any time', () => {
  it('is read back to the millisecond, however it is written', () => {
    const at = fc.integer({ min: Date.UTC(1995, 0), max: NOON });
    fc.assert(
      fc.property(at, fc.integer({ min: -14 * 60, max: 14 * 60 }), (instant, minutes) => {
        expect(read(instant)).toBe(instant);
        expect(read(new Date(instant).toISOString())).toBe(instant);
        const local = new Date(instant + minutes * MINUTE).toISOString().slice(0, -1);
        const two = (number: number) => String(number).padStart(2, '0');
        const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        expect(read(`${local}${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`)).toBe(instant);
      }),
    );
  });

  it('is an instant within the limits or refused, and nothing throws', () => {
    const value = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.string(),
      fc.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/),
    );
    fc.assert(
      fc.property(value, (anything) => {
        const at = read(anything);
        if (typeof at === 'string') return;
        expect(at).toBeGreaterThanOrEqual(Date.UTC(1995, 0));
        expect(at).toBeLessThanOrEqual(NOON + MINUTE);
      }),
      { numRuns: 500 },
    );
  });
});
