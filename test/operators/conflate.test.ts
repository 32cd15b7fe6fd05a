import { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { conflate } from '../../pipelines/operators/conflate.ts';

const run = (marbles: Parameters<TestScheduler['run']>[0]) =>
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(marbles);

const broken = new Error('broken');

describe('conflate', () => {
  it('lets a lone value through at once', () => {
    run(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --a---------b------|');
      const e1subs = '  ^------------------!';
      const expected = '--a---------b------|';

      expectObservable(e1.pipe(conflate(5))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('passes the latest of each period on while they come in a storm', () => {
    run(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  abcdefghijkl----------|');
      const e1subs = '  ^---------------------!';
      const expected = 'a----f----k----l------|';

      expectObservable(e1.pipe(conflate(5))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('never swallows the last value of a burst, even when the source completes first', () => {
    run(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  abc|      ');
      const e1subs = '  ^--!      ';
      const expected = 'a----(c|) ';

      expectObservable(e1.pipe(conflate(5))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('waits the whole period again after a trailing value', () => {
    run(({ hot, expectObservable }) => {
      const e1 = hot('  ab-----c---d-------|');
      const expected = 'a----b----c----d---|';

      expectObservable(e1.pipe(conflate(5))).toBe(expected);
    });
  });

  it('says nothing of a source that never speaks', () => {
    run(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold(' -');
      const e1subs = '  ^';
      const expected = '-';

      expectObservable(e1.pipe(conflate(5))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('completes with an empty source', () => {
    run(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold(' |   ');
      const e1subs = '  (^!)';
      const expected = '|   ';

      expectObservable(e1.pipe(conflate(5))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('passes an error on at once and drops what waits', () => {
    run(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  ab-#');
      const e1subs = '  ^--!';
      const expected = 'a--#';

      expectObservable(e1.pipe(conflate(5))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('lets go of its source and its timer on an early unsubscribe', () => {
    run(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  ab------c--|');
      const unsub = '   ---!        ';
      const e1subs = '  ^--!        ';
      const expected = 'a-----------';

      expectObservable(e1.pipe(conflate(5)), unsub).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('turns a source that throws while it is subscribed to into an error', () => {
    run(({ expectObservable }) => {
      const e1 = new Observable<string>(() => {
        throw broken;
      });
      const expected = '#';

      expectObservable(e1.pipe(conflate(5))).toBe(expected, undefined, broken);
    });
  });
});
