import { describe, expect, it } from 'vitest';
import { BACK_STORY_MS } from '../../pipelines/sources/demo/back-story.ts';
import { runDemo, type Demo, type StoredDemo } from '../../pipelines/sources/demo/run-demo.ts';
import type { Ingest, RawRow } from '../../pipelines/sources/ingest.ts';
import type { StreamName } from '../../schema/contracts/streams.ts';
import { ManualClock, promises } from '../helpers/manual-clock.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 4, 12);
const SEED = 7;

interface Row {
  readonly id: string;
  readonly at: number;
  readonly kind?: string;
}
type Taken = Map<StreamName | 'mentions', Row[]>;

/** Doors that keep what they are given; the clock stands still while the demo fills. */
function world(
  clock: ManualClock,
  stored: StoredDemo | null,
  refuse: (stream: string) => boolean = () => false,
) {
  const taken: Taken = new Map();
  const warnings: string[] = [];
  const keep = (stream: StreamName | 'mentions', rows: readonly RawRow[]) => {
    if (refuse(stream)) return Promise.reject(new Error('full'));
    taken.set(stream, [
      ...(taken.get(stream) ?? []),
      ...rows.map((row) => ('value' in row ? row.value : null) as Row),
    ]);
    return Promise.resolve({ accepted: rows.length, duplicates: 0, rejected: [] });
  };
  const ingest: Ingest = {
    take: (rows) => keep('mentions', rows),
    takeAgain: (rows) => keep('mentions', rows),
    counts: { accepted: 0, duplicates: 0, rejected: 0, turnedAway: 0 },
  };
  const demo: Demo = runDemo({
    ingest, intake: keep, clock, seed: SEED, stored, log: () => undefined, warn: (message) => warnings.push(message),
  }); // prettier-ignore
  const of = (stream: StreamName | 'mentions') => taken.get(stream) ?? [];
  const span = (stream: StreamName | 'mentions') => {
    const ats = of(stream).map(({ at }) => at);
    return [
      ats.reduce((a, b) => Math.min(a, b), Infinity),
      ats.reduce((a, b) => Math.max(a, b), -Infinity),
    ] as const;
  };
  return { demo, of, span, warnings };
}

const all = (rows: readonly Row[]) => rows.map(({ id }) => id).sort();

describe('running the demo', () => {
  it('fills a day of everything and five weeks of contacts and help, then lives on without a gap', async () => {
    const clock = new ManualClock(NOW);
    const { demo, of, span, warnings } = world(clock, null);
    await demo.filled;
    expect(of('mentions').length).toBeGreaterThan(20_000);
    for (const stream of ['mentions', 'engagements', 'decisions'] as const) {
      expect(span(stream)[0]).toBeGreaterThanOrEqual(NOW - DAY);
      expect(span(stream)[1]).toBeLessThan(NOW);
    }
    for (const stream of ['contacts', 'self-help'] as const) {
      expect(span(stream)[0]).toBeGreaterThanOrEqual(NOW - BACK_STORY_MS);
      expect(span(stream)[0]).toBeLessThan(NOW - BACK_STORY_MS + DAY / 4);
      expect(new Set(all(of(stream))).size).toBe(of(stream).length);
      for (let at = NOW - BACK_STORY_MS; at < NOW; at += DAY)
        expect(of(stream).filter((row) => row.at >= at && row.at < at + DAY).length).toBeGreaterThan(300);
    }
    const views = of('self-help').filter(({ kind }) => kind === 'view');
    expect(views.every(({ at }) => at >= NOW - DAY)).toBe(true);
    expect(of('identities').length).toBeGreaterThan(10_000);
    expect(of('identities').every(({ at }) => at < NOW - BACK_STORY_MS)).toBe(true);

    const before = of('mentions').length;
    for (let turn = 0; turn < 100; turn++) {
      clock.advance(3_000);
      await promises();
    }
    await demo.stop();
    const lived = of('mentions').slice(before);
    expect(lived.length).toBeGreaterThan(20);
    expect(lived.every(({ at }) => at >= NOW && at < clock.now())).toBe(true);
    expect(new Set(all(of('mentions'))).size).toBe(of('mentions').length);
    expect(warnings).toEqual([]);
  });

  it('goes on where it was stopped: with the day it lacks, the rest of the weeks before, and the days nobody ran it', async () => {
    const firstAt = NOW - 6 * DAY;
    const lastAt = NOW - 3 * DAY;
    const backStoryAt = firstAt - 2 * DAY;
    const { demo, of, span } = world(new ManualClock(NOW), { firstAt, lastAt, backStoryAt });
    await demo.filled;
    await demo.stop();
    expect(span('mentions')[0]).toBeGreaterThanOrEqual(NOW - DAY);
    const ats = of('contacts').map(({ at }) => at);
    expect(ats.every((at) => (at > backStoryAt && at < firstAt) || at > lastAt)).toBe(true);
    const days = [backStoryAt, backStoryAt + DAY, lastAt, lastAt + DAY, NOW - DAY];
    for (const day of days) expect(ats.filter((at) => at >= day && at < day + DAY).length).toBeGreaterThan(300);
  });

  it('tells only what is new when it was stopped a minute ago', async () => {
    const stored = { firstAt: NOW - DAY, lastAt: NOW - MINUTE, backStoryAt: NOW - DAY - 2 * MINUTE };
    const { demo, of, span } = world(new ManualClock(NOW), stored);
    await demo.filled;
    await demo.stop();
    expect(span('mentions')[0]).toBeGreaterThanOrEqual(NOW - MINUTE);
    expect(of('contacts').length).toBeLessThan(30);
  });

  it('tells a moment again when a door was shut, mentions last', async () => {
    const clock = new ManualClock(NOW);
    let isShut = false;
    const stored = { firstAt: NOW - DAY, lastAt: NOW - 1, backStoryAt: NOW - DAY - 2 * MINUTE };
    const { demo, of, span, warnings } = world(clock, stored, (stream) => isShut && stream === 'self-help');
    await demo.filled;
    isShut = true;
    clock.advance(30 * MINUTE);
    for (let turn = 0; turn < 20; turn++) await promises();
    expect(warnings.length).toBeGreaterThan(0);
    expect(of('mentions').filter(({ at }) => at >= NOW)).toEqual([]);
    isShut = false;
    clock.advance(MINUTE);
    for (let turn = 0; turn < 20; turn++) await promises();
    await demo.stop();
    expect(span('mentions')[0]).toBeLessThan(NOW + MINUTE);
    expect(of('mentions').length).toBeGreaterThan(100);
  });
}); // prettier-ignore
