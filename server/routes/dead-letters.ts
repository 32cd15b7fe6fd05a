import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  DeadLettersAnswerSchema,
  ResendAnswerSchema,
  ResendRequestSchema,
  type DeadLetter,
} from '../../schema/contracts/dead-letters.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { DeadLetterWriter } from '../../pipelines/sinks/dead-letter-writer.ts';
import type { Ingest, RawRow } from '../../pipelines/sources/ingest.ts';
import type { DeadLetterRepository } from '../repositories/dead-letters.ts';

export interface DeadLetterRoutesOptions {
  readonly ingest: Ingest;
  readonly letters: DeadLetterRepository;
  readonly writer: DeadLetterWriter;
  readonly clock: Clock;
}

export const deadLetterRoutes: FastifyPluginAsyncTypebox<DeadLetterRoutesOptions> = async (app, options) => {
  const { ingest, letters, writer, clock } = options;

  app.get(
    '/dead-letters',
    {
      schema: {
        tags: ['operations'],
        summary: 'Rows that were rejected, with the reason',
        description: 'Kept for 30 days.',
        querystring: Type.Object(
          {
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
            code: Type.Optional(Type.String({ maxLength: 64 })),
          },
          { additionalProperties: false },
        ),
        response: { 200: DeadLettersAnswerSchema },
      },
    },
    async ({ query: { limit = 100, code } }) => {
      await writer.flush();
      const { letters: deadLetters, total } = await letters.open(limit, code);
      return { deadLetters, open: total, dropped: writer.dropped };
    },
  );

  app.post(
    '/dead-letters/resend',
    {
      schema: {
        tags: ['operations'],
        summary: 'Send rejected rows again',
        description:
          'After the configuration was mended, say. What is taken this time is closed; what is rejected again stays open.',
        body: ResendRequestSchema,
        response: { 200: ResendAnswerSchema, 429: ProblemSchema, 503: ProblemSchema },
      },
    },
    async ({ body: { ids } }) => {
      await writer.flush();
      const found = (await letters.byIds(ids)).filter(({ resendable }) => resendable);
      if (found.length === 0) return { sent: 0, receipt: { accepted: 0, duplicates: 0, rejected: [] } };
      const receipt = await ingest.takeAgain(found.map(rowOf));
      const refused = new Set(receipt.rejected.map(({ index }) => index));
      await letters.close(
        found.filter((_, index) => !refused.has(index)),
        clock.now(),
        `resent-${randomUUID()}`,
      );
      return { sent: found.length, receipt };
    },
  );
};

function rowOf({ payload }: DeadLetter): RawRow {
  try {
    return { value: JSON.parse(payload) as unknown };
  } catch {
    return { malformed: 'The line is not JSON.', text: payload };
  }
}
