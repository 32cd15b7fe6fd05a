import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeltaFrame } from '../../schema/contracts/live.ts';
import { EMPTY_STREAM, receive, type Stream } from '../../web/lib/live/stream.ts';
import {
  change,
  delta,
  heartbeat,
  hello,
  line,
  program,
  snapshot,
  source,
  tile,
} from '../helpers/live-frames.ts';

const wallAt = (seq: number): Stream =>
  receive(receive(EMPTY_STREAM, hello(), 0).stream, snapshot(seq, { tiles: [tile('acme')] }), 0).stream;

describe('news that was merged for a slow reader', () => {
  const merged = (since: number, seq: number) => delta(seq, { since, tiles: [tile('acme', { volume: 99 })] });

  it.each([
    ['begins where the wall is', 5, 9],
    ['begins earlier and overlaps what is known', 2, 9],
    ['is of one step', 5, 6],
  ])('is taken when it %s', (_, since, seq) => {
    const { stream, ask } = receive(wallAt(5), merged(since, seq), 100);
    expect(ask).toBe('nothing');
    expect(stream).toMatchObject({ seq, freshAt: 100 });
    expect(stream.tiles[0]?.volume.value).toBe(99);
    expect(receive(stream, delta(seq + 1), 200)).toMatchObject({ ask: 'nothing', stream: { seq: seq + 1 } });
  });

  it('is not taken when it leaves a gap, which only a snapshot closes', () => {
    const { stream, ask } = receive(wallAt(5), merged(6, 9), 100);
    expect(ask).toBe('resync');
    expect(stream).toMatchObject({ seq: 5, freshAt: 0, resyncAskedAt: 100 });
    expect(stream.tiles[0]?.volume.value).toBe(10);
    expect(receive(stream, snapshot(9), 200).stream).toMatchObject({ seq: 9, resyncAskedAt: null });
  });

  it.each([4, 5])('is ignored when it ends at %d and the wall is at 5 already', (seq) => {
    const { stream, ask } = receive(wallAt(5), merged(1, seq), 100);
    expect([ask, stream.seq, stream.tiles[0]?.volume.value]).toEqual(['nothing', 5, 10]);
  });

  it('is taken if and only if it continues what is known, and is asked for again only after a gap', () => {
    const upTo = fc.nat(20);
    fc.assert(
      fc.property(upTo, upTo, fc.integer({ min: 1, max: 20 }), (known, since, steps) => {
        const seq = since + steps;
        const { stream, ask } = receive(wallAt(known), merged(since, seq), 100);
        const follows = since <= known && known < seq;
        expect(stream.seq).toBe(follows ? seq : known);
        expect(ask).toBe(since > known ? 'resync' : 'nothing');
      }),
    );
  });

  it('shows what each delta alone would have shown', () => {
    const step = fc.record({ brand: fc.constantFrom('a', 'b', 'c'), volume: fc.nat(50) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const singly = steps.map(({ brand, volume }, index) =>
          delta(index + 1, { tiles: [tile(brand, { volume })], mentions: [line(`m${index}`)] }),
        );
        const whole = delta(steps.length, {
          since: 0,
          tiles: singly.flatMap(({ tiles }) => tiles),
          mentions: singly.toReversed().flatMap(({ mentions }) => mentions),
        });
        const play = (...frames: readonly DeltaFrame[]) =>
          frames.reduce((stream, frame) => receive(stream, frame, 100).stream, wallAt(0));
        expect(play(whole)).toEqual(play(...singly));
      }),
    );
  });
});

describe('sources and changes of state', () => {
  const [twitter, forum] = [source('twitter'), source('forum', { status: 'silent', lagMs: null })];

  it('come with the snapshot; a delta replaces all sources, and adds changes', () => {
    const first = receive(
      wallAt(1),
      snapshot(2, { sources: [twitter], changes: [change('acme', { at: 10 })] }),
      100,
    ).stream;
    expect(first).toMatchObject({ sources: [twitter], changes: [{ at: 10 }] });
    const next = receive(
      first,
      delta(3, {
        sources: [forum, twitter],
        changes: [change('acme', { at: 20, from: 'alert', to: 'calm' })],
      }),
      200,
    ).stream;
    expect(next.sources).toEqual([forum, twitter]);
    expect(next.changes.map(({ at }) => at)).toEqual([20, 10]);
    expect(receive(next, snapshot(4), 300).stream).toMatchObject({ sources: [], changes: [] });
  });

  it('are the same lists after a frame without any, so that nothing is drawn again', () => {
    const before = receive(
      wallAt(1),
      snapshot(2, { sources: [twitter], changes: [change('acme')] }),
      0,
    ).stream;
    for (const frame of [delta(3), heartbeat(2)]) {
      const { stream } = receive(before, frame, 100);
      expect(stream.sources).toBe(before.sources);
      expect(stream.changes).toBe(before.changes);
    }
  });
});

describe('the program of a display', () => {
  const frame = { type: 'display', program: program() } as const;

  it('comes before the snapshot, and has no place in the sequence', () => {
    const early = receive(receive(EMPTY_STREAM, hello(), 0).stream, frame, 0);
    expect(early).toMatchObject({ ask: 'nothing', stream: { program: program(), seq: null, freshAt: null } });
    const wall = wallAt(5);
    expect(receive(wall, frame, 900)).toEqual({ stream: { ...wall, program: program() }, ask: 'nothing' });
  });

  it('stays while the connection is made anew, and is replaced by the next', () => {
    const known = receive(wallAt(5), frame, 100).stream;
    const again = receive(known, hello({ instance: 'j' }), 200).stream;
    expect(again.program).toEqual(program());
    const next = program({ version: 4, scenes: [] });
    expect(receive(again, { type: 'display', program: next }, 300).stream.program).toEqual(next);
  });
});
