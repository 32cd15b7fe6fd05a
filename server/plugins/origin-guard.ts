import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { HttpProblem } from './problems.ts';

export interface OriginGuardOptions {
  readonly allowedOrigins: readonly string[];
  /** The address the server listens on: on a loopback address only loopback names are answered. */
  readonly host: string;
}

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Keeps pages of other origins from posting or listening. A browser always names the origin of a page; programs name
 * none. While listening on loopback, a Host of another name is a page that has rebound its DNS to us.
 */
export const originGuard = fp<OriginGuardOptions>(
  async (app: FastifyInstance, { allowedOrigins, host }) => {
    const loopbackOnly = LOOPBACK.test(host) || host === '::1';
    const allowed = new Set(allowedOrigins.map((origin) => origin.toLowerCase()));
    app.addHook('onResponse', async (request) => {
      // Answered instead of upgraded, such a socket belongs to no server any more: nobody else would ever close it.
      if (request.headers.upgrade !== undefined) request.raw.socket.destroySoon();
    });
    app.addHook('onRequest', async (request: FastifyRequest) => {
      const { origin, host: named = '' } = request.headers;
      if (loopbackOnly && named !== '' && !LOOPBACK.test(named))
        throw new HttpProblem(
          403,
          'foreign_host',
          `This server listens on this machine only and does not answer to "${named.slice(0, 100)}".`,
        );
      const changes =
        !['GET', 'HEAD', 'OPTIONS'].includes(request.method) || request.headers.upgrade !== undefined;
      if (origin === undefined || !changes) return;
      const own = URL.canParse(origin) && new URL(origin).host === named;
      if (!own && !allowed.has(origin.toLowerCase()))
        throw new HttpProblem(
          403,
          'foreign_origin',
          `Pages of ${origin.slice(0, 100)} may not use this server; add it to "allowedOrigins" if they should.`,
        );
    });
  },
  { name: 'origin-guard', dependencies: ['problems'] },
);
