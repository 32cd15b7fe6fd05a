import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { Random } from '../../pipelines/sources/demo/random.ts';
import { PaneBook } from '../../pipelines/panes/pane-book.ts';
import { TILE_HORIZON_MS } from '../../pipelines/panes/brand-tile.ts';
import type { Pane } from '../../pipelines/panes/pane.ts';
import type { MinuteCounts } from '../../pipelines/panes/state-changes.ts';
import { createLiveChanges, FOLLOWED_MS, type Past } from '../../server/live/live-changes.ts';
import { promises } from '../helpers/manual-clock.ts';
import { DAY, HOUR, MINUTE, NOON, SECOND } from '../helpers/mentions.ts';
import { pane } from '../helpers/written.ts';

/** Three days of two brands on two channels, some of them sour. */
function story(seed: number): Pane[] {
  const random = new Random(seed);
  const panes: Pane[] = [];
  for (const brand of ['acme', 'zoom']) {
    let sour = false;
    for (let at = NOON - 3 * DAY; at < NOON; at += MINUTE) {
      if (random.chance(0.004)) sour = !sour;
      for (const channel of ['twitter', 'email']) {
        if (random.chance(0.3)) continue;
        const [positive, negative] = sour ? [0, 1 + random.int(4)] : [1 + random.int(3), 0];
        panes.push(pane({ inbound: positive + negative, positive, negative }, { brand, channel, windowStart: at })); // prettier-ignore
      }
    }
  }
  return panes.sort((a, b) => a.windowStart - b.windowStart);
}

/** What the store has of the minutes the book does not hold. */
function pastOf(panes: readonly Pane[], now: number) {
  const past = new Map<string, Map<number, MinuteCounts>>();
  for (const { brand, windowStart, acc } of panes) {
    if (windowStart < now - FOLLOWED_MS || windowStart >= now - TILE_HORIZON_MS) continue;
    const minutes = past.get(brand) ?? new Map<number, MinuteCounts>();
    const { positive, neutral, negative } = minutes.get(windowStart) ?? {
      positive: 0,
      neutral: 0,
      negative: 0,
    };
    minutes.set(windowStart, {
      positive: positive + acc.counts.positive,
      neutral: neutral + acc.counts.neutral,
      negative: negative + acc.counts.negative,
    });
    past.set(brand, minutes);
  }
  return past;
}

const changesOf = (
  book: PaneBook,
  panes$: Subject<Pane>,
  brands: readonly string[],
  now: number,
  past: Past = new Map(),
) =>
  createLiveChanges({
    topology: { book, panes$, settle: async () => 0 },
    brands,
    readPast: async () => past,
    clock: { now: () => now },
    warn: () => undefined,
  });

const BRANDS = ['acme', 'zoom'];

describe('changes of state, live', () => {
  it.each([1, 2, 3])('are the same after a restart (seed %d)', async (seed) => {
    const panes = story(seed);
    const book = new PaneBook();
    const panes$ = new Subject<Pane>();
    const running = await changesOf(book, panes$, BRANDS, NOON - 3 * DAY); // prettier-ignore
    const heard: unknown[] = [];
    let next = 0;
    // It is looked at four times a minute, and of the days before the last hour a few times.
    for (let now = NOON - 3 * DAY; now <= NOON; now += now < NOON - HOUR ? HOUR : 15 * SECOND) {
      for (; (panes[next]?.windowStart ?? Infinity) + 10 * SECOND <= now; next += 1) {
        book.put(panes[next] as Pane);
        panes$.next(panes[next] as Pane);
      }
      heard.push(...running.news(BRANDS, now));
      book.forget(now - TILE_HORIZON_MS);
    }
    const old = new PaneBook();
    for (const one of panes) if (one.windowStart >= NOON - TILE_HORIZON_MS) old.put(one);
    const restarted = await changesOf(old, new Subject<Pane>(), BRANDS, NOON, pastOf(panes, NOON)); // prettier-ignore
    expect(restarted.all().length).toBeGreaterThan(2);
    expect(restarted.all()).toEqual(running.all());
    // And what was told as news is what there is to tell.
    expect(heard).toEqual(expect.arrayContaining(running.all().filter(({ at }) => at > NOON - HOUR)));
    expect(restarted.news(BRANDS, NOON)).toEqual([]);
    await running.stop();
  });

  it('are read again where history older than the book comes in, and what cannot be read is tried again', async () => {
    const book = new PaneBook();
    const panes$ = new Subject<Pane>();
    const minutes = (from: number, to: number, tone: 'positive' | 'negative') =>
      Array.from({ length: (to - from) / MINUTE }, (_, n) => pane({ inbound: 9, [tone]: 9 }, { windowStart: from + n * MINUTE })); // prettier-ignore
    for (const one of minutes(NOON - 20 * HOUR, NOON, 'negative')) book.put(one);
    let stored: Past = new Map();
    let fails = 0;
    let warnings = 0;
    let now = NOON;
    const changes = await createLiveChanges({
      topology: { book, panes$, settle: async () => 0 },
      brands: ['acme'],
      readPast: async () => {
        if ((fails -= 1) >= 0) throw new Error('No.');
        return stored;
      },
      clock: { now: () => now },
      warn: () => (warnings += 1),
    });
    const why = () => changes.all().at(-1)?.why;
    expect(why()).toBe('100 % negative.');
    const old = minutes(NOON - 40 * HOUR, NOON - 30 * HOUR, 'positive');
    stored = pastOf(old, NOON);
    fails = 1;
    for (const one of old) panes$.next(one);
    for (let minute = 0; minute < 4; minute += 1) {
      now += MINUTE;
      changes.news(['acme'], now);
      await promises();
    }
    expect(warnings).toBe(1);
    expect(why()).toBe('Net sentiment 200 under usual, 100 % negative.');
    await changes.stop();
  });

  it('looks at a few brands at a time, and at each of them once a minute', async () => {
    const book = new PaneBook();
    const many = Array.from({ length: 30 }, (_, n) => `brand${n}`);
    for (const brand of many)
      for (let at = NOON - DAY; at < NOON; at += MINUTE)
        book.put(pane({ inbound: 3, positive: 3 }, { brand, windowStart: at }));
    const panes$ = new Subject<Pane>();
    const changes = await changesOf(book, panes$, many, NOON);
    for (const brand of many)
      for (let at = NOON; at < NOON + 10 * MINUTE; at += MINUTE) {
        const sour = pane({ inbound: 90, negative: 90 }, { brand, windowStart: at });
        book.put(sour);
        panes$.next(sour);
      }
    const now = NOON + 11 * MINUTE;
    const told = Array.from({ length: 9 }, () => changes.news(many, now));
    expect(told.map((news) => new Set(news.map(({ brand }) => brand)).size)).toEqual([
      4, 4, 4, 4, 4, 4, 4, 2, 0,
    ]);
    expect(changes.all().length).toBeLessThanOrEqual(100);
    await changes.stop();
  });
});
