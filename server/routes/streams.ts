import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { StreamsAnswerSchema } from '../../schema/contracts/doors.ts';
import { ProblemSchema, ReceiptSchema } from '../../schema/contracts/receipt.ts';
import { STREAMS, STREAM_SCHEMAS, type StreamName } from '../../schema/contracts/streams.ts';
import { STREAM_NOUNS } from '../../pipelines/parse/parse-stream.ts';
import type { Ingest, RawRow } from '../../pipelines/sources/ingest.ts';
import type { StreamIntake } from '../../pipelines/streams/stream-intake.ts';
import { batchBody, type BatchBodyOptions } from '../plugins/batch-body.ts';

export interface StreamRoutesOptions extends Omit<BatchBodyOptions, 'noun'> {
  readonly intake: StreamIntake;
  /** The door of mentions, whose counts are told beside those of the streams. */
  readonly ingest: Ingest;
}

/** What each door is for. */
const DESCRIPTIONS: Readonly<Record<StreamName, { readonly summary: string; readonly about: string }>> = {
  contacts: {
    summary: 'Store calls, chats and e-mails of the contact centre',
    about: 'Contacts that reached people of the brand. `source` is "contacts" when left out.',
  },
  'self-help': {
    summary: 'Store events of the knowledge base or the community',
    about: 'What customers found out by themselves, or did not. `source` is "self-help" when left out.',
  },
  engagements: {
    summary: 'Store how far mentions have spread',
    about:
      'Totals up to an instant, not increments; at least one number. `source` is the feed of the mention, and required.',
  },
  identities: {
    summary: 'Store whose accounts are whose',
    about:
      'The newest row of an account counts. An account is compared in lower case and without "@". `source` is "identities" when left out.',
  },
  decisions: {
    summary: 'Store what was decided about mentions without answering them',
    about: '`source` is the feed of the mention, and required.',
  },
};

/** `POST /api/<stream>` for each stream beside the mentions, and `GET /api/streams`. */
export const streamRoutes: FastifyPluginAsyncTypebox<StreamRoutesOptions> = async (
  app,
  { intake, ingest, ...limits },
) => {
  for (const stream of STREAMS) {
    const { summary, about } = DESCRIPTIONS[stream];
    // Each in a scope of its own: how a batch is read must not touch the routes beside it.
    await app.register(async (scope) => {
      await scope.register(batchBody, { ...limits, noun: STREAM_NOUNS[stream].one });
      scope.post(
        `/${stream}`,
        {
          // Described for readers; checked by the pipelines, which answer for each row instead of for the whole body.
          validatorCompiler: () => () => true,
          schema: {
            tags: ['ingest'],
            summary,
            description: `${about} ${HOW}`,
            consumes: ['application/json', 'application/x-ndjson'],
            body: Type.Array(STREAM_SCHEMAS[stream]),
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
        async (request, reply) =>
          reply.code(202).send(await intake.door(stream).take(request.body as readonly RawRow[])),
      );
    });
  }

  app.get(
    '/streams',
    {
      schema: {
        tags: ['operations'],
        summary: 'What became of the rows of each stream, mentions among them',
        response: { 200: StreamsAnswerSchema },
      },
    },
    async () => ({ streams: { mentions: ingest.counts, ...intake.counts } }),
  );
};

const HOW =
  'A JSON array (`application/json`), one JSON object, or one object a line (`application/x-ndjson`); plain or gzip. ' +
  'Answers when the accepted rows are on disk. rows = accepted + duplicates + rejected. A row is counted once by ' +
  '(source, id) within its stream: sending a batch again is safe.';
