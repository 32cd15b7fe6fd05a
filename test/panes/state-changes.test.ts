import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandTile } from '../../pipelines/panes/brand-tile.ts';
import { PaneBook } from '../../pipelines/panes/pane-book.ts';
import { STATE_REACH_MS, stateCourse, type MinuteCounts } from '../../pipelines/panes/state-changes.ts';
import type { BrandLevel, BrandState } from '../../schema/contracts/live.ts';
import { DAY, HOUR, MINUTE, NOON } from '../helpers/mentions.ts';
import { pane } from '../helpers/written.ts';

const FROM = NOON - DAY;
const CALM: MinuteCounts = { positive: 1, neutral: 1, negative: 0 };
const SOUR: MinuteCounts = { positive: 0, neutral: 0, negative: 30 };

/** Calm minutes of two days, other ones where they are given. */
const world = (other: (at: number) => MinuteCounts | undefined | null) => (at: number) => {
  const counts = other(at);
  return counts === null ? undefined : (counts ?? CALM);
};
const levels = (minuteOf: (at: number) => MinuteCounts | undefined, to = NOON) =>
  stateCourse('acme', minuteOf, FROM, to).changes.map(({ at, from, to: level }) => [
    (at - NOON) / MINUTE,
    from,
    level,
  ]);

describe('changes of state', () => {
  it('are none where nothing changes', () => {
    expect(levels(world(() => undefined))).toEqual([]);
    expect(levels(() => undefined)).toEqual([]);
  });

  it('are dated to the minute in which the new level began to hold, with its reasons', () => {
    const sour = world((at) => (at >= NOON - 3 * HOUR && at < NOON - 2 * HOUR ? SOUR : undefined));
    expect(levels(sour)).toEqual([
      [-177, 'calm', 'alert'],
      [-62, 'alert', 'calm'],
    ]);
    expect(stateCourse('acme', sour, FROM, NOON).changes[0]).toMatchObject({
      brand: 'acme',
      why: expect.stringMatching(/% negative/) as string,
    });
  });

  it('are not noted before they have held for two minutes', () => {
    const from = NOON - 10 * MINUTE;
    const sour = world((at) => (at >= from ? SOUR : undefined));
    const [[first]] = levels(sour) as [[number, BrandLevel, BrandLevel]];
    const at = NOON + first * MINUTE;
    expect(levels(sour, at + MINUTE)).toEqual([]);
    expect(levels(sour, at + 2 * MINUTE)).toHaveLength(1);
  });

  it('are not what flutters', () => {
    // One loud minute in an hour that falls silent: the level is another one for a minute at a time.
    const flutter = (at: number): MinuteCounts | undefined =>
      ((at - NOON) / MINUTE) % 61 === 0 ? { positive: 0, neutral: 20, negative: 0 } : undefined;
    expect(stateCourse('acme', flutter, FROM, NOON).changes).toEqual([]);
  });

  it('are told of a brand that falls silent', () => {
    const silent = world((at) => (at >= NOON - 5 * HOUR ? null : undefined));
    expect(levels(silent).at(-1)).toEqual([-240, 'calm', 'quiet']);
  });

  it('are of the states that tiles show, minute by minute', () => {
    const counts = fc.record({ positive: fc.nat(9), neutral: fc.nat(9), negative: fc.nat(30) });
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.integer({ min: -50 * 60, max: 0 }), length: fc.integer({ min: 1, max: 200 }), counts }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: -1_440, max: 0 }),
        (stretches, when) => {
          const minutes = new Map<number, MinuteCounts>();
          for (const { at, length, counts: said } of stretches)
            for (let n = 0; n < length; n += 1) minutes.set(NOON + (at + n) * MINUTE, said);
          const book = new PaneBook();
          for (const [windowStart, said] of minutes)
            book.put(pane({ ...said, inbound: said.positive + said.neutral + said.negative }, { windowStart }));
          // Each minute after the one before, from half an hour before the first.
          const states = new Map<number, BrandState>();
          let before: BrandLevel | null = null;
          for (let at = FROM - 30 * MINUTE; at <= NOON; at += MINUTE) {
            const { state } = brandTile(book, { brand: 'acme', name: '', now: at - 1, lastMentionAt: null, revision: undefined, waiting: undefined, before });
            states.set(at, state);
            before = state.level;
          }
          const levelAt = (at: number) => states.get(at)?.level;
          const { changes, level } = stateCourse('acme', (at) => minutes.get(at), FROM, NOON);
          expect(level).toBe(before);
          for (const { at, to, why } of changes) {
            expect([states.get(at), levelAt(at + MINUTE), levelAt(at + 2 * MINUTE)]).toEqual([{ level: to, why }, to, to]);
          }
          // Whatever has held for two minutes is what the last change before it says.
          const at = NOON + when * MINUTE;
          const held = [0, 1, 2].map((back) => levelAt(at - back * MINUTE));
          const last = changes.findLast((change) => change.at + 2 * MINUTE <= at);
          if (new Set(held).size === 1 && last !== undefined) expect(last.to).toBe(held[0]);
        },
      ),
      { numRuns: 40 },
    );
  }); // prettier-ignore

  it('look only as far back as they say', () => {
    const asked: number[] = [];
    stateCourse('acme', (at) => void asked.push(at), FROM, NOON);
    expect(Math.min(...asked)).toBe(FROM - STATE_REACH_MS);
    expect(Math.max(...asked)).toBe(NOON - MINUTE);
  });
});
