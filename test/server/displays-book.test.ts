import { describe, expect, it } from 'vitest';
import type { DisplayInput } from '../../schema/contracts/displays.ts';
import { StoreError } from '../../schema/clickhouse/store.ts';
import { Budget } from '../../server/displays/budget.ts';
import { createDisplayBook } from '../../server/displays/display-book.ts';
import { createPairings } from '../../server/displays/pairings.ts';
import { createSightings } from '../../server/displays/sightings.ts';
import type { DisplayWriter, StoredState } from '../../server/displays/stored.ts';
import { hashOf } from '../../server/displays/tokens.ts';
import { scene, takeover } from '../helpers/displays.ts';
import { ManualClock, promises } from '../helpers/manual-clock.ts';

const NOON = Date.UTC(2026, 2, 4, 12);
const MINUTE_MS = 60_000;
const EMPTY: StoredState = { displays: [], playlists: [], takeover: null, sightings: new Map() };
const AWAY = new StoreError('The store is away.', 'unreachable', 0);

/** A book over a store that can be sent away, and that holds every write up until it is let go. */
function world(stored: StoredState = EMPTY) {
  const clock = new ManualClock(NOON);
  const state = { away: false, writes: [] as string[], held: null as Promise<void> | null };
  const write = (what: string) => async () => {
    await state.held;
    if (state.away) throw AWAY;
    state.writes.push(what);
  };
  const writer: DisplayWriter = {
    display: write('display'),
    playlist: write('playlist'),
    version: write('version'),
    takeovers: write('takeovers'),
    sightings: write('sightings'),
  };
  const book = createDisplayBook({ writer, clock, isBrand: (brand) => brand === 'acme' }, stored);
  let changes = 0;
  book.changes$.subscribe(() => (changes += 1));
  const input = (playlist: string, name = 'Hall'): DisplayInput => ({
    name,
    playlist,
    theme: 'dark',
    lobbySafe: false,
    quietHours: null,
  });
  return { clock, state, writer, book, input, changes: () => changes };
}

describe('the book of displays', () => {
  it('holds nothing that is not on disk: a change that could not be written did not happen', async () => {
    const { book, state, input, changes } = world();
    const list = await book.playlists.create({ name: 'List', scenes: [scene('a')] });
    const display = await book.screens.create(input(list.id));
    await book.screens.pair(display.id, 'token');
    const before = [book.screens.list(), book.playlists.list(), changes()];
    state.away = true;
    for (const change of [
      () => book.playlists.create({ name: 'Other', scenes: [] }),
      () => book.playlists.edit(list.id, { name: 'Other', scenes: [] }),
      () => book.playlists.publish(list.id, 'Kim'),
      () => book.screens.create(input(list.id, 'Other')),
      () => book.screens.edit(display.id, input(list.id, 'Other')),
      () => book.screens.pair(display.id, 'other'),
      () => book.screens.revoke(display.id),
      () => book.screens.remove(display.id),
      () => book.takeovers.begin(takeover()),
    ])
      await expect(change()).rejects.toBe(AWAY);
    expect([book.screens.list(), book.playlists.list(), changes()]).toEqual(before);
    expect(book.takeovers.current()).toBeNull();
    expect(book.screens.holderOf(hashOf('token'))?.id).toBe(display.id);
    state.away = false;
    expect((await book.playlists.publish(list.id, 'Kim')).versions[0]?.version).toBe(1);
  });

  it('does not show a change before it is on disk', async () => {
    const { book, state, input } = world();
    const list = await book.playlists.create({ name: 'List', scenes: [] });
    let release = () => undefined as void;
    state.held = new Promise((resolve) => (release = resolve));
    const making = book.screens.create(input(list.id));
    await promises();
    expect(book.screens.list()).toEqual([]);
    release();
    await making;
    expect(book.screens.list()).toHaveLength(1);
  });

  it('checks each change against what the ones before it made', async () => {
    const { book, input } = world();
    const list = await book.playlists.create({ name: 'List', scenes: [] });
    const [made, twin, removal] = await Promise.allSettled([
      book.screens.create(input(list.id)),
      book.screens.create(input(list.id)),
      book.playlists.remove(list.id),
    ]);
    expect(made.status).toBe('fulfilled');
    expect(twin).toMatchObject({ status: 'rejected', reason: { code: 'name_taken' } });
    expect(removal).toMatchObject({ status: 'rejected', reason: { code: 'playlist_in_use' } });
  });

  it('asks people to come back when fifty changes wait', async () => {
    const { book, state } = world();
    let release = () => undefined as void;
    state.held = new Promise((resolve) => (release = resolve));
    const waiting = Array.from({ length: 50 }, (_, k) =>
      book.playlists.create({ name: `P${k}`, scenes: [] }),
    );
    expect(() => book.playlists.create({ name: 'one more', scenes: [] })).toThrow('send this one again');
    release();
    await Promise.all(waiting);
    await book.playlists.create({ name: 'one more', scenes: [] });
  });

  it('has room for so many and no more', async () => {
    const { book, input } = world();
    const list = await book.playlists.create({ name: 'List', scenes: [] });
    for (let k = 0; k < 500; k += 1) await book.screens.create(input(list.id, `D${k}`));
    await expect(book.screens.create(input(list.id, 'one more'))).rejects.toMatchObject({
      statusCode: 409,
      code: 'too_many_displays',
    });
    for (let k = 1; k < 200; k += 1) await book.playlists.create({ name: `P${k}`, scenes: [] });
    await expect(book.playlists.create({ name: 'one more', scenes: [] })).rejects.toMatchObject({
      statusCode: 409,
      code: 'too_many_playlists',
    });
  });
});

describe('a takeover', () => {
  it('ends by itself to the second, once, and also when the machine slept through its end', async () => {
    for (const pass of ['advance', 'leap'] as const) {
      const { book, clock, changes } = world();
      await book.takeovers.begin(takeover({ minutes: 10 }));
      clock.advance(10 * MINUTE_MS - 1);
      expect([book.takeovers.current()?.message, changes()]).toEqual(['The shop is down. Ask Kim.', 1]);
      clock[pass](pass === 'advance' ? 1_000 : 8 * 3_600_000);
      expect([book.takeovers.current(), changes()]).toEqual([null, 2]);
      clock.advance(MINUTE_MS);
      expect(changes()).toBe(2);
      book.stop();
    }
  });

  it('that is replaced by an endless one does not end with the first', async () => {
    const { book, clock } = world();
    await book.takeovers.begin(takeover({ minutes: 1 }));
    await book.takeovers.begin(takeover({ message: 'Endless.' }));
    clock.advance(3 * MINUTE_MS);
    expect(book.takeovers.current()?.message).toBe('Endless.');
    book.stop();
  });
});

describe('codes', () => {
  it('are told apart while they are open, at most 200 at once, and make room when they expire', () => {
    const clock = new ManualClock(NOON);
    const pairings = createPairings(clock);
    const codes = new Set<string>();
    for (let k = 0; k < 200; k += 1) {
      if (k % 60 === 59) clock.advance(MINUTE_MS);
      codes.add(pairings.open().code);
    }
    expect(codes.size).toBe(200);
    clock.advance(MINUTE_MS);
    expect(() => pairings.open()).toThrow(expect.objectContaining({ statusCode: 429 }));
    clock.advance(10 * MINUTE_MS);
    expect(pairings.open().code).toMatch(/^\d{6}$/);
  });

  it('are good again when the display could not be written, and never for two at once', async () => {
    const pairings = createPairings(new ManualClock(NOON));
    const { code, claim } = pairings.open();
    await expect(pairings.redeem(code, () => Promise.reject(AWAY))).rejects.toBe(AWAY);
    expect(pairings.ask(claim)).toEqual({ state: 'waiting' });
    const tokens: string[] = [];
    const results = await Promise.allSettled(
      [1, 2].map(() => pairings.redeem(code, async (token) => void tokens.push(token))),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(tokens).toHaveLength(1);
    expect(pairings.ask(claim)).toEqual({ state: 'paired', token: tokens[0] });
  });

  it('that nobody came for are forgotten with their tokens', async () => {
    const clock = new ManualClock(NOON);
    const pairings = createPairings(clock);
    const { code, claim } = pairings.open();
    await pairings.redeem(code, () => Promise.resolve());
    clock.advance(10 * MINUTE_MS);
    expect(pairings.ask(claim)).toEqual({ state: 'expired' });
  });
});

describe('a budget', () => {
  it('is renewed a minute after it was first spent, and locks nobody out when the clock is set back', () => {
    let now = NOON;
    const budget = new Budget({ now: () => now }, 2);
    budget.spend();
    now += 59_000;
    budget.spend();
    expect(budget.waitSeconds).toBe(1);
    now += 1_000;
    expect(budget.waitSeconds).toBe(0);
    budget.spend();
    budget.spend();
    expect(budget.waitSeconds).toBe(60);
    now -= 3_600_000;
    expect(budget.waitSeconds).toBe(0);
  });
});

describe('sightings', () => {
  it('count sockets, remember when the last one left, and are written once a minute', async () => {
    const { clock, writer, state } = world();
    const warnings: string[] = [];
    const warn = (message: string) => warnings.push(message);
    const sightings = createSightings({ writer, clock, stored: new Map([['old', NOON - 5]]), warn });
    expect(sightings.of('old')).toEqual({ online: false, lastSeenAt: NOON - 5 });
    expect(sightings.of('new')).toEqual({ online: false, lastSeenAt: null });
    sightings.came('new');
    sightings.came('new');
    sightings.left('new');
    clock.advance(30_000);
    expect(sightings.of('new')).toEqual({ online: true, lastSeenAt: NOON + 30_000 });
    sightings.left('new');
    state.away = true;
    clock.advance(30_000);
    await promises();
    expect(sightings.of('new')).toEqual({ online: false, lastSeenAt: NOON + 30_000 });
    expect([warnings.length, state.writes]).toEqual([1, []]);
    state.away = false;
    clock.advance(MINUTE_MS);
    await promises();
    clock.advance(MINUTE_MS);
    await sightings.stop();
    expect(state.writes).toEqual(['sightings']);
  });
});
