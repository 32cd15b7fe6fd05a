import { HttpProblem } from '../plugins/problems.ts';

/** Each takes some tens of milliseconds: beyond these, people are to come back. */
const MAX_WAITING = 50;

/** Does one change after another, so that each is checked against the truth it will change. */
export class Line {
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** @throws HttpProblem when too many wait already. */
  run<T>(change: () => Promise<T>): Promise<T> {
    if (this.#waiting >= MAX_WAITING)
      throw new HttpProblem(
        429,
        'too_many_changes',
        `${MAX_WAITING} changes of displays wait for their turn; send this one again in a moment.`,
        2,
      );
    this.#waiting += 1;
    const done = this.#tail.then(change);
    this.#tail = done.catch(() => undefined);
    return done.finally(() => (this.#waiting -= 1));
  }
}
