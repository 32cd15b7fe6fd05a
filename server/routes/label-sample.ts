import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Store } from '../../schema/clickhouse/store.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import type { Clock } from '../../pipelines/clock.ts';
import { sampleMentions } from '../repositories/label-sample.ts';
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
          'A table for a spreadsheet, parted by tabs: `split` (its brands), `id`, `label` (empty, or what a person has said already) and `text`. ' +
          'Inbound mentions of `[from, to)`, a day back from now by default, whose words a model reads. ' +
          'Asked again it is the same, and its first lines are a random sample themselves. `npm run train -- calibration` reads it; lines without a label are left out.',
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
      const lines = linesOf(
        sample.map(({ source, id, brands: of, text, byPerson }) => ({
          split: of.join(','),
          id: `${source}/${id}`,
          label: byPerson ?? '',
          text,
        })),
      );
      return reply
        .type(LABELLED_TABLE)
        .header('content-disposition', 'attachment; filename="to-label.tsv"')
        .send(`${LABELLED_HEADER}${lines}`);
    },
  );
};
