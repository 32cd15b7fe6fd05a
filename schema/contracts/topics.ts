import { Type, type Static } from 'typebox';

/** What names a topic. */
export const topic = {
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
