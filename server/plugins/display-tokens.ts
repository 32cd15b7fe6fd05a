import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { Clock } from '../../pipelines/clock.ts';
import { Budget } from '../displays/budget.ts';
import type { Screens } from '../displays/screens.ts';
import type { StoredDisplay } from '../displays/stored.ts';
import { hashOf } from '../displays/tokens.ts';
import { HttpProblem } from './problems.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The display whose token came with the request; null: none came. Its `lobbySafe` says whether people are masked. */
    display: StoredDisplay | null;
  }
}

export interface DisplayTokensOptions {
  readonly screens: Pick<Screens, 'holderOf'>;
  readonly clock: Clock;
}

/** What a display may read, as routes are written: however an address is spelt, it leads to one of these or to none. */
const READABLE = /^\/api\/(?:display|metrics|metrics\/definitions|stories|topics|brands\/.+)$/;
/** A wall that reads everything anew every few seconds stays far below. */
const REQUESTS_A_MINUTE = 240;

/** Whoever sends the token of a display may read what the display shows, and nothing else. Without one nothing changes. */
export const displayTokens = fp<DisplayTokensOptions>(
  async (app: FastifyInstance, { screens, clock }) => {
    const budgets = new Map<string, Budget>();
    const budgetOf = ({ id }: StoredDisplay): Budget => {
      const budget = budgets.get(id) ?? new Budget(clock, REQUESTS_A_MINUTE);
      budgets.set(id, budget);
      return budget;
    };

    app.decorateRequest('display', null);
    app.addHook('onRequest', async (request, reply) => {
      const [, token] = /^bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '') ?? [];
      if (token === undefined) return;
      const display = screens.holderOf(hashOf(token));
      if (display === null) {
        void reply.header('www-authenticate', 'Bearer');
        throw new HttpProblem(
          401,
          'revoked',
          'This token is not, or no longer, that of a display; pair the screen again.',
        );
      }
      const budget = budgetOf(display);
      const { waitSeconds } = budget;
      if (waitSeconds > 0)
        throw new HttpProblem(
          429,
          'too_many_requests',
          `A display may ask ${REQUESTS_A_MINUTE} times a minute; ask again later.`,
          waitSeconds,
        );
      budget.spend();
      const reads = request.method === 'GET' || request.method === 'HEAD';
      if (!reads || !READABLE.test(request.routeOptions.url ?? ''))
        throw new HttpProblem(
          403,
          'read_only',
          'The token of a display reads what the display shows, and nothing else.',
        );
      request.display = display;
    });
  },
  { name: 'display-tokens', dependencies: ['problems'] },
);
