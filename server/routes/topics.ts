import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { TopicsAnswerSchema } from '../../schema/contracts/topics.ts';
import type { Taxonomy } from '../../pipelines/text/topics/taxonomy.ts';

export interface TopicRoutesOptions {
  readonly taxonomy: Taxonomy;
}

/** What mentions can be about. */
export const topicRoutes: FastifyPluginAsyncTypebox<TopicRoutesOptions> = async (app, { taxonomy }) => {
  const known = taxonomy.map(({ id, title }) => ({ id, title, branch: id.split('.', 1)[0] ?? id }));

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
};
