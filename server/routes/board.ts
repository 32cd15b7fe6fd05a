import { createHash } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { BoardSchema, type Board, type BoardCut } from '../../schema/contracts/board.ts';
import { literals } from '../../schema/contracts/literals.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import { SPANS, type Span } from '../../schema/contracts/scenes.ts';
import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import type { Clock } from '../../pipelines/clock.ts';
import { maskBoard } from '../displays/lobby-safe.ts';
import { HttpProblem } from '../plugins/problems.ts';
import type { BoardReader } from '../readings/board-reader.ts';
import { readOnce } from '../readings/read-once.ts';
import { ChannelSchema, TopicSchema } from './facets.ts';
import { rangeOf } from './range.ts';

export interface BoardRoutesOptions {
  readonly readBoard: BoardReader;
  readonly brands: BrandBook;
  readonly clock: Pick<Clock, 'now'>;
}

/** How old a board may be: what moves slowly is read less often. */
const KEPT_MS: Readonly<Record<Span, number>> = { '1d': 10_000, '7d': 60_000, '30d': 60_000 };
/** Some fifty kilobytes each. */
const BOARDS_KEPT = 100;

/** `GET /api/brands/:brand/board`: read once, made into bytes once, for all who look. */
const QuerySchema = Type.Object(
  {
    span: Type.Optional(literals(SPANS)),
    channel: Type.Optional(ChannelSchema),
    topic: Type.Optional(TopicSchema),
    from: Type.Optional(
      Type.String({
        maxLength: 40,
        description: 'Of a part of the span: ISO 8601 or epoch milliseconds, inclusive.',
      }),
    ),
    to: Type.Optional(Type.String({ maxLength: 40, description: 'Exclusive.' })),
  },
  { additionalProperties: false },
);

export const boardRoutes: FastifyPluginAsyncTypebox<BoardRoutesOptions> = async (
  app,
  { readBoard, brands, clock },
) => {
  const boards = readOnce({
    read: async (key) => {
      const { brand, span, cut } = askedIn(key);
      const board = await readBoard(brand, span, cut);
      const plain = answerOf(board);
      // Few screens hang in a lobby: the other answer is made when the first of them asks.
      let masked: Answer | undefined;
      return { plain, masked: () => (masked ??= answerOf(maskBoard(board))) };
    },
    keptMs: (key) => KEPT_MS[askedIn(key).span],
    most: BOARDS_KEPT,
    clock,
  });

  app.get(
    '/brands/:brand/board',
    {
      schema: {
        tags: ['metrics'],
        summary: 'Everything the page of a brand draws',
        description:
          'Its numbers are those of `GET /api/metrics` from `from` to `to`, cut by what is asked for; what can be picked from a chart does not cut that chart itself. Read once for all who look: a day is at most 10 seconds old, longer spans a minute. ' +
          'Ask again with `If-None-Match` and an unchanged board is answered with 304.',
        params: Type.Object({ brand: Type.String({ minLength: 1, maxLength: 64 }) }),
        querystring: QuerySchema,
        response: { 200: BoardSchema, 304: Type.Null(), 400: ProblemSchema, 404: ProblemSchema },
      },
    },
    async ({ params: { brand }, query, headers, display }, reply) => {
      const { span = '1d', channel = null, topic = null } = query;
      if (!brands.list().some(({ id }) => id === brand))
        throw new HttpProblem(
          404,
          'unknown_brand',
          `No brand "${brand}" is configured or has been heard of.`,
        );
      const isPart = query.from !== undefined || query.to !== undefined;
      const range = isPart ? rangeOf(query, clock.now()) : null;
      const { plain, masked } = await boards(keyOf({ brand, span, cut: { channel, topic, range } }));
      const { body, etag } = display?.lobbySafe === true ? masked() : plain;
      // Two readers with one address may see different people on it.
      void reply.header('etag', etag).header('cache-control', 'no-cache').header('vary', 'authorization');
      if (isKnown(etag, headers['if-none-match'])) return reply.code(304).send(undefined as never);
      // The bytes of all who look; what the schema would make of them again is the same.
      return reply.type('application/json; charset=utf-8').send(body as never);
    },
  );
};

interface Answer {
  readonly body: string;
  readonly etag: string;
}

const answerOf = (board: Board): Answer => {
  const body = JSON.stringify(board);
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` };
};

interface Asked {
  readonly brand: string;
  readonly span: Span;
  readonly cut: BoardCut;
}
const keyOf = (asked: Asked): string => JSON.stringify(asked);
const askedIn = (key: string): Asked => JSON.parse(key) as Asked;

/** As RFC 9110 compares for GET: weakly, one of a list, or any. */
const isKnown = (etag: string, asked: string | undefined): boolean =>
  asked !== undefined &&
  (asked.trim() === '*' || asked.split(',').some((one) => one.trim().replace(/^W\//, '') === etag));
