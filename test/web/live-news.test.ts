import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DisplayProgram } from '../../schema/contracts/displays.ts';
import type { SourceHealth, StateChange } from '../../schema/contracts/live.ts';
import { parseFrame } from '../../web/lib/live/parse.ts';
import { parseProgram } from '../../web/lib/live/program.ts';
import { isSource, isStateChange, mergeChanges } from '../../web/lib/live/sources.ts';
import { isStory } from '../../web/lib/live/stories.ts';
import { EMPTY_STREAM, receive, type Stream } from '../../web/lib/live/stream.ts';
import { board } from '../helpers/board.ts';
import { delta, hello, NOON, snapshot, tile } from '../helpers/live-frames.ts';

const SOURCE: SourceHealth = {
  source: 'feed',
  status: 'live',
  lastEventAt: NOON,
  lastStoredAt: NOON,
  perMinute: 2,
  lagMs: null,
};
const change = (at: number, brand = 'acme'): StateChange => ({
  brand,
  at,
  from: 'calm',
  to: 'watch',
  why: '41 % negative.',
});
const PROGRAM: DisplayProgram = {
  display: { id: 'd-1', name: 'Lobby', theme: 'dark', lobbySafe: true, quietHours: null },
  version: 2,
  scenes: [{ id: 'a', kind: 'wall', span: '1d', dwellSeconds: 30, condition: 'always' }],
  takeover: null,
};

const at = (seq: number): Stream =>
  [hello(), snapshot(seq)].reduce((stream, frame) => receive(stream, frame, 0).stream, EMPTY_STREAM);

describe('merged news of a slow reader', () => {
  it('are taken by whoever has seen what they begin with, or later', () => {
    for (const since of [3, 4, 5]) {
      const { stream, ask } = receive(at(5), { ...delta(9, { tiles: [tile('late')] }), since }, 1);
      expect([stream.seq, ask, stream.tiles.map(({ brand }) => brand)]).toEqual([9, 'nothing', ['late']]);
    }
  });
  it('are a gap to whoever has not', () => {
    const { stream, ask } = receive(at(5), { ...delta(9), since: 6 }, 1);
    expect([stream.seq, ask]).toEqual([5, 'resync']);
  });
  it('change nothing when they end before what is known', () => {
    const { stream, ask } = receive(at(5), { ...delta(5, { tiles: [tile('old')] }), since: 1 }, 1);
    expect([stream.seq, ask, stream.tiles]).toEqual([5, 'nothing', []]);
  });
});

describe('sources and changes of state', () => {
  it('come with a snapshot, and are replaced or added to by deltas', () => {
    const first = receive(at(0), { ...snapshot(1), sources: [SOURCE], changes: [change(1)] }, 0).stream;
    const next = receive(first, { ...delta(2), changes: [change(2)] }, 0).stream;
    expect(next.sources).toEqual([SOURCE]);
    expect(next.changes.map((one) => one.at)).toEqual([2, 1]);
    const silent = { ...SOURCE, status: 'silent' as const };
    expect(receive(next, { ...delta(3), sources: [silent] }, 0).stream.sources).toEqual([silent]);
  });
  it('are told once, the newest first, a hundred at most', () => {
    const all = fc.array(fc.nat(300).map((nth) => change(nth)));
    fc.assert(
      fc.property(all, all, (old, added) => {
        const merged = mergeChanges(mergeChanges([], old), added);
        const instants = merged.map((one) => one.at);
        expect(merged.length).toBeLessThanOrEqual(100);
        expect(instants).toEqual(instants.toSorted((a, b) => b - a));
      }),
    );
    expect(mergeChanges([change(1)], [change(1)])).toHaveLength(1);
  });
  it('are refused alone when they are none', () => {
    const frame = {
      ...snapshot(1),
      sources: [SOURCE, { ...SOURCE, status: 'fine' }],
      changes: [{}, change(1)],
    };
    expect(parseFrame(JSON.stringify(frame))).toMatchObject({ sources: [SOURCE], changes: [change(1)] });
    fc.assert(
      fc.property(fc.anything(), (value) => !isSource(value) && !isStateChange(value) && !isStory(value)),
    );
  });
});

describe('the program of a display', () => {
  it('arrives beside the sequence and stays through deltas', () => {
    const frame = parseFrame(JSON.stringify({ type: 'display', program: PROGRAM }));
    expect(frame).toEqual({ type: 'display', program: PROGRAM });
    if (frame === null) throw new Error('The frame could not be read.');
    const stream = receive(receive(at(1), frame, 0).stream, delta(2), 0).stream;
    expect([stream.program, stream.seq]).toEqual([PROGRAM, 2]);
  });
  it('leaves out scenes that this page cannot show, and is nothing without a display', () => {
    const newer = { ...PROGRAM, scenes: [...PROGRAM.scenes, { ...PROGRAM.scenes[0], kind: 'hologram' }] };
    expect(parseProgram(newer)).toEqual(PROGRAM);
    expect(parseProgram({ ...PROGRAM, display: null })).toBeNull();
    expect(parseProgram({ ...PROGRAM, takeover: { message: 7 } })).toBeNull();
    fc.assert(fc.property(fc.anything(), (value) => parseProgram(value) === null));
  });
});

describe('a story', () => {
  it('is one with its curve, and none with half of it', () => {
    const [story] = board().stories;
    expect(isStory(story)).toBe(true);
    expect(isStory({ ...story, curve: [{ at: 1 }] })).toBe(false);
  });
});
