/** A flush as a trigger sees it. Processing time, epoch milliseconds. */
export interface FlushMoment {
  /** When the flush is; undefined when whoever flushes does not say. */
  readonly at: number | undefined;
  /** When this trigger last let anything out, undefined before the first time. */
  readonly firedAt: number | undefined;
}

/** Whether windows that changed are published with this flush. Pure: what it does not let out waits, nothing is lost. */
export type Trigger = (moment: FlushMoment) => boolean;

/**
 * When windows are published besides on time. The on-time firing, when the watermark passes the end, is not a choice:
 * without it no number would ever be final.
 */
export interface Triggers {
  /** Open windows that changed: provisional panes. */
  readonly early: Trigger;
  /** Closed windows that changed inside the allowed lateness: revisions. What is left comes out before the state is freed. */
  readonly late: Trigger;
}

export const eachFlush: Trigger = () => true;

/** As `early`: no provisional panes. As `late`: one revision for all late values, when the lateness has passed. */
export const never: Trigger = () => false;

/**
 * At most one firing in `everyMs`; the first change after a rest goes out with the next flush.
 *
 * Example: `windowAggregate({ …, triggers: { early: atMostEvery(1_000) } })` with `{ type: 'flush', at: clock.now() }`
 *
 * @throws Error at the first flush that does not say when it is.
 */
export function atMostEvery(everyMs: number): Trigger {
  if (!(everyMs > 0)) throw new RangeError(`everyMs must be above 0, not ${everyMs}.`);
  return ({ at, firedAt }) => {
    if (at === undefined)
      throw new Error('A throttled trigger needs flushes that say when they are: { type, at }.');
    // A clock that was set back must not silence the wall until it has caught up.
    return firedAt === undefined || at - firedAt >= everyMs || at < firedAt;
  };
}

export const DEFAULT_TRIGGERS: Triggers = { early: eachFlush, late: eachFlush };
