import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepWindows } from '../../pipelines/calendar/steps.ts';
import { openStore } from '../../schema/clickhouse/client.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import { temporaryDir } from '../helpers/server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (iso: string): number => Date.parse(iso);
const lengths = (from: string, to: string, step: '1h' | '1d', zone: string) =>
  stepWindows(at(from), at(to), step, zone).map((window) => (window.to - window.from) / MINUTE);

describe('the windows of a step', () => {
  it('are whole, and those the range touches', () => {
    expect(stepWindows(at('2026-05-01T10:30:30Z'), at('2026-05-01T10:32:00Z'), '1m', 'UTC')).toEqual([
      { from: at('2026-05-01T10:30:00Z'), to: at('2026-05-01T10:31:00Z') },
      { from: at('2026-05-01T10:31:00Z'), to: at('2026-05-01T10:32:00Z') },
    ]);
    expect(stepWindows(at('2026-05-01T10:30:00Z'), at('2026-05-01T11:00:01Z'), '1h', 'UTC')).toEqual([
      { from: at('2026-05-01T10:00:00Z'), to: at('2026-05-01T11:00:00Z') },
      { from: at('2026-05-01T11:00:00Z'), to: at('2026-05-01T12:00:00Z') },
    ]);
    expect(stepWindows(at('2026-05-01T21:59:59Z'), at('2026-05-01T22:00:01Z'), '1d', 'Europe/Paris')).toEqual(
      [
        { from: at('2026-04-30T22:00:00Z'), to: at('2026-05-01T22:00:00Z') },
        { from: at('2026-05-01T22:00:00Z'), to: at('2026-05-02T22:00:00Z') },
      ],
    );
  });

  it('are none of an empty range', () => {
    const noon = at('2026-05-01T12:34:56Z');
    for (const step of ['1m', '1h', '1d'] as const) {
      expect(stepWindows(noon, noon, step, 'Europe/Paris')).toEqual([]);
      expect(stepWindows(noon, noon - 1, step, 'Europe/Paris')).toEqual([]);
    }
  });

  it('are days of 23 and 25 hours when the clocks move', () => {
    expect(lengths('2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z', '1d', 'Europe/Paris')).toEqual([
      24 * 60,
      23 * 60,
      24 * 60,
    ]);
    expect(lengths('2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z', '1d', 'Europe/Paris')).toEqual([
      24 * 60,
      25 * 60,
    ]);
  });

  it('are hours that begin on the half hour where the days do', () => {
    const [first] = stepWindows(at('2026-05-01T10:45:00Z'), at('2026-05-01T10:46:00Z'), '1h', 'Asia/Kolkata');
    expect(first).toEqual({ from: at('2026-05-01T10:30:00Z'), to: at('2026-05-01T11:30:00Z') });
  });

  it('end with half an hour on the day the clocks move by half an hour', () => {
    const day = lengths('2026-04-04T13:00:00Z', '2026-04-05T13:30:00Z', '1h', 'Australia/Lord_Howe');
    expect(day).toEqual([...Array<number>(24).fill(60), 30]);
  });

  it('follow on one another and cover the range, in any zone', () => {
    const zone = fc.constantFrom('UTC', 'Europe/Paris', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Cairo'); // prettier-ignore
    const from = fc.integer({ min: at('2015-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
    fc.assert(
      fc.property(
        zone,
        from,
        fc.integer({ min: 1, max: 72 * HOUR }),
        fc.constantFrom('1h', '1d'),
        (zoneOf, start, ms, step) => {
          const windows = stepWindows(start, start + ms, step, zoneOf);
          expect(windows[0]?.from).toBeLessThanOrEqual(start);
          expect(windows[0]?.to).toBeGreaterThan(start);
          expect(windows.at(-1)?.from).toBeLessThan(start + ms);
          expect(windows.at(-1)?.to).toBeGreaterThanOrEqual(start + ms);
          for (const [index, window] of windows.entries()) {
            expect(window.from).toBeLessThan(window.to);
            if (index > 0) expect(window.from).toBe(windows[index - 1]?.to);
          }
        },
      ),
    );
  });
});

describe('the windows of a step are those of the store', () => {
  const dir = temporaryDir();
  let store: Store;
  beforeAll(async () => {
    store = await openStore({ kind: 'embedded', path: dir });
  });
  afterAll(async () => {
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  });

  it.each([
    ['UTC', '2026-03-29T01:00:00Z'],
    ['Europe/Paris', '2026-03-29T01:00:00Z'],
    ['Europe/Paris', '2026-10-25T01:00:00Z'],
    ['America/New_York', '2026-03-08T07:00:00Z'],
    ['America/New_York', '2026-11-01T06:00:00Z'],
    ['Asia/Kolkata', '2026-03-29T01:00:00Z'],
    ['Asia/Kathmandu', '2026-03-29T01:00:00Z'],
    ['Australia/Adelaide', '2026-04-04T16:30:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['Asia/Beirut', '2026-03-28T22:00:00Z'],
    ['Africa/Casablanca', '2026-02-15T02:00:00Z'],
    ['America/Caracas', '2016-05-01T07:00:00Z'],
    ['Asia/Pyongyang', '2015-08-14T15:00:00Z'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('in %s around %s', async (zone, moment) => {
    const from = at(moment) - 36 * HOUR;
    const to = at(moment) + 36 * HOUR;
    const rows = await store.query<{ at: number; hour: number; day: number }>(
      `SELECT s AS at, toUnixTimestamp(toStartOfHour(toDateTime(s, 'UTC'), {zone:String})) AS hour,
         toUnixTimestamp(toStartOfDay(toDateTime(s, 'UTC'), {zone:String})) AS day
       FROM (SELECT toInt64({from:Int64} + number * 300) AS s FROM numbers({count:UInt32}))`,
      { zone, from: from / 1_000, count: (to - from) / (5 * MINUTE) },
    );
    const hours = stepWindows(from, to, '1h', zone);
    const days = stepWindows(from, to, '1d', zone);
    const startOf = (windows: typeof hours, instant: number) =>
      windows.find((window) => instant >= window.from && instant < window.to)?.from;
    expect(
      rows.map((row) => ({
        at: row.at,
        hour: (startOf(hours, row.at * 1_000) ?? NaN) / 1_000,
        day: (startOf(days, row.at * 1_000) ?? NaN) / 1_000,
      })),
    ).toEqual(rows);
  });
});
