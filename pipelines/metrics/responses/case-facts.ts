import type { MetricDefinition } from '../../../schema/contracts/metrics.ts';
import type { Case } from '../../evidence/evidence.ts';
import type { Fact } from '../family.ts';

/** How far back a case that still waits, or that is answered in a window, may have been opened. */
export const CASE_REACH_MS = 30 * 86_400_000;

/** What the definitions of metrics over cases have in common. */
export const OF_CASES = {
  window: 'Event time of the mention that opened the case.',
  minN: 5,
  facets: ['channel', 'venue', 'topic', 'automation'],
  version: 1,
} satisfies Partial<MetricDefinition>;

/** Says in a definition which cases count. */
export const ACTIONABLE =
  'Cases in which someone asked or complained, from the first unanswered mention of a customer to the first human reply; a later mention of an answered customer opens one again.';

/** An observation of a case, cut by what its opening mention says. */
export const caseFact = <Value>(one: Case, at: number, value: Value, channel = one.channel): Fact<Value> => ({
  at,
  channel,
  venue: one.venue,
  topics: one.topics,
  suspected: one.suspected,
  value,
});

/** Actionable cases opened in `[from, to)`. */
export function* actionableIn(cases: readonly Case[], from: number, to: number): Generator<Case> {
  for (let index = firstOpenedAt(cases, from); index < cases.length; index += 1) {
    const one = cases[index] as Case;
    if (one.openedAt >= to) return;
    if (one.actionable) yield one;
  }
}

/** A reply is never before its question; where a clock says so it was at once. */
export const waitedMs = ({ openedAt }: Case, until: number): number => Math.max(0, until - openedAt);

/** Index of the first case opened at or after an instant; cases ascend in `openedAt`. */
function firstOpenedAt(cases: readonly Case[], at: number): number {
  let low = 0;
  let high = cases.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cases[middle] as Case).openedAt < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
