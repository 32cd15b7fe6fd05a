import { EMPTY, NEVER } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { atMostEvery, never, type Triggers } from '../../pipelines/operators/triggers.ts';
import { windowAggregate } from '../../pipelines/operators/window-aggregate.ts';
import {
  session,
  sliding,
  tumbling,
  windowsAt,
  type WindowAssigner,
} from '../../pipelines/operators/window-assigners.ts';
import { marbles } from './marbles.ts';
import { idAggregator, run, type Input, type Output } from './window-runs.ts';

const value = (at: number, id: number, key = 'k'): Input => ({ type: 'value', key, at, value: id });
const watermark = (at: number): Input => ({ type: 'watermark', at });
const flush: Input = { type: 'flush' };

/** As one line an input: `status[start,end)=ids@revision`. */
function told(
  windows: WindowAssigner,
  inputs: readonly Input[],
  allowedLatenessMs = 100,
  triggers?: Triggers,
) {
  const config = { windows, allowedLatenessMs, ...(triggers === undefined ? {} : { triggers }) };
  return run(config, inputs).map(({ outputs }) => outputs.map(line).join(' '));
}

function line(output: Output): string {
  if (output.type === 'late')
    return `late ${output.value}${output.heldFrom === undefined ? '' : ` held from ${output.heldFrom}`}`;
  const span = `[${output.windowStart},${output.windowEnd})`;
  if (output.type === 'retraction') return `void${span}@${output.revision}`;
  return `${output.status}${span}=${output.acc.toSorted((a, b) => a - b).join('+')}@${output.revision}`;
}

describe.each([
  ['tumbling', tumbling({ sizeMs: 10 })],
  ['sliding', sliding({ sizeMs: 10, slideMs: 5 })],
  ['session', session({ gapMs: 10 })],
])('windowAggregate, %s', (_, windows) => {
  const config = { windows, allowedLatenessMs: 0, aggregator: idAggregator(), same: () => false };

  it(
    'gives nothing for nothing, and fires nothing at the end or on an error',
    marbles(({ cold, expectObservable }) => {
      const inputs = { a: value(1, 1) };
      expectObservable(EMPTY.pipe(windowAggregate(config))).toBe('|');
      expectObservable(NEVER.pipe(windowAggregate(config))).toBe('-');
      expectObservable(cold('-a-|', inputs).pipe(windowAggregate(config))).toBe('---|');
      expectObservable(cold('-a-#', inputs).pipe(windowAggregate(config))).toBe('---#');
    }),
  );

  it(
    'lets go of the source when nobody listens any more',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('  -a-w-a-w-|', { a: value(1, 1), w: watermark(0) });
      const unsub = '       ----!';
      const subs = '        ^---!';
      const expected = '    -----';
      expectObservable(source.pipe(windowAggregate(config)), unsub).toBe(expected);
      expectSubscriptions(source.subscriptions).toBe(subs);
    }),
  );

  it(
    'errors when the aggregator throws',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('  -a-|', { a: value(1, 1) });
      const subs = '        ^!';
      const expected = '    -#';
      const add = (): never => {
        throw new Error('Cannot count.');
      };
      const result = source.pipe(windowAggregate({ ...config, aggregator: { ...config.aggregator, add } }));
      expectObservable(result).toBe(expected, undefined, new Error('Cannot count.'));
      expectSubscriptions(source.subscriptions).toBe(subs);
    }),
  );

  it('hands out copies', () => {
    const [, early, , final] = run({ windows, allowedLatenessMs: 0 }, [
      value(1, 1),
      flush,
      value(2, 2),
      watermark(100),
    ]);
    expect(early?.outputs.map(line).join()).toMatch(/=1@/);
    expect(final?.outputs.map(line).join()).toMatch(/=1\+2@/);
  });

  it('keeps its early firings apart as it is told, and none waits that did not have to', () => {
    const triggers = { early: atMostEvery(10), late: never };
    const at = (ms: number): Input => ({ type: 'flush', at: ms });
    const fired = run({ windows, allowedLatenessMs: 0, triggers }, [
      ...[at(0), value(1, 1), at(5), value(2, 2), at(14), at(15), value(3, 3), at(24), at(40)],
    ]).map(({ outputs }) => (outputs.length > 0 ? '*' : '-'));
    expect(fired.join('')).toBe('--*--*--*');
  });
});

describe('sliding windows', () => {
  const windows = sliding({ sizeMs: 10, slideMs: 5 });

  it('say early what the first window with the newest value has, and no more', () => {
    expect(told(windows, [watermark(0), value(1, 1), flush, value(7, 2), flush])).toEqual([
      ...['', '', 'provisional[-5,5)=1@0', ''],
      'provisional[0,10)=1+2@0',
    ]);
  });

  it('are all final on time, and all revised when a late value is in them', () => {
    expect(told(windows, [value(7, 1), watermark(15), value(8, 2), flush, watermark(200)])).toEqual([
      ...['', 'final[0,10)=1@0 final[5,15)=1@0', '', 'revised[0,10)=1+2@1 revised[5,15)=1+2@1', ''],
    ]);
  });

  it('are final and not revised when a late value is the first that is heard of them', () => {
    expect(told(windows, [value(12, 1), watermark(20), value(8, 2), flush])).toEqual([
      ...['', 'final[5,15)=1@0 final[10,20)=1@0', '', 'final[0,10)=2@0 revised[5,15)=1+2@1'],
    ]);
  });

  it('take a value into those that are held and report it for the others', () => {
    expect(told(windows, [watermark(10), value(7, 1), watermark(15), value(6, 2)], 0)).toEqual([
      ...['', 'late 1 held from 5', 'final[5,15)=1@0', 'late 2'],
    ]);
  });

  it('leap over a long silence', () => {
    const quiet = [value(1, 1), watermark(20), value(1e12, 2), watermark(1e12 + 100)];
    expect(told(windows, quiet, 0)[3]).toBe(
      `final[${1e12 - 5},${1e12 + 5})=2@0 final[${1e12},${1e12 + 10})=2@0`,
    );
  });

  it('go on after a restart from their slices as if nothing had been', () => {
    const restored = (windowStart: number, ids: number[], revision: number): Input => ({
      ...{ type: 'restore', key: 'k', windowStart, acc: ids },
      published: { status: revision > 0 ? 'revised' : 'final', revision },
    });
    expect(
      told(windows, [
        ...[watermark(12), restored(0, [1], 0), restored(5, [2], 2), restored(10, [3], 0)],
        ...[watermark(15), value(6, 4), flush],
      ]),
    ).toEqual(['', '', '', '', 'final[5,15)=2+3@2', '', 'revised[0,10)=1+2+4@3 revised[5,15)=2+3+4@3']);
  });

  it('publish a restated slice in every window over it, with the next flush', () => {
    const restate = (acc: number[]): Input => ({
      type: 'restate',
      key: 'k',
      windowStart: 5,
      acc,
      published: null,
    });
    expect(told(windows, [value(7, 1), watermark(15), restate([1]), flush, restate([8, 9]), flush])).toEqual([
      ...['', 'final[0,10)=1@0 final[5,15)=1@0', '', '', '', 'revised[0,10)=8+9@1 revised[5,15)=8+9@1'],
    ]);
    expect(() =>
      told(windows, [{ type: 'restate', key: 'k', windowStart: 6, acc: [], published: null }]),
    ).toThrow(/slice/);
  });
});

describe('session windows', () => {
  const windows = session({ gapMs: 10 });

  it('last from the first value to a gap after the last one', () => {
    expect(told(windows, [value(0, 1), value(9, 2), value(19, 3), watermark(18), watermark(29)])).toEqual([
      ...['', '', '', '', 'final[0,19)=1+2@0 final[19,29)=3@0'].map((text) => text),
    ]);
  });

  it('that a late value bridges become one: the later pane is void, the earlier one is revised', () => {
    expect(told(windows, [value(0, 1), value(15, 2), watermark(30), value(8, 3), flush])).toEqual([
      ...['', '', 'final[0,10)=1@0 final[15,25)=2@0', '', 'void[15,25)@1 revised[0,25)=1+2+3@1'],
    ]);
  });

  it('that begin earlier than was said are taken back and said again', () => {
    expect(told(windows, [value(15, 1), watermark(30), value(8, 2), flush])).toEqual([
      ...['', 'final[15,25)=1@0', '', 'void[15,25)@1 final[8,25)=1+2@0'],
    ]);
  });

  it('never turn provisional again when a late value reopens them', () => {
    expect(
      told(windows, [value(0, 1), watermark(12), value(9, 2), flush, value(18, 3), flush, watermark(28)]),
    ).toEqual([...['', 'final[0,10)=1@0', '', 'revised[0,19)=1+2@1', '', 'revised[0,28)=1+2+3@2', '']]);
  });

  it('are restated by their span: what lies in it is replaced', () => {
    const restate: Input = {
      ...{ type: 'restate', key: 'k', windowStart: 0, windowEnd: 30, acc: [7] },
      published: { status: 'final', revision: 4 },
    };
    expect(told(windows, [value(0, 1), value(20, 2), watermark(40), restate, restate])).toEqual([
      ...['', '', 'final[0,10)=1@0 final[20,30)=2@0', 'void[20,30)@1 revised[0,30)=7@1', ''],
    ]);
  });

  it('are restored with the end they were published with', () => {
    const restore: Input = {
      ...{ type: 'restore', key: 'k', windowStart: 0, windowEnd: 10, acc: [1] },
      published: { status: 'final', revision: 2 },
    };
    expect(told(windows, [watermark(12), restore, value(5, 2), flush])).toEqual([
      ...['', '', '', 'revised[0,15)=1+2@3'],
    ]);
    expect(() =>
      told(windows, [{ type: 'restore', key: 'k', windowStart: 0, acc: [], published: null }]),
    ).toThrow(/windowEnd/);
  });
});

describe('window assigners', () => {
  it.each([
    [() => tumbling({ sizeMs: 0 }), /sizeMs .* above 0, not 0/],
    [() => tumbling({ sizeMs: 1.5 }), /whole number/],
    [() => tumbling({ sizeMs: 10, offsetMs: 10 }), /below sizeMs \(10\)/],
    [() => sliding({ sizeMs: 5, slideMs: 10 }), /in none/],
    [() => sliding({ sizeMs: 10, slideMs: 5, offsetMs: 5 }), /below slideMs \(5\)/],
    [() => session({ gapMs: -1 }), /gapMs/],
  ])('say what is wrong: %s', (make, sentence) => {
    expect(make).toThrow(sentence);
  });

  it('name the windows of an instant', () => {
    expect(windowsAt(tumbling({ sizeMs: 10, offsetMs: 3 }), 2)).toEqual([{ start: -7, end: 3 }]);
    expect(windowsAt(sliding({ sizeMs: 7, slideMs: 3 }), 6).map(({ start }) => start)).toEqual([0, 3, 6]);
    expect(windowsAt(session({ gapMs: 4 }), 6)).toEqual([{ start: 6, end: 10 }]);
  });
});
