import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { firstValueFrom, from, throwError, timeout } from 'rxjs';
import { Type } from 'typebox';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import type { Store } from '../../schema/clickhouse/store.ts';
import type { Clock } from '../../pipelines/clock.ts';
import { HttpProblem } from '../plugins/problems.ts';

export interface HealthRoutesOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly draining: () => boolean;
}

/** Whoever asks wants to know about now; a stalled server would let a query wait for a minute. */
const READY_WITHIN_MS = 2_000;

const AliveSchema = Type.Object({ status: Type.Literal('ok') });
const ReadySchema = Type.Object({ status: Type.Literal('ready'), engine: Type.String() });

export const healthRoutes: FastifyPluginAsyncTypebox<HealthRoutesOptions> = async (
  app,
  { store, clock, draining },
) => {
  const silent = () =>
    new HttpProblem(
      503,
      'store_unavailable',
      `The store has not answered within ${READY_WITHIN_MS / 1_000} seconds; mentions are not taken at the moment.`,
      2,
    );
  const limit = { first: READY_WITHIN_MS, scheduler: clock.scheduler, with: () => throwError(silent) };

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
      await firstValueFrom(from(store.query('SELECT 1')).pipe(timeout(limit)));
      return { status: 'ready' as const, engine: store.engine };
    },
  );
};
