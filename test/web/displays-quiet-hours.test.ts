import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Takeover } from '../../schema/contracts/displays.ts';
import { isQuiet, minuteOfDay, takeoverAt } from '../../web/lib/displays/quiet-hours.ts';

const at = (iso: string): number => Date.parse(iso);
const night = { from: '22:30', to: '06:00', zone: 'Europe/Berlin' };
const lunch = { from: '12:00', to: '13:00', zone: 'America/New_York' };

describe('quiet hours', () => {
  it('go from the first minute to the last, by the clocks of their zone', () => {
    // New York is five hours behind in winter.
    expect(isQuiet(lunch, at('2026-01-15T16:59:59Z'))).toBe(false);
    expect(isQuiet(lunch, at('2026-01-15T17:00:00Z'))).toBe(true);
    expect(isQuiet(lunch, at('2026-01-15T17:59:59Z'))).toBe(true);
    expect(isQuiet(lunch, at('2026-01-15T18:00:00Z'))).toBe(false);
  });

  it('go over midnight', () => {
    expect(isQuiet(night, at('2026-01-15T21:29:59Z'))).toBe(false);
    expect(isQuiet(night, at('2026-01-15T21:30:00Z'))).toBe(true);
    expect(isQuiet(night, at('2026-01-15T23:00:00Z'))).toBe(true);
    expect(isQuiet(night, at('2026-01-16T04:59:59Z'))).toBe(true);
    expect(isQuiet(night, at('2026-01-16T05:00:00Z'))).toBe(false);
  });

  it('follow the clocks when they are put forward', () => {
    const early = { from: '01:00', to: '03:30', zone: 'Europe/Berlin' };
    // On 29 March 2026 02:00 is 03:00 at once, at 01:00 of UTC.
    expect(isQuiet(early, at('2026-03-29T00:00:00Z'))).toBe(true);
    expect(isQuiet(early, at('2026-03-29T01:29:59Z'))).toBe(true);
    expect(isQuiet(early, at('2026-03-29T01:30:00Z'))).toBe(false);
    // An hour that does not exist that night is left out.
    expect(isQuiet({ ...early, from: '02:00', to: '03:00' }, at('2026-03-29T01:00:00Z'))).toBe(false);
  });

  it('follow the clocks when they are put back: an hour that comes twice is quiet twice', () => {
    const twice = { from: '02:00', to: '03:00', zone: 'Europe/Berlin' };
    expect(isQuiet(twice, at('2026-10-25T00:30:00Z'))).toBe(true);
    expect(isQuiet(twice, at('2026-10-25T01:30:00Z'))).toBe(true);
    expect(isQuiet(twice, at('2026-10-25T02:00:00Z'))).toBe(false);
  });

  it('never come in a zone this browser does not know, from words that are no time, or without any', () => {
    expect(isQuiet(null, at('2026-01-15T23:00:00Z'))).toBe(false);
    expect(isQuiet({ ...night, zone: 'Moon/Tranquility' }, at('2026-01-15T23:00:00Z'))).toBe(false);
    expect(isQuiet({ ...night, from: 'late' }, at('2026-01-15T23:00:00Z'))).toBe(false);
    expect(minuteOfDay(0, 'Moon/Tranquility')).toBeNull();
  });

  it('know midnight as the beginning of the day', () => {
    expect(minuteOfDay(at('2026-01-15T00:00:00Z'), 'UTC')).toBe(0);
    expect(minuteOfDay(at('2026-01-15T23:59:59Z'), 'UTC')).toBe(1_439);
    expect(minuteOfDay(at('2026-01-15T12:00:00Z'), 'Asia/Kathmandu')).toBe(17 * 60 + 45);
  });

  it('and the rest of the day share every minute between them', () => {
    const clock = fc
      .integer({ min: 0, max: 1_439 })
      .map(
        (minute) =>
          `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
      );
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
    const instant = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') });
    fc.assert(
      fc.property(clock, clock, zone, instant, (from, to, where, now) => {
        fc.pre(from !== to);
        const quiet = isQuiet({ from, to, zone: where }, now);
        expect(isQuiet({ from: to, to: from, zone: where }, now)).toBe(!quiet);
      }),
    );
  });
});

describe('a takeover', () => {
  const takeover: Takeover = {
    message: 'Stop',
    level: 'alert',
    brand: null,
    by: 'Ana',
    startedAt: 0,
    endsAt: 1_000,
    evenInQuietHours: false,
  };

  it('is shown until it ends, or for good', () => {
    expect(takeoverAt(takeover, false, 999)).toBe(takeover);
    expect(takeoverAt(takeover, false, 1_000)).toBeNull();
    const endless = { ...takeover, endsAt: null };
    expect(takeoverAt(endless, false, Number.MAX_SAFE_INTEGER)).toBe(endless);
    expect(takeoverAt(null, false, 0)).toBeNull();
  });

  it('spares a display in its quiet hours unless it says otherwise', () => {
    expect(takeoverAt(takeover, true, 0)).toBeNull();
    const urgent = { ...takeover, evenInQuietHours: true };
    expect(takeoverAt(urgent, true, 0)).toBe(urgent);
    expect(takeoverAt(urgent, true, 1_000)).toBeNull();
  });
});
