import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachFlush, never } from '../../pipelines/operators/triggers.ts';
import { session } from '../../pipelines/operators/window-assigners.ts';
import {
  RUNS,
  THE_END,
  finalPanes,
  heldKeys,
  run,
  said,
  silentRevisions,
  story,
  type Step,
} from './window-runs.ts';

interface Settings {
  readonly gapMs: number;
  readonly allowedLatenessMs: number;
}

const settings = fc.record({
  gapMs: fc.integer({ min: 1, max: 12 }),
  allowedLatenessMs: fc.nat({ max: 30 }),
});
const triggers = fc.record({
  early: fc.constantFrom(eachFlush, never),
  late: fc.constantFrom(eachFlush, never),
});

describe('session windows', () => {
  const property = (holds: (steps: Step[], settings: Settings) => void) =>
    fc.assert(
      fc.property(settings, triggers, story(60), ({ gapMs, allowedLatenessMs }, when, told) => {
        const config = { windows: session({ gapMs }), allowedLatenessMs, triggers: when };
        holds(run(config, [...told, ...THE_END]), { gapMs, allowedLatenessMs });
      }),
      { numRuns: RUNS },
    );

  it('end as the sessions found from scratch among what came in time', () =>
    property((steps, { gapMs }) => {
      const expected = new Map<string, string>();
      for (const [key, values] of inTime(steps))
        for (const { start, last, ids } of sessionsOf(values, gapMs))
          expected.set(`${key} ${start}`, said(last + gapMs, ids));
      expect([...finalPanes(steps)].sort()).toEqual([...expected].sort());
    }));

  it('call a value late when it cannot stand alone any more and no session that is held spans it', () =>
    property((steps, { gapMs, allowedLatenessMs }) => {
      const taken = new Map<string, { at: number; id: number }[]>();
      for (const { input, outputs, watermark } of steps) {
        if (input.type !== 'value') continue;
        const { key, at, value } = input;
        const before = taken.get(key) ?? [];
        const isSpanned = sessionsOf(before, gapMs).some(
          ({ start, last }) =>
            last + 2 * gapMs + allowedLatenessMs > watermark && at >= start && at < last + gapMs,
        );
        const isLate = at + gapMs + allowedLatenessMs <= watermark && !isSpanned;
        expect(outputs).toEqual(isLate ? [{ type: 'late', key, at, value }] : []);
        if (!isLate) taken.set(key, [...before, { at, id: value }]);
      }
    }));

  it('never change a final number in silence, nor take back what was not said', () =>
    property((steps) => {
      expect(silentRevisions(steps)).toEqual([]);
    }));

  it('never show two panes of a key that overlap', () =>
    property((steps, { gapMs }) => {
      const shown = new Map<string, { key: string; start: number; end: number }>();
      for (const { input, outputs } of steps) {
        for (const output of outputs) {
          if (output.type === 'late') continue;
          const { key, windowStart: start, windowEnd: end } = output;
          if (output.type === 'retraction') shown.delete(`${key} ${start}`);
          else shown.set(`${key} ${start}`, { key, start, end });
        }
        if (input.type === 'value') continue;
        const spans = [...shown.values()].sort((a, b) =>
          a.key < b.key ? -1 : a.key > b.key ? 1 : a.start - b.start,
        );
        spans.forEach(({ key, start }, index) => {
          const before = spans[index - 1];
          if (before?.key === key) expect(start).toBeGreaterThanOrEqual(before.end);
        });
      }
      expect(gapMs).toBeGreaterThan(0);
    }));

  it('hold nothing when everything has passed', () =>
    fc.assert(
      fc.property(settings, story(60), ({ gapMs, allowedLatenessMs }, told) => {
        expect(heldKeys({ windows: session({ gapMs }), allowedLatenessMs }, [...told, ...THE_END])).toBe(0);
      }),
      { numRuns: RUNS },
    ));
});

function inTime(steps: readonly Step[]): Map<string, { at: number; id: number }[]> {
  const values = new Map<string, { at: number; id: number }[]>();
  for (const { input, outputs } of steps)
    if (input.type === 'value' && outputs.length === 0)
      values.set(input.key, [...(values.get(input.key) ?? []), { at: input.at, id: input.value }]);
  return values;
}

function sessionsOf(values: readonly { at: number; id: number }[], gapMs: number) {
  const found: { start: number; last: number; ids: number[] }[] = [];
  for (const { at, id } of values.toSorted((a, b) => a.at - b.at)) {
    const open = found.at(-1);
    if (open === undefined || at - open.last >= gapMs) found.push({ start: at, last: at, ids: [id] });
    else {
      open.last = at;
      open.ids.push(id);
    }
  }
  return found;
}
