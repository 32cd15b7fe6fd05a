import type { IncomingMessage } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Problem } from '../../schema/contracts/receipt.ts';
import { StoreError } from '../../schema/clickhouse/store.ts';
import type { Clock } from '../../pipelines/clock.ts';
import { TooMuchEvidence } from '../../pipelines/evidence/evidence-source.ts';
import { OverloadError } from '../../pipelines/sources/push-source.ts';
import { choicesIn } from '../choices.ts';
import { createRefusalLog } from './refusal-log.ts';

export interface ProblemsOptions {
  readonly clock: Clock;
}

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
export const problems = fp<ProblemsOptions>(
  async (app: FastifyInstance, { clock }) => {
    const refusals = createRefusalLog({
      clock,
      write: ({ message, ...fields }) =>
        app.log[fields.statusCode >= 500 ? 'error' : 'warn'](fields, message),
    });
    app.addHook('onClose', async () => refusals.close());
    app.setErrorHandler((error: FastifyError, request, reply) => {
      const problem = problemOf(error);
      const { statusCode, code } = problem;
      // What went wrong is known and will pass: a stack for each of a thousand senders would bury everything else.
      if (statusCode === 429 || statusCode === 503) refusals.note({ statusCode, code, why: error.message });
      else logUnexpected(problem, error, request);
      answer(problem, request, reply);
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

/** Also for what fails before a route is found, such as an address that cannot be decoded. */
export function answerProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  logUnexpected(problem, error, request);
  answer(problem, request, reply);
}

function logUnexpected(problem: HttpProblem, error: FastifyError, request: FastifyRequest): void {
  if (problem.statusCode >= 500) request.log.error({ err: error }, problem.code);
}

function answer(problem: HttpProblem, request: FastifyRequest, reply: FastifyReply): void {
  if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds);
  if (!request.raw.complete) discardRest(request.raw);
  reply.code(problem.statusCode).send({ code: problem.code, message: problem.message } satisfies Problem);
}

/** How long the rest of a refused body may take. */
const LINGER_MS = 20_000;

/**
 * Reads on and forgets, as "lingering close" does elsewhere: closing while a sender still writes resets its connection,
 * and it would never see why it was refused.
 */
function discardRest(message: IncomingMessage): void {
  const timer = setTimeout(() => message.destroy(), LINGER_MS).unref();
  message.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
  message.resume();
}

function problemOf(error: FastifyError): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof OverloadError)
    return new HttpProblem(429, 'overloaded', error.message, Math.ceil(error.retryAfterMs / 1_000));
  if (error instanceof StoreError)
    return new HttpProblem(
      503,
      'store_unavailable',
      'The store does not answer for these rows at the moment. Send them again: each counts once.',
      2,
    );
  if (error instanceof TooMuchEvidence) return new HttpProblem(400, 'range_too_long', error.message);
  if (error.validation !== undefined) return new HttpProblem(400, 'invalid_request', sentenceOf(error));
  const status = error.statusCode ?? 500;
  if (status === 414)
    return new HttpProblem(414, 'address_too_long', 'A part of the address is too long for what it names.');
  if (status === 415)
    return new HttpProblem(415, 'unsupported_media_type', 'Send application/json or application/x-ndjson.');
  if (status >= 400 && status < 500)
    return new HttpProblem(status, codeOf(error), error.message.replace(/\.?$/, '.'));
  return new HttpProblem(500, 'internal', 'Something went wrong in the server; its log says what.');
}

/** The framework's codes without its name. */
const codeOf = ({ code }: FastifyError): string =>
  code?.toLowerCase().replace(/^fst_err_(ctp_)?/, '') ?? 'bad_request';

/** `/scenes/0/kind` as `scenes[0].kind`. */
const pathOf = (instancePath: string): string =>
  instancePath
    .slice(1)
    .split('/')
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : `${path}.${part}`));

/** The first thing to repair, with the name of the parameter. */
function sentenceOf({ validation = [], message }: FastifyError): string {
  const [first] = validation;
  if (first === undefined) return `${message}.`;
  const { keyword, params, instancePath } = first;
  if (keyword === 'required') return `The parameter "${String(params['missingProperty'])}" is missing.`;
  if (keyword === 'additionalProperties')
    return `"${String(params['additionalProperty']).slice(0, 64)}" is not a parameter of this address.`;
  if (instancePath === '') return `The body ${first.message ?? 'cannot be read'}.`;
  const name = pathOf(instancePath);
  if (keyword === 'pattern') return `The parameter "${name}" is not written as it has to be; /docs says how.`;
  const expected = choicesIn(validation, instancePath) ?? first.message ?? 'cannot be read';
  return `The parameter "${name}" ${expected}.`;
}
