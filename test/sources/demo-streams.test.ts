import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { createBrandBook } from '../../pipelines/brands/brand-book.ts';
import { parseStream } from '../../pipelines/parse/parse-stream.ts';
import { backStory } from '../../pipelines/sources/demo/back-story.ts';
import { DEMO_BRANDS } from '../../pipelines/sources/demo/brands.ts';
import { DemoWorld } from '../../pipelines/sources/demo/demo-world.ts';
import type { DemoEvent } from '../../pipelines/sources/demo/events.ts';
import { identities } from '../../pipelines/sources/demo/identities.ts';
import { HELP } from '../../pipelines/sources/demo/phrases/help.ts';
import { PROFILES } from '../../pipelines/sources/demo/profiles.ts';
import { LocalTime } from '../../pipelines/sources/demo/rhythm.ts';
import { STREAMS, STREAM_SCHEMAS } from '../../schema/contracts/streams.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 2, 4);
const SEED = 7;
const written = (events: Iterable<DemoEvent>) =>
  Array.from(events, ({ stream, at, id, row }) => ({ stream, at, id, row: row() }));
const BESIDE = ['contacts', 'self-help', 'engagements', 'decisions'] as const;

describe('what happens in the demo beside mentions', () => {
  const day = written(new DemoWorld(SEED).events(START, START + DAY));
  const links = [...identities(SEED)];

  it('is the same however the time line is cut, from one world or from several, whole or by stream', () => {
    const moment = fc.integer({ min: 0, max: 2 * DAY });
    const cuts = fc.array(fc.nat(40 * 60_000), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.nat(3), moment, cuts, (seed, offset, lengths) => {
        const world = new DemoWorld(seed);
        const pieces: unknown[] = [];
        const fresh: unknown[] = [];
        let from = START + offset;
        for (const length of lengths) {
          pieces.push(...written(world.events(from, from + length)));
          fresh.push(...written(new DemoWorld(seed).events(from, from + length)));
          from += length;
        }
        const whole = written(new DemoWorld(seed).events(START + offset, from));
        expect(pieces).toEqual(whole);
        expect(fresh).toEqual(whole);
        for (const stream of BESIDE)
          expect(written(world.events(START + offset, from, [stream]))).toEqual(
            whole.filter((event) => event.stream === stream),
          );
      }),
      { numRuns: 10 },
    );
    expect([...identities(SEED)]).toEqual(links);
  });

  it('is in order of time, whole milliseconds, inside the bounds, with ids of its own', () => {
    expect(day.every(({ at }, index) => index === 0 || (day[index - 1]?.at ?? 0) <= at)).toBe(true);
    expect(day.every(({ at }) => Number.isInteger(at) && at >= START && at < START + DAY)).toBe(true);
    expect(new Set(day.map(({ stream, id }) => `${stream} ${id}`)).size).toBe(day.length);
    expect(new Set(links.map(({ id }) => id)).size).toBe(links.length);
    for (const { at, id, row } of day) expect([row.at, row.id]).toEqual([at, id]);
  });

  it('agrees with the contracts and is taken by the door of its stream', () => {
    const context = {
      brands: createBrandBook(DEMO_BRANDS, { maxDiscovered: 0, discovered: [] }),
      time: { now: START + DAY, maxFutureSkewMs: 0 },
    };
    for (const stream of STREAMS) {
      const schema = Compile(STREAM_SCHEMAS[stream]);
      const rows: unknown[] =
        stream === 'identities' ? links : day.filter((event) => event.stream === stream).map(({ row }) => row);
      expect(rows.length, stream).toBeGreaterThan(100);
      expect(rows.filter((row) => !schema.Check(row) || !parseStream(stream, row, context).ok)).toEqual([]);
    }
  });

  it('speaks of mentions that were made before, and whose totals never fall', () => {
    const made = new Map(
      written(new DemoWorld(SEED).events(START - 10 * HOUR, START + DAY, ['mentions'])).map(({ id, at }) => [id, at]),
    );
    const last = new Map<string, number>();
    let liked = 0;
    for (const { stream, at, row } of day) {
      if (stream !== 'engagements' && stream !== 'decisions') continue;
      if (!('mention' in row)) throw new Error(`${row.id} is about no mention`);
      expect(made.get(row.mention), row.id).toBeLessThan(at);
      if (!('views' in row)) continue;
      expect(row.views ?? 0).toBeGreaterThanOrEqual(last.get(row.mention) ?? 0);
      last.set(row.mention, row.views ?? 0);
      if (row.likedByBrand === true) liked += 1;
    }
    expect(liked).toBeGreaterThan(300);
  });

  it('has contacts by the hours of each brand’s desk: calls while it is open, none at night', () => {
    for (const [brand, { id, team }] of PROFILES.entries()) {
      const local = new LocalTime(DEMO_BRANDS[brand]?.zone ?? 'UTC');
      const contacts = day.flatMap(({ stream, at, row }) =>
        stream === 'contacts' && 'duration' in row && row.brand === id
          ? [{ ...row, hour: (local.of(at) / HOUR) % 24 }]
          : [],
      );
      expect(contacts.length, id).toBeGreaterThan(100);
      expect(contacts.length, id).toBeLessThan(450);
      const calls = contacts.filter(({ channel }) => channel === 'call');
      expect(calls.length, id).toBeGreaterThan(30);
      expect(calls.every(({ hour }) => hour >= team.from && hour < team.to)).toBe(true);
      const reasons = new Set(contacts.map(({ reason }) => reason));
      expect([...reasons].every((why) => why === 'cancellation' || HELP[id]?.reasons.includes(why ?? ''))).toBe(true);
    }
  });

  it('holds no more than a day’s half of what happens, however long it is read', () => {
    const world = new DemoWorld(SEED);
    const told = Array.from(backStory(world, { from: START, to: START + 3 * DAY }), ({ id }) => id);
    expect(told.length).toBeGreaterThan(3_000);
    expect(world.held).toBeLessThan(0.75 * day.length);
  });

  it('tells a back story of contacts and of help, without the views', () => {
    const told = written(backStory(new DemoWorld(SEED), { from: START, to: START + DAY }));
    expect(told).toEqual(
      day.filter(({ stream, row }) => stream === 'contacts' || ('kind' in row && stream === 'self-help' && row.kind !== 'view')),
    );
  });
}); // prettier-ignore
