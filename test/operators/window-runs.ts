import fc from 'fast-check';
import { Subject } from 'rxjs';
import type { Aggregator } from '../../pipelines/metrics/aggregator.ts';
import type { Triggers } from '../../pipelines/operators/triggers.ts';
import { keyedWindows, windowAggregate } from '../../pipelines/operators/window-aggregate.ts';
import type { WindowAssigner } from '../../pipelines/operators/window-assigners.ts';
import type { SessionOutput, WindowInput } from '../../pipelines/operators/window-io.ts';

export const RUNS = Number(process.env.RUNS ?? 500);

/** Keeps the number of every value, so that a missing, doubled or misplaced one is seen by name. */
export type Ids = number[];
export type Input = WindowInput<number, Ids>;
export type Output = SessionOutput<number, Ids>;

export function idAggregator(merged: () => void = () => undefined): Aggregator<number, Ids, Ids> {
  return {
    empty: () => [],
    add(acc, value) {
      acc.push(value);
      return acc;
    },
    merge(a, b) {
      merged();
      return [...a, ...b];
    },
    result: (acc) => acc,
  };
}

export interface Step {
  readonly input: Input;
  /** What the operator answered with. */
  readonly outputs: readonly Output[];
  readonly watermark: number;
}

export interface RunConfig {
  readonly windows: WindowAssigner;
  readonly allowedLatenessMs: number;
  readonly triggers?: Partial<Triggers>;
}

/** Runs the operator over the inputs and notes what each of them brought. */
export function run(config: RunConfig, inputs: readonly Input[]): Step[] {
  const inputs$ = new Subject<Input>();
  const steps: Step[] = [];
  let outputs: Output[] = [];
  let failure: { error: unknown } | undefined;
  let watermark = Number.NEGATIVE_INFINITY;
  inputs$
    .pipe(
      windowAggregate({
        ...config,
        aggregator: idAggregator(),
        same: (a, b) => sorted(a).join() === sorted(b).join(),
      }),
    )
    .subscribe({
      next: (output) => outputs.push(output),
      error: (error: unknown) => (failure = { error }),
    });
  for (const input of inputs) {
    outputs = [];
    if (input.type === 'watermark') watermark = Math.max(watermark, input.at);
    inputs$.next(input);
    if (failure !== undefined) throw failure.error;
    steps.push({ input, outputs, watermark });
  }
  return steps;
}

/** For how many keys anything is held after these inputs. */
export function heldKeys({ windows, allowedLatenessMs }: RunConfig, inputs: readonly Input[]): number {
  const held = keyedWindows<number, Ids>(windows, {
    allowedLatenessMs,
    aggregator: idAggregator(),
    same: () => false,
    emit: () => undefined,
  });
  for (const input of inputs)
    if (input.type === 'value') held.add(input.key, input.at, input.value);
    else if (input.type === 'watermark') held.advance(input.at);
    else held.flush({ early: true, late: true });
  return held.keys;
}

/** What a reader who upserts by key and start has in the end. */
export function finalPanes(steps: readonly Step[]): Map<string, string> {
  const panes = new Map<string, string>();
  for (const output of steps.flatMap((step) => step.outputs)) {
    if (output.type === 'late') continue;
    const name = `${output.key} ${output.windowStart}`;
    if (output.type === 'retraction') panes.delete(name);
    else panes.set(name, said(output.windowEnd, output.acc));
  }
  return panes;
}

export const said = (windowEnd: number, ids: readonly number[]): string =>
  `to ${windowEnd}: ${sorted(ids).join(' ')}`;

const sorted = (ids: readonly number[]): number[] => [...ids].sort((a, b) => a - b);

/** Values, watermarks and flushes in any order; event times around a clock that mostly moves forward. */
export function story(spanMs: number): fc.Arbitrary<Input[]> {
  const step = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('value' as const),
        key: fc.constantFrom('a', 'b', 'c'),
        // Mostly near the clock, sometimes far behind or ahead.
        offset: fc.oneof(
          { weight: 6, arbitrary: fc.integer({ min: -6, max: 6 }) },
          { weight: 3, arbitrary: fc.integer({ min: -spanMs, max: spanMs }) },
        ),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('watermark' as const),
        by: fc.oneof(
          { weight: 6, arbitrary: fc.integer({ min: -3, max: 8 }) },
          { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 * spanMs }) },
        ),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('flush' as const) }) },
  );
  return fc
    .tuple(fc.integer({ min: -1_000, max: 1_000 }), fc.array(step, { maxLength: 60 }))
    .map(([startAt, steps]) => {
      let now = startAt;
      return steps.map((told, id): Input => {
        if (told.kind === 'flush') return { type: 'flush' };
        if (told.kind === 'value') return { type: 'value', key: told.key, at: now + told.offset, value: id };
        now += told.by;
        return { type: 'watermark', at: now };
      });
    });
}

/** Far beyond everything: all is published and all is freed. */
export const THE_END: readonly Input[] = [{ type: 'flush' }, { type: 'watermark', at: 1_000_000 }];

/** Revisions only grow, and a final number changes only under a higher one. */
export function silentRevisions(steps: readonly Step[]): string[] {
  const latest = new Map<string, Extract<Output, { type: 'pane' }>>();
  const faults: string[] = [];
  for (const output of steps.flatMap((step) => step.outputs)) {
    if (output.type === 'late') continue;
    const name = `${output.key} ${output.windowStart}`;
    const before = latest.get(name);
    if (output.type === 'retraction') {
      if (before === undefined) faults.push(`${name} was taken back and never published`);
      else if (output.revision <= before.revision) faults.push(`${name} was taken back in silence`);
      else if (output.windowEnd !== before.windowEnd) faults.push(`${name} was taken back with another end`);
      latest.delete(name);
      continue;
    }
    latest.set(name, output);
    if (before === undefined) {
      if (output.status === 'revised' || output.revision !== 0)
        faults.push(`${name} begins ${output.status}`);
      continue;
    }
    const isSame = said(before.windowEnd, before.acc) === said(output.windowEnd, output.acc);
    if (output.revision < before.revision) faults.push(`${name} went back to ${output.revision}`);
    if (before.status !== 'provisional' && output.status === 'provisional') faults.push(`${name} reopened`);
    if (before.status !== 'provisional' && !isSame && output.revision === before.revision)
      faults.push(`${name} changed in silence`);
    if (output.revision > before.revision && isSame) faults.push(`${name} was revised for nothing`);
    if (output.revision > before.revision + 1) faults.push(`${name} skipped a revision`);
  }
  return faults;
}
