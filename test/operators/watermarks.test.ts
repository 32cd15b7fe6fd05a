import { EMPTY, NEVER, type OperatorFunction } from 'rxjs';
import { TestScheduler, type RunHelpers } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import {
  watermarks,
  type WatermarksConfig,
  type WatermarksOutput,
} from '../../pipelines/operators/watermarks.ts';

interface Said {
  readonly source: string;
  readonly at: number;
}
type Settings = Partial<Omit<WatermarksConfig<Said>, 'clock'>>;
type Marked = (settings?: Settings) => OperatorFunction<Said, WatermarksOutput<Said>>;

const config = {
  maxOutOfOrdernessMs: 2,
  idleTimeoutMs: 100,
  allowedLatenessMs: 100,
  maxFutureSkewMs: 5,
  everyMs: 50,
  at: ({ at }: Said) => at,
  source: ({ source }: Said) => source,
};

/** The clock shows the column. */
const marbles = (test: (helpers: RunHelpers, marked: Marked) => void) => () => {
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  const clock = { now: () => scheduler.now(), scheduler };
  scheduler.run((helpers) => test(helpers, (settings) => watermarks({ ...config, ...settings, clock })));
};

const said = (at: number, source = 'x'): Said => ({ source, at });
const value = (of: Said): WatermarksOutput<Said> => ({ type: 'value', at: of.at, value: of });
const mark = (at: number): WatermarksOutput<Said> => ({ type: 'watermark', at });

describe('watermarks', () => {
  it(
    'follow a value, as far behind the newest as may be out of order',
    marbles(({ hot, expectObservable, expectSubscriptions }, marked) => {
      const [a, b, c] = [said(1), said(4), said(3)];
      const source = hot('  -a---b---c-|', { a, b, c });
      const subs = '        ^----------!';
      const expected = '    -(aw)(bv)c-|';
      const outputs = { a: value(a), w: mark(-1), b: value(b), v: mark(2), c: value(c) };
      expectObservable(source.pipe(marked())).toBe(expected, outputs);
      expectSubscriptions(source.subscriptions).toBe(subs);
    }),
  );

  it(
    'follow the clock once the source goes idle',
    marbles(({ hot, expectObservable }, marked) => {
      const a = said(1);
      const source = hot('  -a---------------|', { a });
      const expected = '    -(aw)-----p----q-|';
      const outputs = { a: value(a), w: mark(-1), p: mark(8), q: mark(13) };
      expectObservable(source.pipe(marked({ everyMs: 5, idleTimeoutMs: 6 }))).toBe(expected, outputs);
    }),
  );

  it(
    'wait for the slowest source',
    marbles(({ hot, expectObservable }, marked) => {
      const [x, y, z] = [said(6, 'x'), said(7, 'y'), said(12, 'x')];
      const source = hot('  ------x----yz---|', { x, y, z });
      const expected = '    ------(xw)-y(zv)|';
      const outputs = { x: value(x), w: mark(4), y: value(y), z: value(z), v: mark(5) };
      expectObservable(source.pipe(marked())).toBe(expected, outputs);
    }),
  );

  it(
    'are not moved by a value from too far in the future',
    marbles(({ hot, expectObservable }, marked) => {
      const [f, g] = [said(7), said(10)];
      const source = hot('  -f---g----|', { f, g });
      const expected = '    -(fw)(gv)-|';
      const outputs = { f: { ...value(f), type: 'future' }, w: mark(-1), g: value(g), v: mark(3) };
      expectObservable(source.pipe(marked())).toBe(expected, outputs);
    }),
  );

  it(
    'come with the clock alone when nothing is ever said, and end with the source',
    marbles(({ cold, expectObservable }, marked) => {
      const unsub = '           -----------!';
      const expected = '        -----p----q';
      const ticking = marked({ everyMs: 5 });
      expectObservable(NEVER.pipe(ticking), unsub).toBe(expected, { p: mark(3), q: mark(8) });
      expectObservable(EMPTY.pipe(ticking)).toBe('|');
      expectObservable(cold<Said>('--#').pipe(ticking)).toBe('--#');
    }),
  );

  it(
    'let go of the source and the clock when nobody listens any more',
    marbles(({ hot, expectObservable, expectSubscriptions }, marked) => {
      const a = said(1);
      const source = hot('  -a---a---|', { a });
      const unsub = '       --!';
      const subs = '        ^-!';
      const expected = '    -(aw)';
      expectObservable(source.pipe(marked()), unsub).toBe(expected, { a: value(a), w: mark(-1) });
      expectSubscriptions(source.subscriptions).toBe(subs);
    }),
  );

  it(
    'error when a value does not say its time',
    marbles(({ hot, expectObservable, expectSubscriptions }, marked) => {
      const source = hot('  --a--|', { a: said(1) });
      const subs = '        ^-!';
      const expected = '    --#';
      const at = (): number => {
        throw new Error('No watch.');
      };
      expectObservable(source.pipe(marked({ at }))).toBe(expected, undefined, new Error('No watch.'));
      expectSubscriptions(source.subscriptions).toBe(subs);
    }),
  );

  it.each([[{ everyMs: 0 }], [{ maxFutureSkewMs: -1 }], [{ idleTimeoutMs: Number.NaN }]])(
    'refuse %j',
    (settings) => {
      const clock = { now: () => 0, scheduler: new TestScheduler(() => true) };
      expect(() => watermarks({ ...config, ...settings, clock })).toThrow(Object.keys(settings)[0]);
    },
  );
});
