import { Type, type Static } from 'typebox';
import { strict } from './literals.ts';

/** Longest text whose words are explained, in Unicode code points. */
export const EXPLAIN_AT_MOST = 2_000;

const topic = {
  id: Type.String({ description: '`branch.leaf`, as topics are stored and asked for.' }),
  title: Type.String(),
};

export const TopicsAnswerSchema = Type.Object({
  topics: Type.Array(
    Type.Object({
      ...topic,
      branch: Type.String({ description: 'What stands before the dot: a cut by it takes all its leaves.' }),
    }),
    { description: 'In the order in which they are reported.' },
  ),
});
export type TopicsAnswer = Static<typeof TopicsAnswerSchema>;

export const ExplainRequestSchema = Type.Object(
  { text: Type.String({ maxLength: EXPLAIN_AT_MOST }) },
  strict,
);

export const WordMatchSchema = Type.Object({
  start: Type.Integer({ description: 'UTF-16 offset into the text, inclusive.' }),
  end: Type.Integer({ description: 'Exclusive.' }),
  text: Type.String({ description: 'The words between them.' }),
});

export const ExplainAnswerSchema = Type.Object({
  topics: Type.Array(
    Type.Object({
      ...topic,
      matches: Type.Array(WordMatchSchema, {
        description: 'Words that said so, in text order, not overlapping.',
      }),
    }),
  ),
});
export type ExplainAnswer = Static<typeof ExplainAnswerSchema>;
