import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { RereadProgressSchema, RereadRequestSchema } from '../../schema/contracts/corrections.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { Rereader } from '../labels/reread.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { knownBrand, rangeOf } from './range.ts';

export interface RereadRoutesOptions {
  readonly rereader: Rereader;
  readonly brands: BrandBook;
  readonly clock: Clock;
}

/** Stored mentions, read again with the models of today. */
export const rereadRoutes: FastifyPluginAsyncTypebox<RereadRoutesOptions> = async (
  app,
  { rereader, brands, clock },
) => {
  app.post(
    '/reread',
    {
      schema: {
        tags: ['labels'],
        summary: 'Read stored mentions again',
        description:
          'With the models and the taxonomy of today. What a person has corrected stays. Answers at once; `GET /api/reread` says how far it is. ' +
          'What is read stays read when it is broken off; ask again for the rest.',
        body: RereadRequestSchema,
        response: { 202: RereadProgressSchema, 400: ProblemSchema, 409: ProblemSchema },
      },
    },
    async ({ body }, reply) => {
      const { from, to } = rangeOf({ from: String(body.from), to: String(body.to) }, clock.now());
      const brand = body.brand === undefined ? undefined : knownBrand(brands, body.brand);
      if (rereader.begin({ from, to, brand })) return reply.code(202).send(rereader.progress());
      const { read, total } = rereader.progress();
      throw new HttpProblem(
        409,
        'reread_running',
        `Mentions are being read again already, ${read} of ${total} so far; GET /api/reread says when that has ended.`,
      );
    },
  );

  app.get(
    '/reread',
    {
      schema: {
        tags: ['labels'],
        summary: 'How far reading again is',
        response: { 200: RereadProgressSchema },
      },
    },
    async () => rereader.progress(),
  );
};
