import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scene } from '../../schema/contracts/displays.ts';
import { SCENE_CONDITIONS } from '../../schema/contracts/scenes.ts';
import { holds, pick, play, skip, type Heard, type Playing } from '../../web/lib/displays/playing.ts';
import { NOON, tile } from '../helpers/live-frames.ts';

const scene = (id: string, fields: Partial<Scene> = {}): Scene => ({
  id,
  kind: 'wall',
  span: '1d',
  dwellSeconds: 10,
  condition: 'always',
  ...fields,
});
const heard = (...tiles: Heard['tiles']): Heard => ({ tiles, eventNow: NOON });
const CALM = heard(tile('a'), tile('b', { level: 'quiet' }));
const WATCH = heard(tile('a'), tile('b', { level: 'watch' }));
const ALERT = heard(tile('a'), tile('b', { level: 'alert' }));
const holding = (condition: Scene['condition'], world: Heard, fields: Partial<Scene> = {}) =>
  holds(scene('x', { condition, ...fields }), world);

/** The scenes that are shown, second by second, as long as nothing else changes. */
function watched(scenes: readonly Scene[], world: Heard, seconds: number, first: Playing | null = null) {
  const shown: (string | undefined)[] = [];
  let playing = first;
  for (let second = 0; second < seconds; second += 1) {
    playing = play(scenes, world, second * 1_000, playing);
    if (shown.at(-1) !== playing?.scene.id) shown.push(playing?.scene.id);
  }
  return shown.join(' ');
}

describe('the condition of a scene', () => {
  it('asks for trouble: a brand on watch or alert', () => {
    expect([CALM, WATCH, ALERT].map((world) => holding('trouble', world))).toEqual([false, true, true]);
    expect([CALM, WATCH, ALERT].map((world) => holding('alert', world))).toEqual([false, false, true]);
    expect([CALM, WATCH, ALERT].map((world) => holding('calm', world))).toEqual([true, false, false]);
    expect([CALM, WATCH, ALERT].map((world) => holding('always', world))).toEqual([true, true, true]);
  });

  it("asks of a brand's scene for its own brand alone", () => {
    const of = (brand: string) => ({ kind: 'brand', brand }) as const;
    expect(holding('alert', ALERT, of('a'))).toBe(false);
    expect(holding('alert', ALERT, of('b'))).toBe(true);
    expect(holding('calm', ALERT, of('a'))).toBe(true);
    expect(holding('trouble', ALERT, of('nobody'))).toBe(false);
    expect(holding('heard', ALERT, of('nobody'))).toBe(false);
  });

  it('hears what was said in the last hour, by the clock of the mentions', () => {
    const said = (ago: number | null) =>
      heard(tile('a', { lastMentionAt: ago === null ? null : NOON - ago }));
    expect(holding('heard', said(3_599_999))).toBe(true);
    expect(holding('heard', said(3_600_000))).toBe(false);
    expect(holding('heard', said(null))).toBe(false);
    expect(holding('heard', { ...said(1), eventNow: null })).toBe(false);
  });
});

describe('a playlist', () => {
  it('shows every scene for its dwell, and begins again', () => {
    expect(watched([scene('a'), scene('b'), scene('c')], CALM, 45)).toBe('a b c a b');
    expect(play([scene('a', { dwellSeconds: 7 })], CALM, 100, null)).toMatchObject({
      since: 100,
      until: 7_100,
    });
  });

  it('leaves out what does not hold', () => {
    const scenes = [scene('a'), scene('t', { condition: 'trouble' }), scene('c', { condition: 'calm' })];
    expect(watched(scenes, CALM, 25)).toBe('a c a');
    expect(watched(scenes, WATCH, 25)).toBe('a t a');
  });

  it('shows the first when none holds, and leaves it as soon as one does', () => {
    const scenes = [scene('t', { condition: 'trouble' }), scene('x', { condition: 'alert' })];
    const first = play(scenes, CALM, 0, null);
    expect(first?.scene.id).toBe('t');
    expect(play(scenes, CALM, 5_000, first)).toBe(first);
    expect(play(scenes, ALERT, 5_000, first)?.scene.id).toBe('t');
    const only = [scene('c', { condition: 'calm' }), scene('x', { condition: 'alert' })];
    expect(play(only, ALERT, 1, play(only, CALM, 0, null))?.scene.id).toBe('x');
  });

  it('does not make trouble wait behind a calm hour', () => {
    const scenes = [
      scene('c', { condition: 'calm', dwellSeconds: 3_600 }),
      scene('x', { condition: 'alert' }),
    ];
    const calm = play(scenes, CALM, 0, null);
    expect(play(scenes, ALERT, 60_000, calm)).toMatchObject({ scene: { id: 'x' }, since: 60_000 });
  });

  it('goes on with the only scene that holds without a new beginning on the screen', () => {
    const scenes = [scene('a'), scene('x', { condition: 'alert' })];
    expect(watched(scenes, CALM, 60)).toBe('a');
  });

  it('keeps the scene when the list around it is edited, with its new dwell', () => {
    const before = play([scene('a'), scene('b')], CALM, 0, null);
    const after = play([scene('n'), scene('a', { dwellSeconds: 30 })], CALM, 5_000, before);
    expect(after).toMatchObject({ scene: { id: 'a' }, index: 1, since: 0, until: 30_000 });
  });

  it('goes on where a scene was that is gone', () => {
    const before = skip([scene('a'), scene('b'), scene('c')], 0, null, 2);
    expect(before?.scene.id).toBe('b');
    expect(play([scene('a'), scene('c')], CALM, 1, before)?.scene.id).toBe('c');
    expect(play([], CALM, 1, before)).toBeNull();
  });

  it('shows what somebody asks for, although its condition does not hold, for its dwell', () => {
    const scenes = [scene('a'), scene('x', { condition: 'alert' })];
    const asked = skip(scenes, 0, play(scenes, CALM, 0, null), 1);
    expect(asked?.scene.id).toBe('x');
    expect(play(scenes, CALM, 9_999, asked)?.scene.id).toBe('x');
    expect(play(scenes, CALM, 10_000, asked)?.scene.id).toBe('a');
    expect(skip(scenes, 0, asked, 1)?.scene.id).toBe('a');
    expect(skip(scenes, 0, play(scenes, CALM, 0, null), -1)?.scene.id).toBe('x');
  });
});

describe('any playlist in any world', () => {
  const anyScenes = fc
    .array(
      fc.record({
        condition: fc.constantFrom(...SCENE_CONDITIONS),
        dwellSeconds: fc.integer({ min: 5, max: 60 }),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((list) => list.map((fields, at) => scene(`s${at}`, fields)));
  const anyWorld = fc.constantFrom(CALM, WATCH, ALERT, heard());

  it('always shows a scene of the list, one that holds if there is any', () => {
    fc.assert(
      fc.property(
        anyScenes,
        fc.array(fc.tuple(anyWorld, fc.integer({ min: 0, max: 90_000 }))),
        (scenes, steps) => {
          let [playing, now]: [Playing | null, number] = [null, 0];
          for (const [world, passed] of steps) {
            now += passed;
            playing = play(scenes, world, now, playing);
            if (playing === null) throw new Error('Nothing is shown.');
            expect(scenes[playing.index]).toBe(playing.scene);
            expect(playing.since).toBeLessThanOrEqual(now);
            expect(playing.until).toBeGreaterThan(now);
            if (scenes.some((one) => holds(one, world))) expect(holds(playing.scene, world)).toBe(true);
            else expect(playing.index).toBe(0);
            // Asked again at once, nothing changes: the screen does not flicker.
            expect(play(scenes, world, now, playing)).toBe(playing);
          }
        },
      ),
    );
  });

  it('leaves nobody out: every scene that holds comes in one round', () => {
    fc.assert(
      fc.property(anyScenes, anyWorld, (scenes, world) => {
        const wanted = scenes.filter((one) => holds(one, world)).map(({ id }) => id);
        const seconds = scenes.reduce((sum, { dwellSeconds }) => sum + dwellSeconds, 1);
        expect(watched(scenes, world, seconds).split(' ')).toEqual(expect.arrayContaining(wanted));
      }),
    );
  });

  it('goes to a scene that is asked for by its id, whether it holds or not, and nowhere without one', () => {
    const scenes = [scene('a'), scene('b', { condition: 'alert' })];
    const asked = pick(scenes, 5_000, 'b');
    expect(asked).toMatchObject({ index: 1, since: 5_000, until: 15_000, chosen: true });
    expect(play(scenes, CALM, 6_000, asked)).toBe(asked);
    expect(play(scenes, CALM, 15_000, asked)?.scene.id).toBe('a');
    expect(pick(scenes, 0, 'gone')).toBeNull();
  });
});
