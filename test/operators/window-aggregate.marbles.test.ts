import { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { windowAggregate } from '../../pipelines/operators/window-aggregate.ts';
import { broken, config, flush, value, watermark, type Input, type Output } from './window-inputs.ts';

describe('windowAggregate as an operator', () => {
  const run = (marbles: Parameters<TestScheduler['run']>[0]) =>
    new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(marbles);
  const pane = (acc: string[], status: 'provisional' | 'final'): Output => ({
    type: 'pane',
    key: 'k',
    windowStart: 0,
    windowEnd: 10,
    acc,
    status,
    revision: 0,
  });
  const inputs = { a: value(1, 'a'), b: value(2, 'b'), f: flush, w: watermark(10), x: value(3, 'boom') };
  const panes = { p: pane(['a'], 'provisional'), q: pane(['a', 'b'], 'final') };

  it('fires in the frame of the input that makes it fire, and nothing on completion', () => {
    run(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  -a-f-b-w-a-|', inputs);
      const e1subs = '  ^----------!';
      const expected = '---p---q---|';

      expectObservable(e1.pipe(windowAggregate(config))).toBe(expected, panes);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('gives every subscriber windows of its own', () => {
    run(({ cold, expectObservable }) => {
      const panes$ = cold<Input>('-a-f-|', inputs).pipe(windowAggregate(config));
      const expected = '          ---p-|';

      expectObservable(panes$).toBe(expected, panes);
      expectObservable(panes$).toBe(expected, panes);
    });
  });

  it('says nothing of a source that never speaks', () => {
    run(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold<Input>('-');
      const e1subs = '        ^';
      const expected = '      -';

      expectObservable(e1.pipe(windowAggregate(config))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('completes with an empty source', () => {
    run(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold<Input>('|   ');
      const e1subs = '        (^!)';
      const expected = '      |   ';

      expectObservable(e1.pipe(windowAggregate(config))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('passes an error of the source on', () => {
    run(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  -a-f-#', inputs);
      const e1subs = '  ^----!';
      const expected = '---p-#';

      expectObservable(e1.pipe(windowAggregate(config))).toBe(expected, panes);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('lets go of its source on an early unsubscribe', () => {
    run(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  -a-f-b-w-|', inputs);
      const unsub = '   ----!     ';
      const e1subs = '  ^---!     ';
      const expected = '---p------';

      expectObservable(e1.pipe(windowAggregate(config)), unsub).toBe(expected, panes);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('ends with what an aggregator throws and lets go of its source', () => {
    run(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  -a-x-b-w-|', inputs);
      const e1subs = '  ^--!      ';
      const expected = '---#      ';

      expectObservable(e1.pipe(windowAggregate(config))).toBe(expected, undefined, broken);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('passes on what a source throws while it is subscribed to', () => {
    run(({ expectObservable }) => {
      const e1 = new Observable<Input>(() => {
        throw broken;
      });
      expectObservable(e1.pipe(windowAggregate(config))).toBe('#', undefined, broken);
    });
  });
});
