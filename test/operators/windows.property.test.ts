import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachFlush, never } from '../../pipelines/operators/triggers.ts';
import {
  sliding,
  tumbling,
  windowsAt,
  type Sliding,
  type Tumbling,
} from '../../pipelines/operators/window-assigners.ts';
import {
  RUNS,
  THE_END,
  finalPanes,
  heldKeys,
  run,
  said,
  silentRevisions,
  story,
  type RunConfig,
  type Step,
} from './window-runs.ts';

const tumblingConfig = fc
  .record({
    sizeMs: fc.integer({ min: 1, max: 12 }),
    offset: fc.nat(),
    allowedLatenessMs: fc.nat({ max: 15 }),
  })
  .map(({ sizeMs, offset, allowedLatenessMs }) => ({
    windows: tumbling({ sizeMs, offsetMs: offset % sizeMs }),
    allowedLatenessMs,
  }));

const slidingConfig = fc
  .record({
    slideMs: fc.integer({ min: 1, max: 7 }),
    more: fc.nat({ max: 40 }),
    offset: fc.nat(),
    allowedLatenessMs: fc.nat({ max: 25 }),
  })
  .map(({ slideMs, more, offset, allowedLatenessMs }) => ({
    windows: sliding({ sizeMs: slideMs + more, slideMs, offsetMs: offset % slideMs }),
    allowedLatenessMs,
  }));

const triggers = fc.record({
  early: fc.constantFrom(eachFlush, never),
  late: fc.constantFrom(eachFlush, never),
});

describe.each([
  ['tumbling', tumblingConfig],
  ['sliding', slidingConfig],
] as const)('%s windows', (_, anyConfig) => {
  const config: fc.Arbitrary<RunConfig & { windows: Tumbling | Sliding }> = anyConfig;
  const property = (holds: (steps: Step[], config: RunConfig) => void) =>
    fc.assert(
      fc.property(config, triggers, story(60), (settings, when, told) => {
        holds(run({ ...settings, triggers: when }, [...told, ...THE_END]), settings);
      }),
      { numRuns: RUNS },
    );

  it('end as a count from scratch of what came in time', () =>
    property((steps, settings) =>
      expect(sortedEntries(finalPanes(steps))).toEqual(sortedEntries(recount(steps, settings))),
    ));

  it('put each value into every window that is held and report it once when one is not', () =>
    property((steps, settings) => {
      for (const { input, outputs, watermark } of steps) {
        if (input.type !== 'value') continue;
        const all = windowsAt(settings.windows, input.at);
        const held = all.filter(({ end }) => end + settings.allowedLatenessMs > watermark);
        const { key, at, value } = input;
        const late = { type: 'late', key, at, value };
        if (held.length === all.length) expect(outputs).toEqual([]);
        else if (held.length === 0) expect(outputs).toEqual([late]);
        else expect(outputs).toEqual([{ ...late, heldFrom: held[0]?.start }]);
      }
    }));

  it('never change a final number in silence', () =>
    property((steps) => expect(silentRevisions(steps)).toEqual([])));

  it('publish every window as final when the watermark passes its end', () =>
    property((steps) => {
      for (const { input, outputs, watermark } of steps)
        for (const output of outputs) {
          if (output.type !== 'pane') continue;
          expect(output.status === 'provisional').toBe(output.windowEnd > watermark);
          if (input.type === 'flush') expect(output.acc.length).toBeGreaterThan(0);
        }
    }));

  it('hold nothing when everything has passed', () =>
    fc.assert(
      fc.property(config, story(60), (settings, told) => {
        expect(heldKeys(settings, [...told, ...THE_END])).toBe(0);
      }),
      { numRuns: RUNS },
    ));
});

/** Every value into every window that still takes it, one by one. */
function recount(steps: readonly Step[], { windows, allowedLatenessMs }: RunConfig): Map<string, string> {
  const ids = new Map<string, { end: number; ids: number[] }>();
  for (const { input, watermark } of steps) {
    if (input.type !== 'value') continue;
    for (const { start, end } of windowsAt(windows, input.at)) {
      if (end + allowedLatenessMs <= watermark) continue;
      const name = `${input.key} ${start}`;
      const found = ids.get(name) ?? { end, ids: [] };
      ids.set(name, found);
      found.ids.push(input.value);
    }
  }
  return new Map([...ids].map(([name, { end, ids }]) => [name, said(end, ids)]));
}

const sortedEntries = (panes: Map<string, string>) => [...panes].sort(([a], [b]) => (a < b ? -1 : 1));
