import type { Board } from '../../schema/contracts/board.ts';

const NOON = Date.UTC(2026, 4, 4, 12);
const HOUR = 3_600_000;

/** A small board of one brand, as the server would say it; parts may be put in place of its own. */
export function board(parts: Partial<Board> = {}): Board {
  return {
    brand: 'acme',
    name: 'Acme',
    zone: 'Europe/Paris',
    span: '1d',
    from: NOON - 4 * HOUR,
    to: NOON,
    asOf: NOON - 1_000,
    cut: { channel: null, topic: null, range: null },
    missing: [],
    river: {
      stepMs: HOUR,
      at: [0, 1, 2, 3].map((nth) => NOON - (4 - nth) * HOUR),
      positive: [4, 0, 2, 1],
      neutral: [3, 0, 2, 0],
      negative: [1, 0, 8, 0],
    },
    usual: {
      baseline: 'hour_of_week',
      weeks: 6,
      expected: [7, 6, 6, null],
      low: [3, 2, 2, null],
      high: [12, 10, 10, null],
    },
    responses: {
      edgesMs: [60_000, 300_000, HOUR],
      always: [2, 3, 4, 1],
      business: [4, 4, 2, 0],
      targetMs: 300_000,
      n: 10,
      medianMs: 420_000,
      p90Ms: HOUR,
      businessMedianMs: 200_000,
      waiting: 5,
      overdue: 2,
    },
    topics: [
      { id: 'payments.refund', title: 'Refund', mentions: 12, negative: 9, netSentiment: -60 },
      { id: 'app.crash', title: 'App crashes', mentions: 4, negative: 1, netSentiment: 25 },
    ],
    channels: [
      {
        channel: 'twitter',
        mentions: 15,
        people: 11,
        netSentiment: -10,
        medianResponseMs: 400_000,
        reach: 5_000,
      },
      { channel: 'chat', mentions: 6, people: 6, netSentiment: 30, medianResponseMs: null, reach: 0 },
    ],
    voice: [
      { brand: 'acme', name: 'Acme', mentions: 21, share: 0.7, netSentiment: -4 },
      { brand: 'rival', name: 'Rival', mentions: 9, share: 0.3, netSentiment: null },
    ],
    risk: {
      threshold: 0.5,
      total: 1,
      customers: [
        {
          customer: 'c-1',
          accounts: [{ channel: 'twitter', account: 'ann' }],
          score: 0.81,
          level: 'critical',
          reasons: [{ id: 'churn_intent', text: 'Said to leave 2 times', weight: 1.4 }],
          lastSeenAt: '2026-05-04T11:00:00.000Z',
          tier: 'high',
        },
      ],
    },
    advocates: [{ customer: null, channel: 'twitter', account: 'bo', positives: 3, reach: 900 }],
    stories: [
      {
        source: 'feed',
        id: '9',
        author: 'ann',
        at: '2026-05-04T09:00:00.000Z',
        sentiment: 'negative',
        size: 23,
        r: 20,
        doublingMs: 2 * HOUR,
        reach: 10_000,
        paid: true,
        paidByCustomer: true,
        text: 'They lost my bag',
        curve: [
          { at: NOON - 3 * HOUR, size: 1 },
          { at: NOON - HOUR, size: 23 },
        ],
      },
    ],
    ...parts,
  };
}
