import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import {
  ExplainAnswerSchema,
  ExplainRequestSchema,
  TopicsAnswerSchema,
} from '../../schema/contracts/topics.ts';
import type { Taxonomy } from '../../pipelines/text/topics/taxonomy.ts';
import type { TopicReader } from '../../pipelines/text/topics/topic-reader.ts';

export interface TopicRoutesOptions {
  readonly taxonomy: Taxonomy;
  /** Compiled from that taxonomy: the one that mentions are read with. */
  readonly topics: TopicReader;
}

/** What mentions can be about, and which words say so. */
export const topicRoutes: FastifyPluginAsyncTypebox<TopicRoutesOptions> = async (
  app,
  { taxonomy, topics },
) => {
  const known = taxonomy.map(({ id, title }) => ({ id, title, branch: id.split('.', 1)[0] ?? id }));
  const titles = new Map(taxonomy.map(({ id, title }) => [id, title]));

  app.get(
    '/topics',
    {
      schema: {
        tags: ['labels'],
        summary: 'The taxonomy in use',
        description: 'Built-in topics and those of the configuration.',
        response: { 200: TopicsAnswerSchema },
      },
    },
    async () => ({ topics: known }),
  );

  app.post(
    '/topics/explain',
    {
      schema: {
        tags: ['labels'],
        summary: 'What a text is about, and which words say so',
        description: 'Reads as mentions are read; stores nothing.',
        body: ExplainRequestSchema,
        response: { 200: ExplainAnswerSchema, 400: ProblemSchema },
      },
    },
    async ({ body: { text } }) => ({
      topics: topics(text).map(({ topic, matches }) => ({
        id: topic,
        title: titles.get(topic) ?? topic,
        matches: [...matches],
      })),
    }),
  );
};
