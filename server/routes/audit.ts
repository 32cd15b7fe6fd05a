import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { AuditAnswerSchema } from '../../schema/contracts/audit.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { Topology } from '../../pipelines/topology.ts';
import type { AuditRepository } from '../repositories/audit.ts';
import { rangeOf } from './range.ts';

export interface AuditRoutesOptions {
  readonly audit: AuditRepository;
  readonly topology: Topology;
  readonly clock: Clock;
}

/** Mentions that arrive while it counts look like differences; they are gone when it counts again. */
const ATTEMPTS = 3;
const SETTLE_MS = 10_000;

export const auditRoutes: FastifyPluginAsyncTypebox<AuditRoutesOptions> = async (
  app,
  { audit, topology, clock },
) => {
  app.get(
    '/audit',
    {
      schema: {
        tags: ['operations'],
        summary: 'Recount every pane of a range',
        description:
          'Counts the panes again from the raw rows, in SQL that shares nothing with the stream, and lists every difference. ' +
          'The healthy answer is an empty list. Threads are followed back 90 days before `from`.',
        querystring: Type.Object(
          {
            from: Type.Optional(Type.String({ maxLength: 40 })),
            to: Type.Optional(Type.String({ maxLength: 40 })),
          },
          { additionalProperties: false },
        ),
        response: { 200: AuditAnswerSchema, 400: ProblemSchema },
      },
    },
    async (request) => {
      const { from, to } = rangeOf(request.query, clock.now());
      for (let attempt = 1; ; attempt += 1) {
        const pending = await topology.settle(SETTLE_MS);
        const { checked, differences } = await audit.differences(from, to);
        if (differences.length > 0 && attempt < ATTEMPTS) continue;
        return {
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          checked,
          pending,
          differences,
        };
      }
    },
  );
};
