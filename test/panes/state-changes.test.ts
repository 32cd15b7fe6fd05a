import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandTile } from '../../pipelines/panes/brand-tile.ts';
import { PaneBook } from '../../pipelines/panes/pane-book.ts';
import { STATE_REACH_MS, stateCourse, type MinuteCounts } from '../../pipelines/panes/state-changes.ts';
import type { BrandLevel, BrandState } from '../../schema/contracts/live.ts';
import { DAY, HOUR, MINUTE, NOON } from '../helpers/mentions.ts';
import { THOROUGH } from '../helpers/thorough.ts';
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

  it('are not what is quiet for some minutes, however often', () => {
    const sparse = (at: number): MinuteCounts | undefined =>
      ((at - NOON) / MINUTE) % 64 === 0 ? { positive: 0, neutral: 1, negative: 0 } : undefined;
    expect(stateCourse('acme', sparse, FROM, NOON).changes).toEqual([]);
  });

  it('stay what they were, wherever somebody begins to look', () => {
    // Well over the threshold for an hour and a half, and then between what begins a state and what ends it.
    const share = (percent: number): MinuteCounts => ({ positive: 100 - percent - 40, neutral: 40, negative: percent });
    const hovering = (at: number): MinuteCounts => {
      const hours = (at - NOON) / HOUR;
      return share(hours < 30 ? 30 : hours < 31.5 ? 42 : hours < 50 ? 37 : hours < 52 ? 55 : 37);
    };
    const known = new Map<number, string>();
    for (let to = NOON + 28 * HOUR; to <= NOON + 60 * HOUR; to += 7 * MINUTE) {
      const { changes } = stateCourse('acme', hovering, to - DAY, to);
      for (const { at, to: level } of changes) {
        // What is told of an instant is told as long as it is told of at all.
        expect(known.get(at) ?? level).toBe(level);
        known.set(at, level);
      }
      const told = changes.map(({ at }) => at);
      for (const at of known.keys()) if (at > to - DAY) expect(told).toContain(at);
      for (const [place, { from }] of changes.entries()) if (place > 0) expect(from).toBe(changes[place - 1]?.to);
    }
    expect([...known.values()]).toContain('watch');
    // Three hours after it could last have begun it is over, and that is told.
    expect([...known.values()].filter((level) => level === 'calm').length).toBeGreaterThan(0);
  }); // prettier-ignore

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
          // Each minute after the one before; what could not begin for three hours is over.
          const states = new Map<number, BrandState>();
          const showAt = (at: number, before: BrandLevel | null) =>
            brandTile(book, { brand: 'acme', name: '', now: at - 1, lastMentionAt: null, revision: undefined, waiting: undefined, before }).state;
          let before: BrandLevel | null = null;
          let [watchAt, alertAt] = [-Infinity, -Infinity];
          for (let at = FROM - 4 * HOUR; at <= NOON; at += MINUTE) {
            const fresh = showAt(at, null).level;
            if (fresh === 'alert') alertAt = at;
            if (fresh === 'alert' || fresh === 'watch') watchAt = at;
            if (before === 'alert' && at - alertAt > 3 * HOUR) before = 'watch';
            if (before === 'watch' && at - watchAt > 3 * HOUR) before = 'calm';
            const state = showAt(at, before);
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
          const heldMinutes = levelAt(at) === 'quiet' ? 30 : 2;
          const held = Array.from({ length: heldMinutes + 1 }, (_, back) => levelAt(at - back * MINUTE));
          const last = changes.findLast((change) => change.at + heldMinutes * MINUTE <= at);
          if (new Set(held).size === 1 && last !== undefined) expect(last.to).toBe(held[0]);
        },
      ),
      { numRuns: THOROUGH ? 100 : 20 },
    );
  }); // prettier-ignore

  it('look only as far back as they say', () => {
    const asked: number[] = [];
    stateCourse('acme', (at) => void asked.push(at), FROM, NOON);
    expect(Math.min(...asked)).toBe(FROM - STATE_REACH_MS);
    expect(Math.max(...asked)).toBe(NOON - MINUTE);
  });
});
