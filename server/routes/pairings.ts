import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { PairingAnswerSchema, PairingSchema } from '../../schema/contracts/displays.ts';
import type { Pairings } from '../displays/pairings.ts';
import { problemsOf, tags } from './display-schemas.ts';

/** How a screen without a token comes by one. */
export const pairingRoutes: FastifyPluginAsyncTypebox<{ readonly pairings: Pairings }> = async (
  app,
  { pairings },
) => {
  // A code or a token in a cache would be one that is given twice.
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.post(
    '/pairings',
    {
      schema: {
        tags,
        summary: 'Ask for a code to show',
        description:
          'Good for ten minutes and until the server starts again. 60 a minute, 200 at once; then 429.',
        response: { 200: PairingSchema, ...problemsOf(429) },
      },
    },
    async () => pairings.open(),
  );

  app.get(
    '/pairings/:claim',
    {
      // It hands out what is given once: nobody may ask without taking it.
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: 'Whether somebody has typed the code',
        description:
          '`paired` comes once, with the token; after that, and for a claim nobody has, `expired`: ask for another code.',
        params: Type.Object({ claim: Type.String({ maxLength: 64 }) }),
        response: { 200: PairingAnswerSchema },
      },
    },
    async ({ params }) => pairings.ask(params.claim),
  );
};
