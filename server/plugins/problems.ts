import type { FastifyError, FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { Problem } from '../../schema/contracts/receipt.ts';
import { StoreError } from '../../schema/clickhouse/store.ts';
import { OverloadError } from '../../pipelines/sources/push-source.ts';

/** An answer that is not a success: a stable code and a sentence that says what to do. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  constructor(
    readonly statusCode: number,
    readonly code: string,
    message: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

/** The one place where errors become answers. What went wrong inside stays inside. */
export const problems = fp(
  async (app: FastifyInstance) => {
    app.setErrorHandler(async (error: FastifyError, request, reply) => {
      const problem = problemOf(error);
      if (problem.statusCode >= 500) request.log.error({ err: error }, problem.code);
      if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds);
      // The rest of a body we refuse to read would otherwise be taken for the next request.
      if (!request.raw.complete) reply.header('connection', 'close');
      return reply
        .code(problem.statusCode)
        .send({ code: problem.code, message: problem.message } satisfies Problem);
    });
    app.setNotFoundHandler(async (request, reply) =>
      reply.code(404).send({
        code: 'not_found',
        message: `There is nothing at ${request.method} ${request.url.slice(0, 200)}.`,
      } satisfies Problem),
    );
  },
  { name: 'problems' },
);

function problemOf(error: FastifyError): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof OverloadError)
    return new HttpProblem(429, 'overloaded', error.message, Math.ceil(error.retryAfterMs / 1_000));
  if (error instanceof StoreError)
    return new HttpProblem(
      503,
      'store_unavailable',
      'The store does not take mentions at the moment. Nothing was counted; send this again.',
      2,
    );
  if (error.validation !== undefined) return new HttpProblem(400, 'invalid_request', `${error.message}.`);
  const status = error.statusCode ?? 500;
  if (status === 415)
    return new HttpProblem(415, 'unsupported_media_type', 'Send application/json or application/x-ndjson.');
  if (status >= 400 && status < 500)
    return new HttpProblem(status, error.code?.toLowerCase() ?? 'bad_request', error.message);
  return new HttpProblem(500, 'internal', 'Something went wrong in the server; its log says what.');
}
