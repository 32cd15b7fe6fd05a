import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Store } from '../../schema/clickhouse/store.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import {
  RecomputeAnswerSchema,
  RecomputeProgressSchema,
  RecomputeRequestSchema,
  RevisionsAnswerSchema,
} from '../../schema/contracts/revisions.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { Topology } from '../../pipelines/topology.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { readRevisions } from '../repositories/revisions.ts';
import { rangeOf } from './range.ts';

export interface RevisionRoutesOptions {
  readonly store: Store;
  readonly topology: Topology;
  readonly clock: Clock;
}

const time = Type.Optional(Type.String({ maxLength: 40 }));
const name = Type.String({ maxLength: 256 });

/** Everything that changes what was said before: deletions, recomputes, and the log of it. */
export const revisionRoutes: FastifyPluginAsyncTypebox<RevisionRoutesOptions> = async (
  app,
  { store, topology, clock },
) => {
  app.get(
    '/revisions',
    {
      schema: {
        tags: ['operations'],
        summary: 'Which panes changed their minds, from what to what, and why',
        querystring: Type.Object(
          {
            brand: Type.Optional(Type.String({ maxLength: 64 })),
            from: time,
            to: time,
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
          },
          { additionalProperties: false },
        ),
        response: { 200: RevisionsAnswerSchema, 400: ProblemSchema },
      },
    },
    async ({ query }) => {
      const brands = query.brand === undefined ? [] : [query.brand];
      await topology.settle(0);
      return {
        revisions: await readRevisions(store, {
          brands,
          ...rangeOf(query, clock.now()),
          limit: query.limit ?? 1_000,
        }),
      };
    },
  );

  app.post(
    '/recompute',
    {
      schema: {
        tags: ['operations'],
        summary: 'Count the panes of a brand again from the raw rows',
        description: 'Answers at once; `GET /api/recompute` says how far it is.',
        body: RecomputeRequestSchema,
        response: { 202: RecomputeAnswerSchema, 400: ProblemSchema, 503: ProblemSchema },
      },
    },
    async ({ body }, reply) => {
      const { from, to } = rangeOf({ from: String(body.from), to: String(body.to) }, clock.now());
      return reply.code(202).send({ windows: await topology.recompute(body.brand, from, to) });
    },
  );

  app.get(
    '/recompute',
    {
      schema: {
        tags: ['operations'],
        summary: 'How far the recomputes are',
        response: { 200: RecomputeProgressSchema },
      },
    },
    async () => topology.progress(),
  );

  app.delete(
    '/mentions/:source/:id',
    {
      schema: {
        tags: ['ingest'],
        summary: 'Take a mention out for good',
        description:
          'As networks demand when an author deletes. It leaves the store, every number and the wall; sent again it counts as a duplicate.',
        params: Type.Object({ source: name, id: name }),
        response: { 204: Type.Null(), 404: ProblemSchema, 503: ProblemSchema },
      },
    },
    async ({ params: { source, id } }, reply) => {
      if (await topology.erase(source, id)) return reply.code(204).send(null);
      throw new HttpProblem(
        404,
        'no_such_mention',
        `There is no mention "${id.slice(0, 80)}" of "${source.slice(0, 80)}", or it is deleted already.`,
      );
    },
  );
};
