import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Playlist, Scene } from '../../schema/contracts/displays.ts';
import { SCENE_KINDS } from '../../schema/contracts/scenes.ts';
import {
  draftFault,
  dwellOf,
  isShown,
  moved,
  newScene,
  ofKind,
  replaced,
  roundMs,
  sameScenes,
  sceneFault,
} from '../../web/lib/displays/scenes.ts';

const scene = (id: string, fields: Partial<Scene> = {}): Scene => ({
  id,
  kind: 'wall',
  span: '1d',
  dwellSeconds: 10,
  condition: 'always',
  ...fields,
});
const kinds = fc.constantFrom(...SCENE_KINDS);

describe('a list of scenes', () => {
  it('gives each new scene an id that no other has, whatever was removed before', () => {
    const steps = fc.array(fc.record({ kind: kinds, remove: fc.nat(20) }), { maxLength: 40 });
    fc.assert(
      fc.property(steps, (all) => {
        let scenes: readonly Scene[] = [];
        for (const { kind, remove } of all) {
          const next = newScene(kind, scenes, 'acme');
          expect(next.id).toMatch(/^[a-z0-9-]{1,40}$/);
          expect(scenes.map(({ id }) => id)).not.toContain(next.id);
          scenes = [...scenes, next].filter((_, index) => index !== remove);
        }
      }),
    );
  });

  it('is the same again when a scene is moved and moved back, and keeps all of them', () => {
    const lists = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lists, fc.nat(11), fc.constantFrom<(-1 | 1)[]>(-1, 1), (items, at, step) => {
        const index = at % items.length;
        const there = moved(items, index, step);
        expect([...there].sort()).toEqual([...items].sort());
        const isEdge = index + step < 0 || index + step >= items.length;
        if (isEdge) expect(there).toBe(items);
        else {
          expect(there[index + step]).toBe(items[index]);
          expect(moved(there, index + step, step === 1 ? -1 : 1)).toEqual(items);
        }
      }),
    );
  });

  it('knows its scenes apart by what is shown of them, in their order', () => {
    const [a, b] = [scene('a'), scene('b', { kind: 'message', message: 'Hi' })];
    expect(sameScenes([a, b], [{ ...a }, { ...b }])).toBe(true);
    expect(sameScenes([a, b], [b, a])).toBe(false);
    expect(sameScenes([a], [a, b])).toBe(false);
    expect(sameScenes([b], [{ ...b, message: 'Ho' }])).toBe(false);
    expect(sameScenes([a], [{ ...a, dwellSeconds: 11 }])).toBe(false);
  });

  it('is published when its newest version has the same scenes, and not by an older one', () => {
    const version = (nth: number, scenes: Scene[]) => ({
      version: nth,
      scenes,
      publishedAt: 0,
      publishedBy: 'Kim',
    });
    const playlist: Playlist = { id: 'p', name: 'P', draft: [], draftAt: 0, versions: [] };
    expect(isShown([scene('a')], playlist)).toBe(false);
    const twice = { ...playlist, versions: [version(2, [scene('b')]), version(1, [scene('a')])] };
    expect(isShown([scene('a')], twice)).toBe(false);
    expect(isShown([scene('b')], twice)).toBe(true);
  });

  it('takes as long as its scenes together', () => {
    expect(roundMs([])).toBe(0);
    expect(roundMs([scene('a'), scene('b', { dwellSeconds: 5 })])).toBe(15_000);
    expect(replaced([scene('a'), scene('b')], scene('b', { dwellSeconds: 7 }))[1]?.dwellSeconds).toBe(7);
  });
});

describe('a scene', () => {
  it('drops what another kind does not show, and a message keeps its words', () => {
    const message = scene('m', { kind: 'message', message: 'Hi' });
    expect(ofKind(message, 'message', 'acme')).toEqual(message);
    expect(ofKind(message, 'wall', 'acme')).toEqual(scene('m'));
    expect(ofKind(scene('b'), 'brand', 'acme')).toEqual(scene('b', { kind: 'brand', brand: 'acme' }));
    expect(ofKind(scene('b', { kind: 'brand', brand: 'own' }), 'brand', 'acme').brand).toBe('own');
    expect(ofKind(scene('b', { kind: 'brand', brand: 'own' }), 'crisis')).not.toHaveProperty('brand');
  });

  it('says what it lacks, and the draft which one it is', () => {
    expect(sceneFault(scene('a'))).toBeNull();
    expect(sceneFault(scene('a', { kind: 'brand' }))).toMatch(/brand/);
    expect(sceneFault(scene('a', { kind: 'message', message: '  ' }))).toMatch(/words/);
    expect(draftFault({ name: 'P', scenes: [] })).toBeNull();
    expect(draftFault({ name: ' ', scenes: [] })).toMatch(/name/);
    expect(draftFault({ name: 'P', scenes: [scene('a'), scene('b', { kind: 'brand' })] })).toMatch(/Scene 2/);
  });

  it('stays for a whole number of seconds within bounds, whatever is typed', () => {
    fc.assert(
      fc.property(fc.double(), (typed) => {
        const dwell = dwellOf(typed, 30);
        expect(Number.isInteger(dwell) && dwell >= 5 && dwell <= 3_600).toBe(true);
      }),
    );
    expect(dwellOf(NaN, 30)).toBe(30);
    expect(dwellOf(12.4, 30)).toBe(12);
  });
});
