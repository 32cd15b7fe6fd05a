import { Type, type Static } from 'typebox';
import { AtRiskCustomerSchema } from './customers.ts';
import { literals, nullable } from './literals.ts';
import { SPANS } from './scenes.ts';
import { StoryRowSchema } from './stories.ts';

const At = Type.Integer({ description: 'Epoch milliseconds.' });
const Ms = Type.Number({ minimum: 0, description: 'Milliseconds.' });
const Count = Type.Number({ minimum: 0 });
const Net = nullable(Type.Number({ minimum: -100, maximum: 100 }));

/** What the volume of a bucket is compared with, best first; `none`: too little is known. */
export const BASELINES = ['hour_of_week', 'hour_of_day', 'mean', 'none'] as const;

/** Parts that are read from raw rows: left empty where there are more of these than one answer reads. */
export const BOARD_PARTS = [
  'topics',
  'people',
  'business',
  'waiting',
  'risk',
  'advocates',
  'stories',
  /** Of one issue: river, channels and first responses. */
  'counts',
  /** Of one issue: share of voice. */
  'voice',
] as const;
export type BoardPart = (typeof BOARD_PARTS)[number];

/** Which part of what was said a board counts; null: all of it. */
const BoardCutSchema = Type.Object({
  channel: nullable(Type.String()),
  topic: nullable(Type.String({ description: 'A leaf `branch.leaf` of the taxonomy, or a whole `branch`.' })),
  range: nullable(Type.Object({ from: At, to: At }, { description: 'Half-open, in event time.' })),
});
export type BoardCut = Static<typeof BoardCutSchema>;

/** Everything the page of a brand draws. Read once for all who look; numbers are those of `GET /api/metrics`. */
export const BoardSchema = Type.Object({
  brand: Type.String(),
  name: Type.String(),
  zone: Type.String({ description: 'IANA zone of its days.' }),
  span: literals(SPANS),
  /** Half-open, in event time. */
  from: At,
  to: At,
  asOf: At,
  /** What everything but `risk`, `waiting` and `overdue` is cut by. No part is cut by what can be picked from it: `river` and `usual` by no range, `channels` by no channel, `topics` by no topic. */
  cut: BoardCutSchema,
  /** Too much was said for these: they are empty or null here, which does not mean that there is nothing. */
  missing: Type.Array(literals(BOARD_PARTS)),
  /** Equal buckets of inbound mentions, `at[i]` inclusive; the last one is still filling. */
  river: Type.Object({
    stepMs: Ms,
    at: Type.Array(At),
    positive: Type.Array(Count),
    neutral: Type.Array(Count),
    negative: Type.Array(Count),
  }),
  /** Of each bucket of the river: what is usual then, which is not known of one issue, and the band nine of ten ordinary buckets lie in. */
  usual: Type.Object({
    baseline: literals(BASELINES),
    weeks: Type.Number({ description: 'Of history it rests on.' }),
    expected: Type.Array(nullable(Count)),
    low: Type.Array(nullable(Count)),
    high: Type.Array(nullable(Count)),
  }),
  /** `waiting` and `overdue` may be a minute older than the rest. First responses of the span by how long they took: `counts[i]` took at most `edgesMs[i]`, the last one longer. */
  responses: Type.Object({
    edgesMs: Type.Array(Ms),
    always: Type.Array(Count, { description: 'By the clock that never stops.' }),
    business: nullable(Type.Array(Count, { description: 'By the hours of the desk; null: it has none.' })),
    targetMs: Ms,
    n: Count,
    medianMs: nullable(Ms),
    p90Ms: nullable(Ms),
    businessMedianMs: nullable(Ms),
    waiting: nullable(Count),
    overdue: nullable(Count),
  }),
  /** Leaves of the taxonomy, most talked of first, at most 40. */
  topics: Type.Array(
    Type.Object({
      id: Type.String(),
      title: Type.String(),
      mentions: Count,
      negative: Count,
      netSentiment: Net,
    }),
  ),
  /** Busiest first. */
  channels: Type.Array(
    Type.Object({
      channel: Type.String(),
      mentions: Count,
      people: nullable(Count),
      netSentiment: Net,
      medianResponseMs: nullable(Ms),
      reach: nullable(Count),
    }),
  ),
  /** All tracked brands, largest first. */
  voice: Type.Array(
    Type.Object({
      brand: Type.String(),
      name: Type.String(),
      mentions: Count,
      share: Count,
      netSentiment: Net,
    }),
  ),
  /** May be a minute older than the rest. */
  risk: Type.Object({
    threshold: Type.Number(),
    total: Count,
    customers: Type.Array(AtRiskCustomerSchema, { description: 'The highest score first, at most 8.' }),
  }),
  advocates: Type.Array(
    Type.Object({
      customer: nullable(Type.String()),
      channel: Type.String(),
      account: Type.String(),
      positives: Count,
      reach: Count,
    }),
    { description: 'By positive mentions times reach, at most 8.' },
  ),
  /** What is being passed on, the most first, at most 5; `curve`: how often by then, cumulated. */
  stories: Type.Array(
    Type.Object({
      ...StoryRowSchema.properties,
      text: nullable(Type.String({ description: 'Of the original, at most 280 characters; hostile.' })),
      curve: Type.Array(Type.Object({ at: At, size: Count })),
    }),
  ),
});
export type Board = Static<typeof BoardSchema>;
export type BoardStory = Board['stories'][number];
