import type { MentionFact } from '../../evidence/evidence.ts';
import { within } from '../../evidence/evidence.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family } from '../family.ts';

export interface Promoted {
  positive: number;
  neutral: number;
  negative: number;
  /** Complaints and announcements to leave. */
  complaints: number;
}

/** What others than the brand paid to have seen. */
export const promotions: Aggregator<Pick<MentionFact, 'sentiment' | 'intent'>, Promoted, Promoted> = {
  empty: () => ({ positive: 0, neutral: 0, negative: 0, complaints: 0 }),
  add(acc, { sentiment, intent }) {
    acc[sentiment] += 1;
    if (intent === 'complaint' || intent === 'churn') acc.complaints += 1;
    return acc;
  },
  merge: (a, b) => ({
    positive: a.positive + b.positive,
    neutral: a.neutral + b.neutral,
    negative: a.negative + b.negative,
    complaints: a.complaints + b.complaints,
  }),
  result: (acc) => acc,
};

export const promoted: Family<Pick<MentionFact, 'sentiment' | 'intent'>, Promoted, Promoted> = {
  id: 'promoted',
  needs: ['mentions'],
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    for (const mention of within(evidence.mentions, from, to)) {
      if (mention.direction !== 'inbound' || !mention.promoted) continue;
      const { at, channel, venue, topics, suspected, sentiment, intent } = mention;
      yield { at, channel, venue, topics, suspected, value: { sentiment, intent } };
    }
  },
  aggregator: promotions,
};
