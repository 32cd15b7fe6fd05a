import { asyncScheduler, throttleTime, type MonoTypeOperatorFunction, type SchedulerLike } from 'rxjs';

/**
 * Lets the first value through at once and then the latest of each `periodMs`, so that a lone change is seen without
 * delay and a storm of them costs one a period.
 *
 * Example: `changes$.pipe(conflate(250))`
 *
 * Back pressure: drops all but the latest. Guarantees: the last value of a burst always comes through.
 */
export function conflate<T>(
  periodMs: number,
  scheduler: SchedulerLike = asyncScheduler,
): MonoTypeOperatorFunction<T> {
  return throttleTime(periodMs, scheduler, { leading: true, trailing: true });
}
