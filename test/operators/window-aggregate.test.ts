import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { windowAggregate } from '../../pipelines/operators/window-aggregate.ts';
import {
  config,
  flush,
  restate,
  restore,
  value,
  watermark,
  type Input,
  type Output,
} from './window-inputs.ts';

/** Runs inputs through the operator; `k[0,10) ab final 0` for a pane. */
function outputs(...inputs: readonly Input[]): string[] {
  const source = new Subject<Input>();
  const said: string[] = [];
  source.pipe(windowAggregate(config)).subscribe((output) => said.push(line(output)));
  for (const input of inputs) source.next(input);
  return said;
}
const line = (output: Output): string =>
  output.type === 'late'
    ? `late ${output.value} at ${output.at}`
    : `${output.key}[${output.windowStart},${output.windowEnd}) ${output.acc.join('')} ${output.status} ${output.revision}`;

describe('a window', () => {
  it('fires early on a flush when it changed, and is provisional', () => {
    expect(outputs(value(3, 'a'), flush, flush, value(4, 'b'), value(5, 'c'), flush)).toEqual([
      'k[0,10) a provisional 0',
      'k[0,10) abc provisional 0',
    ]);
  });

  it('fires on time when the watermark reaches its end, changed or not', () => {
    expect(outputs(value(3, 'a'), watermark(9), watermark(10))).toEqual(['k[0,10) a final 0']);
    expect(outputs(value(3, 'a'), flush, watermark(10))).toEqual([
      'k[0,10) a provisional 0',
      'k[0,10) a final 0',
    ]);
  });

  it('holds its start and not its end', () => {
    expect(outputs(value(9, 'a'), value(10, 'b'), value(20, 'c'), watermark(30))).toEqual([
      'k[0,10) a final 0',
      'k[10,20) b final 0',
      'k[20,30) c final 0',
    ]);
  });

  it('lies right for instants before 1970 too', () => {
    expect(outputs(value(-1, 'a'), value(-10, 'b'), value(-11, 'c'), watermark(0))).toEqual([
      'k[-20,-10) c final 0',
      'k[-10,0) ab final 0',
    ]);
  });

  it('fires late on a flush when a late value came in time, with the next revision each', () => {
    expect(
      outputs(value(3, 'a'), watermark(12), value(4, 'b'), flush, flush, value(5, 'c'), value(6, 'd'), flush),
    ).toEqual(['k[0,10) a final 0', 'k[0,10) ab revised 1', 'k[0,10) abcd revised 2']);
  });

  it('is final and not revised when its first value comes late', () => {
    expect(outputs(watermark(12), value(4, 'b'), flush)).toEqual(['k[0,10) b final 0']);
  });

  it('gives its last change away before it is freed', () => {
    expect(outputs(value(3, 'a'), watermark(10), value(4, 'b'), watermark(30), flush)).toEqual([
      'k[0,10) a final 0',
      'k[0,10) ab revised 1',
    ]);
  });

  it('is freed the lateness after its end: what comes then is late and changes nothing', () => {
    expect(outputs(value(3, 'a'), watermark(29), value(4, 'b'), watermark(30), value(5, 'c'), flush)).toEqual(
      ['k[0,10) a final 0', 'k[0,10) ab revised 1', 'late c at 5'],
    );
  });

  it('closes and is freed at once when the watermark leaps', () => {
    expect(outputs(value(3, 'a'), value(13, 'b'), watermark(1_000), value(14, 'c'))).toEqual([
      'k[0,10) a final 0',
      'k[10,20) b final 0',
      'late c at 14',
    ]);
  });

  it('ignores a watermark that runs backwards', () => {
    expect(outputs(value(3, 'a'), watermark(10), watermark(5), value(4, 'b'), flush)).toEqual([
      'k[0,10) a final 0',
      'k[0,10) ab revised 1',
    ]);
  });

  it('is its key’s own', () => {
    expect(outputs(value(3, 'a', 'x'), value(3, 'b', 'y'), watermark(10))).toEqual([
      'x[0,10) a final 0',
      'y[0,10) b final 0',
    ]);
  });
});

describe('a restatement', () => {
  it('replaces what is held and is published at once', () => {
    expect(outputs(value(3, 'a'), flush, restate(0, ['x', 'y']), value(4, 'b'), watermark(10))).toEqual([
      'k[0,10) a provisional 0',
      'k[0,10) xy provisional 0',
      'k[0,10) xyb final 0',
    ]);
  });

  it('of a closed window is a revision', () => {
    expect(outputs(value(3, 'a'), watermark(10), restate(0, ['x']))).toEqual([
      'k[0,10) a final 0',
      'k[0,10) x revised 1',
    ]);
  });

  it('that says the same is no revision', () => {
    expect(outputs(value(3, 'a'), watermark(10), restate(0, ['a']), flush, restate(0, ['a']))).toEqual([
      'k[0,10) a final 0',
    ]);
  });

  it('of a window that is no longer held goes on from what was published', () => {
    expect(
      outputs(
        watermark(100),
        restate(0, ['x'], { status: 'final', revision: 0 }),
        restate(0, ['y'], { status: 'revised', revision: 4 }),
        restate(0, ['z'], { status: 'provisional', revision: 0 }),
        restate(0, ['n']),
      ),
    ).toEqual(['k[0,10) x revised 1', 'k[0,10) y revised 5', 'k[0,10) z final 0', 'k[0,10) n final 0']);
  });

  it('of a window that was never seen here and still takes values goes on from what was published', () => {
    expect(
      outputs(watermark(12), restate(0, ['x'], { status: 'final', revision: 0 }), value(4, 'b'), flush),
    ).toEqual(['k[0,10) x revised 1', 'k[0,10) xb revised 2']);
  });
});

describe('a restored window', () => {
  it('says nothing until it changes', () => {
    expect(
      outputs(
        watermark(12),
        restore(0, ['a'], { status: 'final', revision: 0 }),
        flush,
        value(4, 'b'),
        flush,
      ),
    ).toEqual(['k[0,10) ab revised 1']);
  });

  it('that is still open closes on time', () => {
    expect(
      outputs(
        watermark(5),
        restore(0, ['a'], { status: 'provisional', revision: 0 }),
        flush,
        value(6, 'b'),
        watermark(10),
      ),
    ).toEqual(['k[0,10) ab final 0']);
  });

  it('that should have closed while nobody was there becomes final', () => {
    const provisional = { status: 'provisional', revision: 0 } as const;
    expect(outputs(watermark(12), restore(0, ['a'], provisional), flush, flush)).toEqual([
      'k[0,10) a final 0',
    ]);
    expect(outputs(watermark(500), restore(0, ['a'], provisional), flush)).toEqual(['k[0,10) a final 0']);
  });

  it('that is long over and final is not taken up', () => {
    expect(
      outputs(watermark(500), restore(0, ['a'], { status: 'final', revision: 0 }), flush, value(3, 'b')),
    ).toEqual(['late b at 3']);
  });
});

describe('an accumulator that was given away', () => {
  it('is not changed by what comes after it, nor by whoever got it', () => {
    const source = new Subject<Input>();
    const accs: string[][] = [];
    source.pipe(windowAggregate(config)).subscribe((output) => {
      if (output.type === 'pane') accs.push(output.acc);
    });
    const given = ['x'];
    const restored = ['r'];
    source.next(value(3, 'a'));
    source.next(flush);
    source.next(value(4, 'b'));
    source.next(flush);
    source.next(restate(0, given));
    source.next(value(5, 'c'));
    source.next(restore(10, restored, { status: 'provisional', revision: 0 }));
    source.next(value(15, 'd'));
    accs[0]!.push('mischief');
    accs[2]!.push('mischief');
    source.next(flush);
    expect(given).toEqual(['x']);
    expect(restored).toEqual(['r']);
    expect(accs).toEqual([
      ['a', 'mischief'],
      ['a', 'b'],
      ['x', 'mischief'],
      ['x', 'c'],
      ['r', 'd'],
    ]);
  });
});
