import type { Board } from '../../schema/contracts/board.ts';
import { mentionCounts, type MentionCounts } from '../metrics/mention-counts.ts';
import type { BoardWindow } from './window.ts';

/** What a minute or an hour counted. */
export interface Counted {
  /** Epoch milliseconds. */
  readonly windowStart: number;
  readonly counts: MentionCounts;
}

/** Inbound mentions by sentiment, in the buckets of a window; their sum is the volume of that window. */
export function riverOf({ from, to, stepMs, at }: BoardWindow, panes: readonly Counted[]): Board['river'] {
  const buckets = at.map(() => mentionCounts.empty());
  for (const { windowStart, counts } of panes) {
    if (windowStart < from || windowStart >= to) continue;
    const index = Math.floor((windowStart - from) / stepMs);
    buckets[index] = mentionCounts.merge(buckets[index] ?? mentionCounts.empty(), counts);
  }
  return {
    stepMs,
    at: [...at],
    positive: buckets.map(({ positive }) => positive),
    neutral: buckets.map(({ neutral }) => neutral),
    negative: buckets.map(({ negative }) => negative),
  };
}
