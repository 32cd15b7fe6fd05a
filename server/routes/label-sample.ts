import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Store } from '../../schema/clickhouse/store.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import type { Clock } from '../../pipelines/clock.ts';
import { sampleMentions, type SampledMention } from '../repositories/label-sample.ts';
import { LABELLED_HEADER, LABELLED_TABLE, linesOf } from './labelled-table.ts';
import { knownBrand, rangeOf, refuseLonger } from './range.ts';

export interface LabelSampleRoutesOptions {
  readonly store: Store;
  readonly brands: BrandBook;
  readonly clock: Pick<Clock, 'now'>;
}

const LONGEST_DAYS = 400;
const SIZE = 1_000;
const LARGEST = 5_000;
const PAGE = 500;
const time = Type.Optional(Type.String({ maxLength: 40 }));

/** Mentions for people to label, so that a model can be told where they draw its lines. */
export const labelSampleRoutes: FastifyPluginAsyncTypebox<LabelSampleRoutesOptions> = async (
  app,
  { store, brands, clock },
) => {
  app.get(
    '/labels/sample',
    {
      schema: {
        tags: ['labels'],
        summary: 'A random sample of mentions to label',
        description:
          'A table for a spreadsheet, parted by tabs: `split` (its brands), `id`, `label` (empty) and `text`, of which the first 2,000 characters. ' +
          'Inbound mentions of `[from, to)`, a day back from now by default, whose words a model reads. ' +
          'What begins with no letter or digit has a space before it, as spreadsheets would take it for a formula. Asked again it is the same, and its first lines are a random sample themselves. `npm run train -- calibration` reads it; lines without a label are left out.',
        querystring: Type.Object(
          {
            brand: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
            from: time,
            to: time,
            size: Type.Optional(Type.Integer({ minimum: 1, maximum: LARGEST })),
          },
          { additionalProperties: false },
        ),
        response: { 200: Type.String(), 400: ProblemSchema, 503: ProblemSchema },
      },
    },
    async ({ query }, reply) => {
      const { brand, size = SIZE } = query;
      if (brand !== undefined) knownBrand(brands, brand);
      const { from, to } = rangeOf(query, clock.now());
      refuseLonger(to - from, LONGEST_DAYS, 'Samples are drawn of');
      const sample = await sampleMentions(store, { from, to, brand, size });
      return reply
        .type(LABELLED_TABLE)
        .header('content-disposition', 'attachment; filename="to-label.tsv"')
        .send(Readable.from(tableOf(sample)) as never);
    },
  );
};

/** Page by page, so that others are answered in between. */
function* tableOf(sample: readonly SampledMention[]): Generator<string> {
  yield LABELLED_HEADER;
  for (let at = 0; at < sample.length; at += PAGE)
    yield linesOf(
      sample.slice(at, at + PAGE).map(({ source, id, brands, text }) => ({
        split: brands.join(','),
        id: `${source}/${id}`,
        label: '',
        text,
      })),
    );
}
