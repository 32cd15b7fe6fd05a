import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BRAND_LEVELS, SOURCE_STATUSES } from '../../schema/contracts/live.ts';
import { DISPLAY_THEMES, SCENE_CONDITIONS, SCENE_KINDS, SPANS } from '../../schema/contracts/scenes.ts';
import { isScene, isTakeover, parseProgram } from '../../web/lib/live/program.ts';
import { isSource, isStateChange, mergeChanges } from '../../web/lib/live/sources.ts';
import { isStory } from '../../web/lib/live/stories.ts';
import { change, NOON, program, source, story } from '../helpers/live-frames.ts';

/** What is told from what it should be by one field. */
type Spoilt = readonly [what: string, fields: Readonly<Record<string, unknown>>];

const SCENE = program().scenes[0];
const TAKEOVER = {
  message: 'Everybody to the desk',
  level: 'alert',
  brand: null,
  by: 'kim',
  startedAt: NOON,
  endsAt: null,
  evenInQuietHours: false,
} as const;
const NIGHT = { from: '22:00', to: '06:30', zone: 'Europe/Berlin' };

describe('a scene', () => {
  it.each([
    ...SCENE_KINDS.map((kind) => ({ kind })),
    ...SPANS.map((span) => ({ span })),
    ...SCENE_CONDITIONS.map((condition) => ({ condition })),
    { brand: 'acme' },
    { message: 'Hello' },
    { dwellSeconds: 3_600 },
  ])('may have %j', (fields) => expect(isScene({ ...SCENE, ...fields })).toBe(true));

  it.each<Spoilt>([
    ['no id', { id: undefined }],
    ['a kind of tomorrow', { kind: 'hologram' }],
    ['a kind that is the name of a method', { kind: 'constructor' }],
    ['a brand that is null', { brand: null }],
    ['a message that is a list', { message: [] }],
    ['a span nobody offers', { span: '1y' }],
    ['no time to be seen', { dwellSeconds: 0 }],
    ['a dwell in quotes', { dwellSeconds: '30' }],
    ['a condition nobody knows', { condition: 'raining' }],
  ])('is none with %s', (_, fields) => expect(isScene({ ...SCENE, ...fields })).toBe(false));
});

describe('a takeover', () => {
  it.each(BRAND_LEVELS)('may be of level "%s", with a brand and an end', (level) => {
    expect(isTakeover({ ...TAKEOVER, level, brand: 'acme', endsAt: NOON + 60_000 })).toBe(true);
  });

  it.each<Spoilt>([
    ['no message', { message: undefined }],
    ['a level nobody knows', { level: 'panic' }],
    ['a brand that is not said', { brand: undefined }],
    ['nobody behind it', { by: null }],
    ['no beginning', { startedAt: null }],
    ['an end in quotes', { endsAt: 'soon' }],
    ['no word on quiet hours', { evenInQuietHours: undefined }],
  ])('is none with %s', (_, fields) => expect(isTakeover({ ...TAKEOVER, ...fields })).toBe(false));
});

describe('the program of a display', () => {
  it.each([
    ['as published', {}],
    ['without a scene', { version: 0, scenes: [] }],
    ['with a takeover', { takeover: TAKEOVER }],
    ...DISPLAY_THEMES.map(
      (theme) => [`in ${theme}`, { display: { ...program().display, theme, quietHours: NIGHT } }] as const,
    ),
  ])('is read %s', (_, fields) => expect(parseProgram(program(fields))).toEqual(program(fields)));

  it('goes without the scenes that this page cannot show', () => {
    const scenes = [{ ...SCENE, kind: 'hologram' }, SCENE, null, 'wall'];
    expect(parseProgram({ ...program(), scenes })).toEqual(program());
  });

  it('goes without what it was not asked to bring', () => {
    expect(parseProgram({ ...program(), token: 'secret' })).toEqual(program());
  });

  it.each<Spoilt>([
    ['no display', { display: null }],
    ['a display without a name', { display: { ...program().display, name: undefined } }],
    ['a theme nobody knows', { display: { ...program().display, theme: 'sepia' } }],
    ['no word on the lobby', { display: { ...program().display, lobbySafe: 'yes' } }],
    ['quiet hours without a zone', { display: { ...program().display, quietHours: { ...NIGHT, zone: 1 } } }],
    ['quiet hours that are not said', { display: { ...program().display, quietHours: undefined } }],
    ['no version', { version: undefined }],
    ['scenes that are no list', { scenes: {} }],
    ['a takeover that is not said', { takeover: undefined }],
    ['half a takeover', { takeover: { ...TAKEOVER, message: 7 } }],
  ])('is none with %s', (_, fields) => expect(parseProgram({ ...program(), ...fields })).toBeNull());
});

describe('the health of a source', () => {
  it.each(SOURCE_STATUSES)('may be "%s", with or without a lag', (status) => {
    expect(isSource(source('twitter', { status }))).toBe(true);
    expect(isSource(source('twitter', { status, lagMs: null }))).toBe(true);
  });

  it.each<Spoilt>([
    ['no name', { source: undefined }],
    ['a status nobody knows', { status: 'dead' }],
    ['no newest mention', { lastEventAt: null }],
    ['a time in quotes', { lastStoredAt: '2026-03-04' }],
    ['less than no mentions', { perMinute: -1 }],
    ['a lag that is not said', { lagMs: undefined }],
  ])('is none with %s', (_, fields) => expect(isSource({ ...source('twitter'), ...fields })).toBe(false));
});

describe('a change of state', () => {
  it.each(BRAND_LEVELS)('may be from and to "%s"', (level) => {
    expect(isStateChange(change('acme', { from: level, to: level }))).toBe(true);
  });

  it.each<Spoilt>([
    ['no brand', { brand: null }],
    ['no time', { at: undefined }],
    ['a level nobody knows before', { from: 'panic' }],
    ['a level nobody knows after', { to: 'toString' }],
    ['no reason', { why: undefined }],
  ])('is none with %s', (_, fields) => expect(isStateChange({ ...change('acme'), ...fields })).toBe(false));

  it('stands in the list once, newest first, and no more than a hundred of them', () => {
    const batch = fc.array(
      fc
        .record({ brand: fc.constantFrom('a', 'b', 'c'), at: fc.nat(60) })
        .map(({ brand, at }) => change(brand, { at })),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 5 }), (batches) => {
        const merged = batches.reduce<ReturnType<typeof mergeChanges>>(mergeChanges, []);
        const names = merged.map(({ brand, at }) => `${brand} ${at}`);
        expect(merged.length).toBeLessThanOrEqual(100);
        expect(new Set(names).size).toBe(names.length);
        const times = merged.map(({ at }) => at);
        expect(times).toEqual(times.toSorted((a, b) => b - a));
        const newest = Math.max(-1, ...batches.flat().map(({ at }) => at));
        expect(times[0] ?? -1).toBe(newest);
      }),
    );
  });

  it('is the same list when nothing was added, so that nothing is drawn again', () => {
    const old = [change('acme')];
    expect(mergeChanges(old)).toBe(old);
    expect(mergeChanges(old, [])).toBe(old);
    expect(mergeChanges(old, [change('acme')])[0]).toBe(old[0]);
  });
});

describe('a story', () => {
  it('may be of a post that was never seen', () => {
    const unseen = { author: null, at: null, sentiment: null, text: null, doublingMs: null, curve: [] };
    expect([story('1'), story('1', unseen)].map(isStory)).toEqual([true, true]);
  });

  it.each<Spoilt>([
    ['no source', { source: undefined }],
    ['an id that is a number', { id: 7 }],
    ['an author that is not said', { author: undefined }],
    ['less than no size', { size: -1 }],
    ['no count in the window', { r: null }],
    ['a doubling in quotes', { doublingMs: '15 min' }],
    ['less than no reach', { reach: -1 }],
    ['half paid', { paid: 'half' }],
    ['no word on who paid', { paidByCustomer: undefined }],
    ['a text that is a list', { text: [] }],
    ['a curve that is none', { curve: null }],
    ['a point without a time', { curve: [{ at: null, size: 1 }] }],
    ['a point below nothing', { curve: [{ at: NOON, size: -1 }] }],
  ])('is none with %s', (_, fields) => expect(isStory({ ...story('1'), ...fields })).toBe(false));
});

describe('the guards', () => {
  it('never throw, and take nothing that came by chance', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect([isScene, isTakeover, isSource, isStateChange, isStory].some((guard) => guard(value))).toBe(
          false,
        );
        expect(parseProgram(value)).toBeNull();
      }),
    );
  });
});
