import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import { HttpProblem } from '../plugins/problems.ts';

export interface HealthRoutesOptions {
  readonly store: Store;
  readonly draining: () => boolean;
}

const AliveSchema = Type.Object({ status: Type.Literal('ok') });
const ReadySchema = Type.Object({ status: Type.Literal('ready'), engine: Type.String() });

export const healthRoutes: FastifyPluginAsyncTypebox<HealthRoutesOptions> = async (
  app,
  { store, draining },
) => {
  app.get(
    '/healthz',
    { schema: { tags: ['health'], summary: 'The process is alive', response: { 200: AliveSchema } } },
    async () => ({ status: 'ok' as const }),
  );
  app.get(
    '/readyz',
    {
      schema: {
        tags: ['health'],
        summary: 'Mentions are taken',
        response: { 200: ReadySchema, 503: ProblemSchema },
      },
    },
    async () => {
      if (draining()) throw new HttpProblem(503, 'draining', 'The server is shutting down.', 5);
      await store.query('SELECT 1');
      return { status: 'ready' as const, engine: store.engine };
    },
  );
};
