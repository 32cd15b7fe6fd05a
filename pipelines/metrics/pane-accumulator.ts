import type { Aggregator } from './aggregator.ts';
import { mentionCounts, type CountedMention, type MentionCounts } from './mention-counts.ts';
import { responseTimes } from './responses/response-times.ts';

/** Everything one pane holds: one accumulator for each metric family. */
export interface PaneAccumulator {
  readonly counts: MentionCounts;
  readonly responsesMs: number[];
}

export type PaneInput =
  | { readonly kind: 'mention'; readonly mention: CountedMention }
  | { readonly kind: 'response'; readonly ms: number };

export const paneAggregator: Aggregator<PaneInput, PaneAccumulator, PaneAccumulator> = {
  empty: () => ({ counts: mentionCounts.empty(), responsesMs: responseTimes.empty() }),
  add(acc, input) {
    if (input.kind === 'mention') mentionCounts.add(acc.counts, input.mention);
    else responseTimes.add(acc.responsesMs, input.ms);
    return acc;
  },
  merge: (a, b) => ({
    counts: mentionCounts.merge(a.counts, b.counts),
    responsesMs: responseTimes.merge(a.responsesMs, b.responsesMs),
  }),
  result: (acc) => acc,
};

/** Whether two accumulators say the same; the order in which answers were heard does not matter. */
export function sameAccumulator(a: PaneAccumulator, b: PaneAccumulator): boolean {
  const left = a.responsesMs.toSorted((x, y) => x - y);
  const right = b.responsesMs.toSorted((x, y) => x - y);
  return (
    a.counts.inbound === b.counts.inbound &&
    a.counts.outbound === b.counts.outbound &&
    a.counts.positive === b.counts.positive &&
    a.counts.neutral === b.counts.neutral &&
    a.counts.negative === b.counts.negative &&
    left.length === right.length &&
    left.every((ms, index) => ms === right[index])
  );
}
