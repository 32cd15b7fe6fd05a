import type { Board } from '../../schema/contracts/board.ts';
import type { FactContext } from '../metrics/family.ts';
import { accumulate, type MetricContext } from '../metrics/metric.ts';
import { businessResponses } from '../metrics/responses/business.ts';
import { CASE_REACH_MS, actionableIn } from '../metrics/responses/case-facts.ts';
import { RESPONSE_EDGES_MS, histogramOf } from '../metrics/responses/histogram.ts';
import { quantile, responseTimes } from '../metrics/responses/response-times.ts';
import { judgedMs } from '../metrics/responses/sla.ts';
import { stateAt } from '../metrics/responses/waiting.ts';
import { targetOf } from '../metrics/settings.ts';

export interface Waiting {
  readonly waiting: number;
  /** Of these, past their target by the clock it is judged by. */
  readonly overdue: number;
}

/** Who waits at an instant or now, and for whom it is too late: opened at most 30 days before. */
export function waitingAt(context: FactContext, to: number): Waiting {
  const at = stateAt(context, to);
  let waiting = 0;
  let overdue = 0;
  for (const one of actionableIn(context.evidence.cases, at - CASE_REACH_MS, at)) {
    if (one.answeredAt !== null && one.answeredAt < at) continue;
    waiting += 1;
    if (judgedMs(context, one, at) > targetOf(context.settings, one)) overdue += 1;
  }
  return { waiting, overdue };
}

/** Times of the first responses of a window by the hours of the desk, ascending; null: it has none. */
export function businessMs(context: MetricContext): readonly number[] | null {
  if (context.calendar === null) return null;
  return businessResponses.aggregator.result(accumulate(businessResponses, context)).businessMs;
}

/** How soon people were answered, by both clocks. `alwaysMs`: first responses of the window in any order. */
export function responsesOf(
  alwaysMs: readonly number[],
  business: readonly number[] | null,
  state: Waiting | null,
  settings: FactContext['settings'],
): Board['responses'] {
  const { n, medianMs, p90Ms } = responseTimes.result([...alwaysMs]);
  return {
    edgesMs: [...RESPONSE_EDGES_MS],
    always: histogramOf(alwaysMs),
    business: business === null ? null : histogramOf(business),
    targetMs: targetOf(settings, { channel: '', highPriority: false }),
    n,
    medianMs,
    p90Ms,
    businessMedianMs: business === null ? null : quantile(business, 0.5),
    waiting: state?.waiting ?? null,
    overdue: state?.overdue ?? null,
  };
}
