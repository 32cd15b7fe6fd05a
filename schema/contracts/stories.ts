import { Type, type Static } from 'typebox';
import { SENTIMENT_LABELS } from './mention.ts';
import { literals, nullable } from './literals.ts';

export const StoryRowSchema = Type.Object({
  source: Type.String(),
  id: Type.String({
    description:
      'Of the post it began with, seen or not; `text:` and a fingerprint when no repost names one.',
  }),
  author: nullable(Type.String({ description: 'Null: the post was never seen.' })),
  at: nullable(Type.String({ description: 'When it was posted, ISO 8601 in UTC.' })),
  sentiment: nullable(literals(SENTIMENT_LABELS)),
  size: Type.Integer({ description: 'How often it was passed on, as seen or as its network reports.' }),
  r: Type.Integer({ description: 'Of these, in the window.' }),
  doublingMs: nullable(
    Type.Number({ description: 'Milliseconds in which it doubles, of its growth in the window.' }),
  ),
  reach: Type.Integer({
    description: 'Σ followers of distinct accounts that passed it on, without paid promotion.',
  }),
  paid: Type.Boolean({ description: 'Some of its reach was paid for.' }),
  paidByCustomer: Type.Boolean({ description: 'By somebody who is not the brand.' }),
});
export type StoryRow = Static<typeof StoryRowSchema>;

/** What is being passed on about a brand, the most in the window first. */
export const StoriesAnswerSchema = Type.Object({
  brand: Type.String(),
  from: Type.String({ description: 'Inclusive, ISO 8601 in UTC.' }),
  to: Type.String({ description: 'Exclusive.' }),
  stories: Type.Array(StoryRowSchema),
});
export type StoriesAnswer = Static<typeof StoriesAnswerSchema>;
