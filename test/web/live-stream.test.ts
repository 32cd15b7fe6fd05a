import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BrandReadings, LiveFrame } from '../../schema/contracts/live.ts';
import { freshness } from '../../web/lib/live/status.ts';
import {
  EMPTY_STREAM,
  mergeMentions,
  mergeTiles,
  receive,
  TICKER_CAPACITY,
} from '../../web/lib/live/stream.ts';
import { delta, heartbeat, hello, line, NOON, snapshot, tile } from '../helpers/live-frames.ts';

/** Receives frames one after the other, a tenth of a second apart unless told when. */
function play(...frames: readonly (LiveFrame | readonly [at: number, frame: LiveFrame])[]) {
  let stream = EMPTY_STREAM;
  const asks = frames.map((entry, index) => {
    const [at, frame] = 'type' in entry ? [index * 100, entry] : entry;
    const step = receive(stream, frame, at);
    stream = step.stream;
    return step.ask;
  });
  return { stream, asks, ask: asks.at(-1) };
}
const brands = (list: readonly { readonly brand: string }[]) => list.map(({ brand }) => brand);
const keys = (list: readonly { readonly key: string }[]) => list.map(({ key }) => key);

describe('the stream of frames', () => {
  it('shows nothing, and claims nothing, before the first snapshot', () => {
    const { stream, asks } = play(hello(), delta(5, { tiles: [tile('acme')] }), heartbeat(5));
    expect(asks).toEqual(['nothing', 'nothing', 'nothing']);
    expect(stream).toMatchObject({ seq: null, tiles: [], totals: null, freshAt: null });
  });

  it('adds a delta to a snapshot: its tiles replace theirs, the others stay the very same objects', () => {
    const [a, b] = [tile('a'), tile('b')];
    const { stream, ask } = play(
      hello(),
      snapshot(7, { tiles: [a, b] }),
      delta(8, { tiles: [tile('b', { volume: 99 }), tile('c')] }),
    );
    expect(ask).toBe('nothing');
    expect(brands(stream.tiles)).toEqual(['a', 'b', 'c']);
    expect(stream.tiles[0]).toBe(a);
    expect(stream.tiles[1]?.volume.value).toBe(99);
    expect(stream).toMatchObject({ seq: 8, freshAt: 200 });
  });

  it('has a mention that is said to be something else say so where it stands', () => {
    const { stream } = play(
      hello(),
      snapshot(1, { mentions: [line('b'), line('a')] }),
      delta(2, {
        mentions: [line('c')],
        relabelled: [
          { key: 'a', sentiment: 'negative' },
          { key: 'unheard of', sentiment: 'negative' },
        ],
      }),
    );
    expect(keys(stream.mentions)).toEqual(['c', 'b', 'a']);
    expect(stream.mentions[2]).toEqual({ ...line('a'), sentiment: 'negative' });
    expect(stream.mentions[1]).toEqual(line('b'));
  });

  it('asks for a snapshot when a delta is missing, and is not fresh until it has one', () => {
    const { stream, asks } = play(hello(), snapshot(1), delta(3, { tiles: [tile('acme')] }), delta(4));
    expect(asks).toEqual(['nothing', 'nothing', 'resync', 'nothing']);
    expect(stream).toMatchObject({ seq: 1, tiles: [], freshAt: 100 });
    const mended = receive(stream, snapshot(4, { tiles: [tile('acme')] }), 400).stream;
    expect(mended).toMatchObject({ seq: 4, freshAt: 400, resyncAskedAt: null });
    expect(receive(mended, delta(5), 500).ask).toBe('nothing');
  });

  it('asks again when the snapshot does not come within a second, and not before', () => {
    const { asks } = play(hello(), [0, snapshot(1)], [100, delta(3)], [1_099, delta(4)], [1_100, delta(5)]);
    expect(asks.slice(2)).toEqual(['resync', 'nothing', 'resync']);
  });

  it('asks for a snapshot when a heartbeat tells of a delta that never came', () => {
    const { stream, ask } = play(hello(), snapshot(1), heartbeat(2));
    expect([ask, stream.seq, stream.freshAt]).toEqual(['resync', 1, 100]);
  });

  it('counts as fresh after a heartbeat that confirms what it has', () => {
    const { stream, ask } = play(hello(), snapshot(1), heartbeat(1, { watermark: NOON, sentAt: NOON + 200 }));
    expect(ask).toBe('nothing');
    expect(stream).toMatchObject({ freshAt: 200, freshSentAt: NOON + 200, watermark: NOON });
  });

  it('ignores a delta it has already, and one from before the snapshot', () => {
    const old = { tiles: [tile('acme', { volume: 1 })], mentions: [line('old')] };
    const { stream, asks } = play(
      hello(),
      snapshot(5, { tiles: [tile('acme')] }),
      delta(5, old),
      delta(4, old),
      heartbeat(3),
    );
    expect(asks).toEqual(Array(5).fill('nothing'));
    expect(stream).toMatchObject({ seq: 5, mentions: [], freshAt: 100 });
    expect(stream.tiles[0]?.volume.value).toBe(10);
  });

  it('replaces everything with a snapshot: what is not in it is gone', () => {
    const { stream } = play(
      hello(),
      snapshot(1, { tiles: [tile('a'), tile('b')], mentions: [line('1')] }),
      snapshot(9, { tiles: [tile('c')], mentions: [line('2')] }),
    );
    expect([brands(stream.tiles), keys(stream.mentions), stream.seq]).toEqual([['c'], ['2'], 9]);
  });

  it('keeps the last known figures while a new connection has not sent its snapshot', () => {
    const { stream, ask } = play(
      hello(),
      snapshot(50, { tiles: [tile('a')] }),
      hello({ instance: 'j' }),
      delta(1),
    );
    expect(ask).toBe('nothing');
    expect(stream).toMatchObject({ seq: null, freshAt: 100 });
    expect(brands(stream.tiles)).toEqual(['a']);
    // A server that started anew counts from the beginning.
    expect(receive(stream, snapshot(2), 900).stream.seq).toBe(2);
  });
});

describe('another build', () => {
  it('asks for a reload, not for the same build after a reconnection', () => {
    expect(play(hello(), hello({ instance: 'j' }), hello({ build: 'two' })).asks).toEqual([
      'nothing',
      'nothing',
      'reload',
    ]);
  });
  it('goes on asking as long as the page is the old one', () => {
    expect(play(hello(), hello({ build: 'two' }), hello({ build: 'two' })).asks.slice(1)).toEqual([
      'reload',
      'reload',
    ]);
  });
  it('asks for a reload when the protocol is not the one this page speaks', () => {
    expect(play(hello({ protocol: 99 })).asks).toEqual(['reload']);
  });
});

describe('the ticker', () => {
  it('puts the newest first and shows each mention once, in its latest wording', () => {
    const merged = mergeMentions([line('b'), line('a')], [line('c'), line('a', { text: 'edited' })]);
    expect(keys(merged)).toEqual(['c', 'a', 'b']);
    expect(merged[1]?.text).toBe('edited');
  });

  it('never holds more than its sixty lines nor any of them twice, and always the newest', () => {
    const batch = fc.array(
      fc.integer({ min: 0, max: 200 }).map((n) => line(String(n))),
      { maxLength: 90 },
    );
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 8 }), (batches) => {
        let ring = mergeMentions([], []);
        for (const added of batches) {
          ring = mergeMentions(ring, added);
          expect(ring.length).toBeLessThanOrEqual(TICKER_CAPACITY);
          expect(new Set(keys(ring)).size).toBe(ring.length);
          expect(keys(ring).slice(0, 1)).toEqual(keys(added.length === 0 ? ring : added).slice(0, 1));
        }
      }),
    );
    expect(TICKER_CAPACITY).toBe(60);
  });

  it('is the same list when nothing was added, so that nothing is drawn again', () => {
    const [ring, tiles] = [[line('a')], [tile('a')]];
    expect(mergeMentions(ring, [])).toBe(ring);
    expect(mergeTiles(tiles, [])).toBe(tiles);
  });

  it('takes the latest of two tiles of one brand in one frame', () => {
    const merged = mergeTiles([tile('a')], [tile('a', { volume: 1 }), tile('a', { volume: 2 })]);
    expect(merged.map(({ volume }) => volume.value)).toEqual([2]);
  });
});

describe('the readings of the last day', () => {
  const reading = (brand: string, asOf = NOON): BrandReadings => ({
    brand,
    from: NOON - 86_400_000,
    to: NOON,
    asOf,
    stories: [],
    figures: { volume: { value: asOf - NOON, n: 1 } },
    stories: [],
  });

  it('keeps the newest of each brand, and the others as they are', () => {
    const [a, b] = [reading('a'), reading('b')];
    const { stream } = play(
      hello(),
      snapshot(1, { readings: [a, b] }),
      delta(2, { readings: [reading('b', NOON + 10), reading('b', NOON + 5), reading('c')] }),
      delta(3, { readings: [reading('b', NOON + 9)] }),
    );
    expect([...stream.readings.keys()]).toEqual(['a', 'b', 'c']);
    expect(stream.readings.get('a')).toBe(a);
    expect(stream.readings.get('b')?.asOf).toBe(NOON + 10);
  });

  it('is the same map after a frame without any, so that nothing is drawn again', () => {
    const before = play(hello(), snapshot(1, { readings: [reading('a')] })).stream;
    expect(receive(before, delta(2), 300).stream.readings).toBe(before.readings);
    expect(receive(before, heartbeat(1), 300).stream.readings).toBe(before.readings);
  });

  it('is replaced by a snapshot, even by an older one: a server whose clock was set back is believed', () => {
    const { stream } = play(
      hello(),
      snapshot(1, { readings: [reading('a'), reading('b')] }),
      snapshot(2, { readings: [reading('a', NOON - 60_000)] }),
    );
    expect([...stream.readings.values()]).toEqual([reading('a', NOON - 60_000)]);
    expect(receive(stream, snapshot(3), 900).stream.readings.size).toBe(0);
  });

  it('is not taken from a delta after a gap', () => {
    const { stream, ask } = play(hello(), snapshot(1), delta(3, { readings: [reading('a')] }));
    expect([ask, stream.readings.size]).toEqual(['resync', 0]);
  });
});

describe('the same wall by another way', () => {
  it('shows after any lost frames and a resync what it would have shown without a loss', () => {
    const step = fc.record({ brand: fc.constantFrom('a', 'b', 'c'), volume: fc.nat(50), lost: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
        let server = receive(receive(EMPTY_STREAM, hello(), 0).stream, snapshot(0), 0).stream;
        let wall = server;
        steps.forEach(({ brand, volume, lost }, index) => {
          const at = (index + 1) * 2_000;
          const frame = delta(index + 1, { tiles: [tile(brand, { volume })], mentions: [line(`m${index}`)] });
          server = receive(server, frame, at).stream;
          const current = snapshot(index + 1, { tiles: server.tiles, mentions: server.mentions });
          for (const heard of [...(lost ? [] : [frame]), heartbeat(index + 1)]) {
            const { stream, ask } = receive(wall, heard, at);
            wall = ask === 'resync' ? receive(stream, current, at).stream : stream;
          }
          expect(new Set(wall.tiles)).toEqual(new Set(server.tiles));
          expect(keys(wall.mentions)).toEqual(keys(server.mentions));
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe('the difference between the clocks', () => {
  it.each([
    ['an hour ahead', 3_600_000],
    ['an hour behind', -3_600_000],
  ])('makes nothing old when the server is %s', (_, ahead) => {
    const sentAt = NOON + ahead;
    const { stream } = play(hello({ sentAt }), snapshot(1, { sentAt: sentAt + 100 }));
    expect(freshness(stream, 100)).toEqual({ status: 'live', ageMs: 0 });
    expect(freshness(stream, 600).ageMs).toBe(500);
  });

  it('is measured by the quickest frame, so that a queue on the way is seen as age', () => {
    const { stream } = play(
      [0, hello({ sentAt: NOON })],
      [100, snapshot(1, { sentAt: NOON + 100 })],
      [9_000, heartbeat(1, { sentAt: NOON + 5_000 })],
    );
    expect(freshness(stream, 9_000)).toMatchObject({ status: 'lagging' });
    expect(freshness(stream, 9_000).ageMs).toBeCloseTo(4_000, -1);
  });

  it('is measured anew with every connection', () => {
    const { stream } = play(hello({ sentAt: NOON }), snapshot(1), [500, hello({ sentAt: NOON - 50_000 })]);
    expect(stream.offsetMs).toBe(NOON - 50_000 - 500);
  });

  it('follows a server whose clock runs ten seconds a day slower than the screen’s', () => {
    const RATE = 1 - 10 / 86_400;
    let stream = play([0, hello()], [0, snapshot(1)]).stream;
    for (let at = 1_000; at <= 86_400_000; at += 1_000)
      stream = receive(stream, heartbeat(1, { sentAt: NOON + at * RATE }), at).stream;
    expect(freshness(stream, 86_400_000)).toMatchObject({ status: 'live' });
  });
});
