import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Store } from '../../schema/clickhouse/store.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import {
  PREVIEW_AT_MOST,
  PreviewAnswerSchema,
  PreviewRequestSchema,
} from '../../schema/contracts/rule-preview.ts';
import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { MentionReader } from '../../pipelines/text/mention-reader.ts';
import { faultOfRules } from '../../pipelines/text/rules/rules-fault.ts';
import type { Config } from '../config.ts';
import { ruleReaderOf } from '../mention-reader.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { previewRules } from '../readings/rule-preview.ts';
import { knownBrand, rangeOf } from './range.ts';

export interface RuleRoutesOptions {
  readonly store: Store;
  readonly config: Pick<Config, 'brands' | 'taxonomy' | 'channels'>;
  /** Reads mentions without any rules. */
  readonly plain: MentionReader;
  readonly brands: BrandBook;
  readonly clock: Clock;
}

/** Rules of the largest size there may be take less. */
const BODY_LIMIT = 2_097_152;
const BUSY_RETRY_SECONDS = 5;

/** What rules would change, before anybody configures them. */
export const ruleRoutes: FastifyPluginAsyncTypebox<RuleRoutesOptions> = async (app, options) => {
  const { store, config, plain, brands, clock } = options;
  const known = { topics: new Set(config.taxonomy.map(({ id }) => id)), channels: config.channels };
  let isBusy = false;

  app.post(
    '/rules/preview',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        tags: ['labels'],
        summary: 'What rules of a brand would change',
        description:
          `Reads the stored mentions of the range, at most ${PREVIEW_AT_MOST}, and writes nothing. The rules stand instead of those ` +
          'the brand has; a correction by a person stays. One preview at a time: 429 while another is being made.',
        body: PreviewRequestSchema,
        response: { 200: PreviewAnswerSchema, 400: ProblemSchema, 429: ProblemSchema },
      },
    },
    async ({ body }) => {
      const brand = knownBrand(brands, body.brand);
      const { from, to } = rangeOf(body, clock.now());
      const fault = faultOfRules(body.rules, known);
      if (fault !== null)
        throw new HttpProblem(400, 'invalid_rules', `"${['rules', ...fault.path].join('.')}" ${fault.says}.`);
      if (isBusy)
        throw new HttpProblem(
          429,
          'preview_running',
          'Another preview is being made, and there is one at a time; ask again in a moment.',
          BUSY_RETRY_SECONDS,
        );
      isBusy = true;
      try {
        const rules = ruleReaderOf(config, { brand, rules: body.rules });
        const result = await previewRules(store, { brand, from, to }, { rules, plain, clock });
        return {
          brand,
          from: new Date(from).toISOString(),
          to: new Date(to).toISOString(),
          ...result,
          examples: result.examples.map((flip) => ({ ...flip, words: [...flip.words] })),
        };
      } finally {
        isBusy = false;
      }
    },
  );
};
