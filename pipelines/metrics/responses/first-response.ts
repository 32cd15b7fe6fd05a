import type { Family } from '../family.ts';
import { responseTimes } from './response-times.ts';

/** First responses in the minute they were given, 24 × 7. */
export const firstResponse: Family<number, number[], readonly number[]> = {
  id: 'first_response',
  needs: ['cases'],
  // However long ago a case was opened: the reply in the window leads to the whole of its conversation.
  lookBackMs: 0,
  lookAheadMs: 0,
  *facts({ evidence }, from, to) {
    for (const { openedAt, answeredAt, replyChannel, venue, topics, suspected } of evidence.cases)
      if (answeredAt !== null && answeredAt >= from && answeredAt < to)
        yield {
          at: answeredAt,
          channel: replyChannel,
          venue,
          topics,
          suspected,
          value: answeredAt - openedAt,
        };
  },
  aggregator: { ...responseTimes, result: (acc) => acc.toSorted((a, b) => a - b) },
};
