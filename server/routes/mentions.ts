import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { MentionInputSchema } from '../../schema/contracts/mention.ts';
import { ProblemSchema, ReceiptSchema } from '../../schema/contracts/receipt.ts';
import type { Ingest, RawRow } from '../../pipelines/sources/ingest.ts';
import { batchBody, type BatchBodyOptions } from '../plugins/batch-body.ts';

export interface MentionRoutesOptions extends BatchBodyOptions {
  readonly ingest: Ingest;
}

/** `POST /api/mentions`. Bodies are parsed row by row by the pipelines, so that one bad row never costs the others. */
export const mentionRoutes: FastifyPluginAsyncTypebox<MentionRoutesOptions> = async (
  app,
  { ingest, ...limits },
) => {
  await app.register(batchBody, limits);
  app.post(
    '/mentions',
    {
      // Described for readers; checked by the pipelines, which answer for each row instead of for the whole body.
      validatorCompiler: () => () => true,
      schema: {
        tags: ['ingest'],
        summary: 'Store a batch of mentions',
        description:
          'A JSON array (`application/json`), one JSON object, or one object a line (`application/x-ndjson`); plain or gzip. ' +
          'Answers when the accepted rows are on disk. rows = accepted + duplicates + rejected. A mention is counted once by (source, id): ' +
          'sending a batch again is safe.',
        consumes: ['application/json', 'application/x-ndjson'],
        body: Type.Array(MentionInputSchema),
        response: {
          202: ReceiptSchema,
          400: ProblemSchema,
          413: ProblemSchema,
          415: ProblemSchema,
          429: ProblemSchema,
          503: ProblemSchema,
        },
      },
    },
    async (request, reply) => {
      const receipt = await ingest.take(request.body as unknown as readonly RawRow[]);
      return reply.code(202).send(receipt);
    },
  );
};
