import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Store } from '../../schema/clickhouse/store.ts';
import {
  CorrectionRequestSchema,
  LabelChangeSchema,
  LabelLogAnswerSchema,
  type CorrectionRequest,
} from '../../schema/contracts/corrections.ts';
import { RELABEL_REASONS } from '../../schema/contracts/labels.ts';
import { literals } from '../../schema/contracts/literals.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { History } from '../../pipelines/history/history.ts';
import { labelsOfCorrection } from '../../pipelines/labels/correction.ts';
import type { Taxonomy } from '../../pipelines/text/topics/taxonomy.ts';
import type { LabelledText } from '../../pipelines/text/sentiment/training/labelled.ts';
import type { Topology } from '../../pipelines/topology.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { changeOf, readLabelLog, readTrainingTexts } from '../repositories/label-log.ts';
import { LABELLED_HEADER, LABELLED_TABLE, linesOf } from './labelled-table.ts';
import { rangeOf } from './range.ts';

export interface LabelRoutesOptions {
  readonly store: Store;
  readonly topology: Pick<Topology, 'relabel'>;
  readonly history: Pick<History, 'mention' | 'labelled'>;
  /** The topics in use. */
  readonly taxonomy: Taxonomy;
  readonly clock: Clock;
}

const name = Type.String({ maxLength: 256 });
const time = Type.Optional(Type.String({ maxLength: 40 }));
const strict = { additionalProperties: false } as const;
/** Each takes its turn on the line of mentions, some hundred milliseconds: beyond these their senders are to come back. */
const MAX_WAITING = 40;

/** What people say of mentions, kept for ever, listed, and given to whoever trains a model. */
export const labelRoutes: FastifyPluginAsyncTypebox<LabelRoutesOptions> = async (
  app,
  { store, topology, history, taxonomy, clock },
) => {
  const topics = new Set(taxonomy.map(({ id }) => id));
  let waiting = 0;

  const correct = async (
    { source, id }: { source: string; id: string },
    { by, ...correction }: CorrectionRequest,
  ) => {
    const missing = new HttpProblem(
      404,
      'no_such_mention',
      `There is no mention "${id.slice(0, 80)}" of "${source.slice(0, 80)}", or it is deleted.`,
    );
    const found = await history.mention(source, id);
    if (found === undefined) throw missing;
    const [mention] = await history.labelled([found]);
    if (mention === undefined) throw missing;
    const labels = labelsOfCorrection(mention, correction);
    const [change] = await topology.relabel([{ source, id, at: found.at, labels, by }], 'correction');
    // It may have been deleted a moment ago.
    if (change === undefined) throw missing;
    return changeOf(change);
  };

  app.post(
    '/mentions/:source/:id/labels',
    {
      schema: {
        tags: ['labels'],
        summary: 'Correct what was read of a mention',
        description:
          'Changes what it names, in the store, in every figure, on the wall and in the log; the models have no say in it any more. ' +
          'An intent says as well whether someone should answer: a query, a complaint and churn are actionable, praise and comments are not. ' +
          'Churn leaves the brands that were said to be left, or all the mention is about; any other intent leaves none.',
        params: Type.Object({ source: name, id: name }),
        body: CorrectionRequestSchema,
        response: {
          200: LabelChangeSchema,
          400: ProblemSchema,
          404: ProblemSchema,
          429: ProblemSchema,
          503: ProblemSchema,
        },
      },
    },
    async ({ params, body }) => {
      const said = checked(body, topics);
      if (waiting >= MAX_WAITING)
        throw new HttpProblem(
          429,
          'too_many_corrections',
          `${MAX_WAITING} corrections wait for their turn; send this one again in a moment.`,
          2,
        );
      waiting += 1;
      return correct(params, said).finally(() => (waiting -= 1));
    },
  );

  app.get(
    '/labels',
    {
      schema: {
        tags: ['labels'],
        summary: 'What was said of labels: corrections, and what was read again',
        description:
          'Newest first; `from` and `to` are about when it was said. With `format=tsv`, what `npm run train -- sentiment` reads: the newest sentiment ' +
          'that a person gave each mention, with its text. Deleted mentions are in neither.',
        querystring: Type.Object(
          {
            from: time,
            to: time,
            brand: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
            reason: Type.Optional(literals(RELABEL_REASONS)),
            format: Type.Optional(literals(['json', 'tsv'])),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
            offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
          },
          strict,
        ),
        response: { 200: LabelLogAnswerSchema, 400: ProblemSchema },
      },
    },
    async ({ query }, reply) => {
      const { from, to, brand, reason, limit = 1_000, offset = 0 } = query;
      const range = {
        ...rangeOf({ from: from ?? '0', ...(to === undefined ? {} : { to }) }, clock.now()),
        brand,
      };
      if (query.format !== 'tsv') return readLabelLog(store, { ...range, reason }, { limit, offset });
      if (reason === 'reread')
        throw new HttpProblem(
          400,
          'not_labelled',
          'Only what people say is training data: leave out "reason".',
        );
      const pages = readTrainingTexts(store, range);
      // Asked for before anything is answered, so that a store that is away is a 503.
      const first = await pages.next();
      return reply.type(LABELLED_TABLE).send(Readable.from(tableOf(first, pages)) as never);
    },
  );
};

/** @throws HttpProblem when it says nothing, or names a topic that there is not. */
function checked(body: CorrectionRequest, topics: ReadonlySet<string>): CorrectionRequest {
  if (body.sentiment === undefined && body.topics === undefined && body.intent === undefined)
    throw new HttpProblem(400, 'no_label', 'Name at least one of "sentiment", "topics" and "intent".');
  const unknown = body.topics?.find((topic) => !topics.has(topic));
  if (unknown === undefined) return body;
  throw new HttpProblem(
    400,
    'unknown_topic',
    `There is no topic "${unknown.slice(0, 80)}"; GET /api/topics lists those in use.`,
  );
}

async function* tableOf(
  first: IteratorResult<LabelledText[], void>,
  rest: AsyncGenerator<LabelledText[]>,
): AsyncGenerator<string> {
  yield LABELLED_HEADER;
  if (first.done === true) return;
  yield linesOf(first.value);
  for await (const page of rest) yield linesOf(page);
}
