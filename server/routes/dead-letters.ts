import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import {
  DeadLettersAnswerSchema,
  ResendAnswerSchema,
  ResendRequestSchema,
  type DeadLetter,
} from '../../schema/contracts/dead-letters.ts';
import { DoorNameSchema, type DoorName } from '../../schema/contracts/doors.ts';
import { ProblemSchema, type Receipt } from '../../schema/contracts/receipt.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { DeadLetterWriter } from '../../pipelines/sinks/dead-letter-writer.ts';
import type { Ingest, RawRow } from '../../pipelines/sources/ingest.ts';
import type { DeadLetterRepository } from '../repositories/dead-letters.ts';

export interface DeadLetterRoutesOptions {
  /** Where a letter is sent again: to the door it came to. */
  readonly doorOf: (stream: DoorName) => Ingest;
  readonly letters: DeadLetterRepository;
  readonly writer: DeadLetterWriter;
  readonly clock: Clock;
}

export const deadLetterRoutes: FastifyPluginAsyncTypebox<DeadLetterRoutesOptions> = async (app, options) => {
  const { doorOf, letters, writer, clock } = options;

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
            stream: Type.Optional(DoorNameSchema),
          },
          { additionalProperties: false },
        ),
        response: { 200: DeadLettersAnswerSchema },
      },
    },
    async ({ query: { limit = 100, ...filter } }) => {
      await writer.flush();
      const { letters: deadLetters, total } = await letters.open(limit, filter);
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
      const receipt: Receipt = { accepted: 0, duplicates: 0, rejected: [] };
      for (const stream of new Set(found.map((letter) => letter.stream))) {
        const places = found.flatMap((letter, place) =>
          letter.stream === stream ? [{ letter, place }] : [],
        );
        const answer = await doorOf(stream).takeAgain(places.map(({ letter }) => rowOf(letter)));
        const refused = new Set(answer.rejected.map(({ index }) => index));
        // Now, and not after the last stream: should that one fail, these are taken all the same.
        await letters.close(
          places.flatMap(({ letter }, index) => (refused.has(index) ? [] : [letter])),
          clock.now(),
          `resent-${randomUUID()}`,
        );
        receipt.accepted += answer.accepted;
        receipt.duplicates += answer.duplicates;
        for (const rejection of answer.rejected)
          receipt.rejected.push({ ...rejection, index: places[rejection.index]?.place ?? 0 });
      }
      receipt.rejected.sort((a, b) => a.index - b.index);
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
