import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import {
  SecondReadingsAnswerSchema,
  type SecondReadingsAnswer,
} from '../../schema/contracts/second-reading.ts';

export interface SecondReadingsRoutesOptions {
  readonly secondReadings: () => SecondReadingsAnswer;
}

/** What became of second readings. */
export const secondReadingsRoutes: FastifyPluginAsyncTypebox<SecondReadingsRoutesOptions> = async (
  app,
  { secondReadings },
) => {
  app.get(
    '/second-readings',
    {
      schema: {
        tags: ['operations'],
        summary: 'Mentions that a heavier model reads again',
        response: { 200: SecondReadingsAnswerSchema },
      },
    },
    async () => secondReadings(),
  );
};
