import type { Direction, SentimentLabel } from '../../schema/contracts/mention.ts';
import type { Aggregator } from './aggregator.ts';

export interface CountedMention {
  readonly direction: Direction;
  readonly sentiment: SentimentLabel;
}

export interface MentionCounts {
  inbound: number;
  outbound: number;
  /** Sentiment is that of inbound mentions only: a brand does not vote on itself. */
  positive: number;
  neutral: number;
  negative: number;
}

/** Volume and sentiment. Net sentiment is 100·(P − N)/(P + N + U), null when nothing inbound was heard. */
export const mentionCounts: Aggregator<CountedMention, MentionCounts, { netSentiment: number | null }> = {
  empty: () => ({ inbound: 0, outbound: 0, positive: 0, neutral: 0, negative: 0 }),
  add(acc, { direction, sentiment }) {
    if (direction === 'outbound') {
      acc.outbound += 1;
      return acc;
    }
    acc.inbound += 1;
    acc[sentiment] += 1;
    return acc;
  },
  merge: (a, b) => ({
    inbound: a.inbound + b.inbound,
    outbound: a.outbound + b.outbound,
    positive: a.positive + b.positive,
    neutral: a.neutral + b.neutral,
    negative: a.negative + b.negative,
  }),
  result({ positive, neutral, negative }) {
    const n = positive + neutral + negative;
    return { netSentiment: n === 0 ? null : (100 * (positive - negative)) / n };
  },
};
