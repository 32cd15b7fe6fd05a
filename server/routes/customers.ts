import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Store } from '../../schema/clickhouse/store.ts';
import {
  AtRiskAnswerSchema,
  CustomerViewSchema,
  type CustomerView,
} from '../../schema/contracts/customers.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import { StoriesAnswerSchema } from '../../schema/contracts/stories.ts';
import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import type { Clock } from '../../pipelines/clock.ts';
import { atRisk } from '../../pipelines/customers/at-risk.ts';
import { customerViewOf } from '../../pipelines/customers/customer-view.ts';
import { journeysOf } from '../../pipelines/customers/journey.ts';
import { RISK_REACH_MS } from '../../pipelines/customers/risk-moves.ts';
import type { EvidenceSource } from '../../pipelines/evidence/evidence-source.ts';
import type { BrandSettings } from '../../pipelines/metrics/settings.ts';
import { storyRows } from '../../pipelines/stories/rows.ts';
import { storiesOf } from '../../pipelines/stories/stories.ts';
import { STORY_REACH_MS } from '../../pipelines/stories/told.ts';
import { maskStory } from '../displays/lobby-safe.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { readCustomerEvidence } from '../repositories/evidence/customer-evidence.ts';
import { readTexts } from '../repositories/texts.ts';
import { asOfIn, knownBrand, rangeOf } from './range.ts';

export interface CustomerRoutesOptions {
  readonly store: Store;
  readonly evidence: EvidenceSource;
  readonly settingsOf: (brand: string) => BrandSettings;
  readonly brands: BrandBook;
  readonly clock: Clock;
}

const time = Type.Optional(Type.String({ maxLength: 40 }));
const brand = Type.String({ minLength: 1, maxLength: 64 });
const limit = (most: number) => Type.Optional(Type.Integer({ minimum: 1, maximum: most }));
const strict = { additionalProperties: false } as const;

/** The people and stories behind the numbers. */
export const customerRoutes: FastifyPluginAsyncTypebox<CustomerRoutesOptions> = async (app, options) => {
  const { store, evidence, settingsOf, brands, clock } = options;

  app.get(
    '/customers/at-risk',
    {
      schema: {
        tags: ['customers'],
        summary: 'Who may leave, and why',
        description: 'The highest score first, each with its three strongest reasons.',
        querystring: Type.Object({ brand, asOf: time, limit: limit(1_000) }, strict),
        response: { 200: AtRiskAnswerSchema, 400: ProblemSchema },
      },
    },
    async ({ query }) => {
      const asOf = asOfIn(query.asOf, clock.now()) ?? clock.now();
      const found = await evidence({
        brand: knownBrand(brands, query.brand),
        from: asOf - RISK_REACH_MS,
        to: asOf,
        asOf,
        needs: ['mentions', 'cases', 'contacts', 'selfHelp', 'customers'],
      });
      return atRisk(found, settingsOf(query.brand), asOf, query.limit ?? 100);
    },
  );

  app.get(
    '/customers/:id',
    {
      schema: {
        tags: ['customers'],
        summary: 'Everything known of one customer, in the order of time',
        description:
          'Mentions of all their accounts, answers, contacts, self-help, cases and risk. `id`: a customer, or `channel:account` of an account no customer is known of.',
        params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 300 }) }),
        querystring: Type.Object(
          {
            brand,
            asOf: time,
            limit: limit(2_000),
            page: Type.Optional(
              Type.String({
                pattern: '^(\\d{1,9}|newest)$',
                description:
                  '`next` of the page before, or `newest` for the one that the timeline ends with.',
              }),
            ),
          },
          strict,
        ),
        response: { 200: CustomerViewSchema, 400: ProblemSchema, 404: ProblemSchema },
      },
    },
    async ({ params: { id }, query }) => {
      const asOf = asOfIn(query.asOf, clock.now()) ?? clock.now();
      const settings = settingsOf(knownBrand(brands, query.brand));
      const found = await readCustomerEvidence(store, settings, id, asOf);
      const journey = found === null ? undefined : journeysOf(found.evidence).get(found.person);
      if (journey === undefined)
        throw new HttpProblem(
          404,
          'no_such_customer',
          `Nothing is known of a customer "${id.slice(0, 80)}" of "${query.brand}".`,
        );
      return withTexts(store, {
        ...customerViewOf(journey, settings, asOf, {
          offset: query.page === 'newest' ? null : Number(query.page ?? 0),
          limit: query.limit ?? 200,
        }),
        customer: id,
      });
    },
  );

  app.get(
    '/stories',
    {
      schema: {
        tags: ['customers'],
        summary: 'What is being passed on',
        description: 'Originals with their reposts and quotes; the fastest of the window first.',
        querystring: Type.Object({ brand, from: time, to: time, limit: limit(200) }, strict),
        response: { 200: StoriesAnswerSchema, 400: ProblemSchema },
      },
    },
    async ({ query, display }) => {
      const { from, to } = rangeOf(query, clock.now());
      const found = await evidence({
        brand: knownBrand(brands, query.brand),
        from: from - STORY_REACH_MS,
        to,
        asOf: clock.now(),
        needs: ['mentions', 'engagements'],
      });
      const rows = storyRows(storiesOf(found.mentions, found.engagements), to, to - from, query.limit ?? 20);
      return {
        brand: query.brand,
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        stories: display?.lobbySafe === true ? rows.map(maskStory) : rows,
      };
    },
  );
};

/** Only the page's own texts are read. */
async function withTexts(store: Store, view: CustomerView): Promise<CustomerView> {
  const spoken = view.timeline.filter((entry) => entry.kind === 'mention' || entry.kind === 'reply');
  const texts = await readTexts(store, spoken);
  return {
    ...view,
    timeline: view.timeline.map((entry) => {
      if (entry.kind !== 'mention' && entry.kind !== 'reply') return entry;
      const text = texts.get(`${entry.source}\u0000${entry.id}`);
      return text === undefined ? entry : { ...entry, text };
    }),
  };
}
