import { Observable, type ObservableInput, type OperatorFunction, from } from 'rxjs';

/**
 * Hands the source to `project` one group at a time: while one group is being worked on, the next one gathers.
 *
 * A lone value is worked on at once, so there is no waiting time to tune; under load the groups grow by themselves up
 * to `maxWeight`. A value heavier than that travels alone.
 *
 * Example: `deliveries$.pipe(collectWhileBusy(commit, { maxWeight: 20_000, weigh: (d) => d.rows.length }))`
 *
 * Back pressure: values gather without bound here; whoever feeds the source bounds what may wait.
 * Guarantees: order is kept, groups never overlap, each value is in exactly one group. An error of `project` ends the
 * stream. On completion of the source what has gathered is still worked on.
 */
export function collectWhileBusy<T, R>(
  project: (group: readonly T[]) => ObservableInput<R>,
  { maxWeight, weigh }: { maxWeight: number; weigh: (value: T) => number },
): OperatorFunction<T, R> {
  return (source) =>
    new Observable((subscriber) => {
      let waiting: T[] = [];
      let busy = false;
      let completed = false;

      const takeGroup = (): T[] => {
        let weight = 0;
        const end = waiting.findIndex((value) => (weight += weigh(value)) > maxWeight);
        const group = waiting.slice(0, end === -1 ? waiting.length : Math.max(1, end));
        waiting = waiting.slice(group.length);
        return group;
      };
      const workOn = () => {
        if (busy || subscriber.closed) return;
        if (waiting.length === 0) {
          if (completed) subscriber.complete();
          return;
        }
        busy = true;
        let results: Observable<R>;
        try {
          results = from(project(takeGroup()));
        } catch (error) {
          subscriber.error(error);
          return;
        }
        subscriber.add(
          results.subscribe({
            next: (result) => subscriber.next(result),
            error: (error) => subscriber.error(error),
            complete: () => {
              busy = false;
              workOn();
            },
          }),
        );
      };

      subscriber.add(
        source.subscribe({
          next: (value) => {
            waiting.push(value);
            workOn();
          },
          error: (error) => subscriber.error(error),
          complete: () => {
            completed = true;
            workOn();
          },
        }),
      );
    });
}
