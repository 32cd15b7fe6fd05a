import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { ExplainAnswerSchema, ExplainRequestSchema } from '../../schema/contracts/explain.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import type { Clock } from '../../pipelines/clock.ts';
import { parseMention, type ParseContext } from '../../pipelines/parse/parse-mention.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { knownBrand } from './range.ts';
import type { LabelReasons } from '../text/label-reasons.ts';

export interface ExplainRoutesOptions {
  readonly explain: LabelReasons;
  readonly context: () => ParseContext;
  readonly clock: Clock;
}

/** Why a text is read as it is, before or after anybody posted it. */
export const explainRoutes: FastifyPluginAsyncTypebox<ExplainRoutesOptions> = async (
  app,
  { explain, context, clock },
) => {
  app.post(
    '/labels/explain',
    {
      schema: {
        tags: ['labels'],
        summary: 'How a text is read, and which words say so',
        description:
          'Reads as an inbound post is read; stores nothing. `labels.sentiment` is the label that is stored and counted: over many texts ' +
          'its counts add up to the probabilities, so that of one text it need not be the likeliest.',
        body: ExplainRequestSchema,
        response: { 200: ExplainAnswerSchema, 400: ProblemSchema },
      },
    },
    async ({ body: { channel = 'twitter', ...said } }) => {
      const at = new Date(clock.now()).toISOString();
      const known = context();
      // A name that is mistyped has no rules, and asking for it must not make it a brand.
      knownBrand(known.brands, said.brand);
      const parsed = parseMention({ id: 'asked', source: 'asked', at, channel, ...said }, known);
      if (!parsed.ok) throw new HttpProblem(400, parsed.code, parsed.reason);
      return explain(parsed.mention);
    },
  );
};
