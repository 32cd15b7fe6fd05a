import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BrandReadings, DeltaFrame, SourceHealth, StateChange } from '../../schema/contracts/live.ts';
import { ChangedSince } from '../../server/live/changed-since.ts';
import { NOON, TOTALS, delta, line, tile } from '../helpers/live-frames.ts';

const STAMP = { watermark: NOON, sentAt: NOON };
const SENTIMENTS = ['positive', 'neutral', 'negative'] as const;

/** What a viewer holds after frames, by the rule of the protocol. */
class Viewer {
  seq = 0;
  readonly tiles = new Map<string, number>();
  readonly readings = new Map<string, number>();
  mentions: { key: string; sentiment: string }[] = [];
  changes: string[] = [];
  sources: unknown = null;
  totals: unknown = null;

  take(frame: DeltaFrame): void {
    expect(frame.since ?? frame.seq - 1).toBeLessThanOrEqual(this.seq);
    this.seq = frame.seq;
    for (const { brand, volume } of frame.tiles) this.tiles.set(brand, volume.value);
    for (const { brand, asOf } of frame.readings ?? []) this.readings.set(brand, asOf);
    const gone = new Set(frame.removed);
    const said = new Map(frame.relabelled?.map(({ key, sentiment }) => [key, sentiment]));
    this.mentions = [
      ...frame.mentions.map(({ key, sentiment }) => ({ key, sentiment })),
      ...this.mentions
        .filter(({ key }) => !gone.has(key))
        .map(({ key, sentiment }) => ({ key, sentiment: said.get(key) ?? sentiment })),
    ].slice(0, 60);
    this.changes = [...(frame.changes ?? []).map(({ why }) => why), ...this.changes].slice(0, 100);
    this.sources = frame.sources ?? this.sources;
    this.totals = frame.totals;
  }
}

const reading = (brand: string, asOf: number): BrandReadings => ({
  brand, from: 0, to: 1, asOf, figures: {}, stories: [],
}); // prettier-ignore
const change = (why: string): StateChange => ({ brand: 'b1', at: NOON, from: 'calm', to: 'watch', why });
const source = (perMinute: number): SourceHealth => ({
  source: 'twitter', status: 'live', lastEventAt: NOON, lastStoredAt: NOON, perMinute, lagMs: null,
}); // prettier-ignore

interface Step {
  readonly brands: readonly number[];
  readonly read: readonly number[];
  readonly said: number;
  readonly removed: readonly number[];
  readonly relabelled: readonly (readonly [number, number])[];
  readonly changed: boolean;
  readonly sources: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  brands: fc.array(fc.nat(5), { maxLength: 3 }),
  read: fc.array(fc.nat(5), { maxLength: 2 }),
  said: fc.nat(25),
  removed: fc.array(fc.nat(80), { maxLength: 2 }),
  relabelled: fc.array(fc.tuple(fc.nat(80), fc.nat(2)), { maxLength: 3 }),
  changed: fc.boolean(),
  sources: fc.boolean(),
});

/** Deltas as the view makes them: what is removed or relabelled was said before and is still there. */
function framesOf(steps: readonly Step[]): DeltaFrame[] {
  let said = 0;
  let held: string[] = [];
  return steps.map((it, index) => {
    const seq = index + 1;
    const removed = [...new Set(it.removed.flatMap((nth) => held[nth] ?? []))];
    held = held.filter((key) => !removed.includes(key));
    const relabelled = new Map(it.relabelled.flatMap(([nth, to]) => (held[nth] === undefined ? [] : [[held[nth], SENTIMENTS[to] ?? 'neutral'] as const]))); // prettier-ignore
    const fresh = Array.from({ length: it.said }, () => `test/${(said += 1)}`).reverse();
    held = [...fresh, ...held].slice(0, 60);
    return delta(seq, {
      tiles: [...new Set(it.brands)].map((brand) => tile(`b${brand}`, { volume: seq })),
      readings: [...new Set(it.read)].map((brand) => reading(`b${brand}`, seq)),
      mentions: fresh.map((key) => line(key)),
      removed,
      relabelled: [...relabelled].map(([key, sentiment]) => ({ key, sentiment })),
      ...(it.changed ? { changes: [change(`because ${seq}`)] } : {}),
      ...(it.sources ? { sources: [source(seq)] } : {}),
      totals: { ...TOTALS, accepted: said },
    });
  });
}

describe('one delta instead of those that were missed', () => {
  it('leaves its reader with what everybody else has, wherever it stopped', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), fc.nat(24), (steps, stop) => {
        const news = new ChangedSince(0);
        const [quick, slow] = [new Viewer(), new Viewer()];
        const seen = stop % steps.length;
        for (const frame of framesOf(steps)) {
          news.note(frame);
          quick.take(frame);
          if (frame.seq <= seen) slow.take(frame);
        }
        const missed = news.since(seen, STAMP);
        expect(missed).not.toBeNull();
        if (missed !== null) slow.take(missed);
        // What the others had dropped for want of room may be there still, at the end.
        slow.mentions = slow.mentions.slice(0, quick.mentions.length);
        expect(slow).toEqual(quick);
      }),
      { numRuns: 300 },
    );
  });

  it('says nothing of what did not change, and each thing once', () => {
    const news = new ChangedSince(0);
    for (const frame of [
      delta(1, { tiles: [tile('old'), tile('new')], mentions: [line('a')], sources: [source(1)] }),
      delta(2, { tiles: [tile('new', { volume: 2 })], changes: [change('two')] }),
      delta(3, { tiles: [tile('new', { volume: 3 })], mentions: [line('b')], relabelled: [{ key: 'a', sentiment: 'negative' }] }),
    ])
      news.note(frame); // prettier-ignore
    expect(news.since(1, STAMP)).toEqual({
      type: 'delta',
      since: 1,
      seq: 3,
      ...STAMP,
      tiles: [tile('new', { volume: 3 })],
      mentions: [line('b')],
      relabelled: [{ key: 'a', sentiment: 'negative' }],
      totals: TOTALS,
      changes: [change('two')],
    });
    // Who has seen nothing is told what the mention is said to be now, not that it changed.
    expect(news.since(0, STAMP)).toMatchObject({
      mentions: [line('b'), line('a', { sentiment: 'negative' })],
    });
    expect(news.since(0, STAMP)).not.toHaveProperty('relabelled');
  });

  it('cannot tell what was before it began, and what was too much to remember', () => {
    const late = new ChangedSince(7);
    late.note(delta(8));
    expect([late.since(6, STAMP), late.since(7, STAMP)?.since]).toEqual([null, 7]);

    const removals = new ChangedSince(0);
    for (let seq = 1; seq <= 6; seq += 1)
      removals.note(delta(seq, { removed: Array.from({ length: 100 }, (_, k) => `gone/${seq}/${k}`) }));
    expect(removals.since(0, STAMP)).toBeNull();
    expect(removals.since(1, STAMP)?.removed).toHaveLength(500);

    const relabels = new ChangedSince(0);
    for (let seq = 1; seq <= 6; seq += 1)
      relabels.note(delta(seq, { relabelled: Array.from({ length: 100 }, (_, k) => ({ key: `${seq}/${k}`, sentiment: 'neutral' as const })) })); // prettier-ignore
    expect(relabels.since(0, STAMP)).toBeNull();
    expect(relabels.since(1, STAMP)?.relabelled).toHaveLength(500);
  });
});
