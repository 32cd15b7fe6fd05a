import { Observable, of, type ObservableInput } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { collectWhileBusy } from '../../pipelines/operators/collect-while-busy.ts';

const run = (marbles: Parameters<TestScheduler['run']>[0]) =>
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(marbles);

const light = { maxWeight: 1_000, weigh: () => 1 };
const joined = (group: readonly string[]) => group.join('');

const broken = new Error('broken');

describe('collectWhileBusy', () => {
  it('works on a lone value at once and gathers what comes meanwhile', () => {
    run(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  a-bc-d-----e---|     ');
      const e1subs = '  ^--------------!     ';
      // Each group takes four frames:
      //                ^---!
      //                    ^---!
      //                        ^---! is idle from 8 to 11 but for "d"
      const expected = '----v---w---x---(y|) ';
      const work = (group: readonly string[]) => cold('----(x|)', { x: joined(group) });

      expectObservable(e1.pipe(collectWhileBusy(work, light))).toBe(expected, {
        v: 'a',
        w: 'bc',
        x: 'd',
        y: 'e',
      });
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('subscribes to one group at a time', () => {
    run(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  ab--|      ');
      const first = cold('---|      ');
      const second = cold('  ---|   ');
      const subs1 = '   ^--!       ';
      const subs2 = '   ---^--!    ';
      const expected = '------|    ';
      const work = (group: readonly string[]) => (group.includes('a') ? first : second);

      expectObservable(e1.pipe(collectWhileBusy(work, light))).toBe(expected);
      expectSubscriptions(first.subscriptions).toBe(subs1);
      expectSubscriptions(second.subscriptions).toBe(subs2);
    });
  });

  it('fills groups up to the weight, keeps the order, and lets a heavier value travel alone', () => {
    const groups: string[] = [];
    run(({ hot, cold, flush }) => {
      const e1 = hot('(abcdXef|)');
      const weigh = (value: string) => (value === 'X' ? 50 : 4);
      const work = (group: readonly string[]) => {
        groups.push(joined(group));
        return cold('-|');
      };
      e1.pipe(collectWhileBusy(work, { maxWeight: 10, weigh })).subscribe();
      flush();
    });
    expect(groups).toEqual(['a', 'bc', 'd', 'X', 'ef']);
  });

  it('puts exactly the full weight into one group', () => {
    const groups: string[] = [];
    run(({ hot, cold, flush }) => {
      const work = (group: readonly string[]) => {
        groups.push(joined(group));
        return cold('-|');
      };
      hot('(abcde|)')
        .pipe(collectWhileBusy(work, { maxWeight: 2, weigh: () => 1 }))
        .subscribe();
      flush();
    });
    expect(groups).toEqual(['a', 'bc', 'de']);
  });

  it('takes work that ends at once, however much of it there is', () => {
    const seen: number[] = [];
    const numbers = Array.from({ length: 50_000 }, (_, index) => index);
    of(...numbers.slice(0, 10), ...numbers.slice(10))
      .pipe(collectWhileBusy((group) => of(...group), { maxWeight: 1, weigh: () => 1 }))
      .subscribe((value) => seen.push(value));
    expect(seen).toEqual(numbers);
  });

  it('works off what has gathered when the source completes', () => {
    run(({ hot, cold, expectObservable }) => {
      const e1 = hot('  abc|         ');
      const expected = '-----v----(w|)';
      const work = (group: readonly string[]) => cold('-----(x|)', { x: joined(group) });

      expectObservable(e1.pipe(collectWhileBusy(work, light))).toBe(expected, { v: 'a', w: 'bc' });
    });
  });

  it('says nothing of a source that never speaks', () => {
    run(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold(' -');
      const e1subs = '  ^';
      const expected = '-';

      expectObservable(e1.pipe(collectWhileBusy(() => of(1), light))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('completes with an empty source', () => {
    run(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold(' |   ');
      const e1subs = '  (^!)';
      const expected = '|   ';

      expectObservable(e1.pipe(collectWhileBusy(() => of(1), light))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('passes an error of the source on at once and stops the work', () => {
    run(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  ab-#');
      const busy = cold('----------|');
      const e1subs = '  ^--!';
      const busySubs = '^--!';
      const expected = '---#';

      expectObservable(e1.pipe(collectWhileBusy(() => busy, light))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
      expectSubscriptions(busy.subscriptions).toBe(busySubs);
    });
  });

  it('ends with an error of the work and lets go of its source', () => {
    run(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  ab------|');
      const e1subs = '  ^--!     ';
      const expected = '---#     ';

      expectObservable(e1.pipe(collectWhileBusy(() => cold('---#'), light))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('ends with what `project` throws and lets go of its source', () => {
    run(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --a---|');
      const e1subs = '  ^-!    ';
      const expected = '--#    ';
      const work = (): ObservableInput<string> => {
        throw broken;
      };

      expectObservable(e1.pipe(collectWhileBusy(work, light))).toBe(expected, undefined, broken);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    });
  });

  it('stops the work and lets go of its source on an early unsubscribe', () => {
    run(({ hot, cold, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  ab------|');
      const busy = cold('-----x--|');
      const unsub = '   ---!     ';
      const e1subs = '  ^--!     ';
      const busySubs = '^--!     ';
      const expected = '---------';

      expectObservable(e1.pipe(collectWhileBusy(() => busy, light)), unsub).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
      expectSubscriptions(busy.subscriptions).toBe(busySubs);
    });
  });

  it('starts no group after an unsubscribe in the midst of one that completes', () => {
    const groups: string[] = [];
    let finish = () => {};
    const subscription = new Observable<string>((subscriber) => {
      subscriber.next('a');
      subscriber.next('b');
    })
      .pipe(
        collectWhileBusy(
          (group) =>
            new Observable<never>((subscriber) => {
              groups.push(joined(group));
              finish = () => subscriber.complete();
            }),
          light,
        ),
      )
      .subscribe();
    subscription.unsubscribe();
    finish();
    expect(groups).toEqual(['a']);
  });
});
