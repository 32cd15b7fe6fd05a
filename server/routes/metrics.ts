import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { literals } from '../../schema/contracts/literals.ts';
import { VENUES } from '../../schema/contracts/mention.ts';
import {
  COUNT_MODES,
  MetricDefinitionSchema,
  MetricsAnswerSchema,
  STEPS,
  type MetricDefinition,
} from '../../schema/contracts/metrics.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { Metric } from '../../pipelines/metrics/metric.ts';
import { METRICS, metricById } from '../../pipelines/metrics/registry.ts';
import { PANE_MS } from '../../pipelines/panes/pane.ts';
import type { Topology } from '../../pipelines/topology.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { TopicSchema } from './facets.ts';
import { asOfIn, knownBrand, rangeOf } from './range.ts';
import type { MetricReader } from '../readings/metric-reader.ts';

export interface MetricRoutesOptions {
  readonly metrics: MetricReader;
  readonly brands: BrandBook;
  readonly topology: Topology;
  readonly clock: Clock;
}

/** How long a reader waits for late mentions that are being recomputed before it is told that some are pending. */
const SETTLE_MS = 1_500;
const DAY_MS = 86_400_000;
/** More points than any screen shows; a longer range wants a longer step. */
const MAX_POINTS = 100_000;
/** What is not in the panes is read from raw rows brand by brand, which takes up to a second each. */
const MAX_BRANDS_READ = 100;
const STEP_MS = { '1m': PANE_MS, '1h': 3_600_000, '1d': DAY_MS } as const;

const listOf = (pattern: string, description: string) =>
  Type.Optional(
    Type.Union([Type.String({ pattern }), Type.Array(Type.String({ pattern }), { maxItems: 500 })], {
      description,
    }),
  );

const QuerySchema = Type.Object(
  {
    metric: Type.String({ maxLength: 64, description: `One of: ${METRICS.map(({ id }) => id).join(', ')}.` }),
    brand: listOf('^.{1,64}$', 'Brand id; may be repeated. Without it: every brand.'),
    channel: listOf(
      '^(\\*|[a-z0-9][a-z0-9_-]{0,31})$',
      'Channel; may be repeated; `*` for each on its own. Without it: all channels added up.',
    ),
    from: Type.Optional(
      Type.String({
        maxLength: 40,
        description: 'ISO 8601 or epoch milliseconds, inclusive. Default: a day before `to`.',
      }),
    ),
    to: Type.Optional(
      Type.String({ maxLength: 40, description: 'Exclusive. Default: the end of this minute.' }),
    ),
    step: Type.Optional(literals(STEPS)),
    venue: Type.Optional(literals(VENUES)),
    topic: Type.Optional(TopicSchema),
    count: Type.Optional(literals(COUNT_MODES)),
    asOf: Type.Optional(
      Type.String({
        maxLength: 40,
        description: 'Judge as of this instant: nothing dated later is looked at. Default: now.',
      }),
    ),
    automation: Type.Optional(
      Type.Union([Type.Literal('include'), Type.Literal('exclude')], {
        description: '`exclude` leaves out what looks automated or spam.',
      }),
    ),
  },
  { additionalProperties: false },
);

export const metricRoutes: FastifyPluginAsyncTypebox<MetricRoutesOptions> = async (app, options) => {
  const { metrics, brands, topology, clock } = options;

  app.get(
    '/metrics',
    {
      schema: {
        tags: ['metrics'],
        summary: 'Read a metric back',
        description:
          'Values in whole windows of `step` that the range touches, or one value for the range without it. Windows are half-open and follow event time; days are ' +
          'days of the brand’s zone. Windows in which nothing was heard are left out: no data is not zero.',
        querystring: QuerySchema,
        response: { 200: MetricsAnswerSchema, 400: ProblemSchema },
      },
    },
    async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort(new HttpProblem(499, 'gone', 'Nobody waits for the answer.')));
      const { step } = request.query;
      const metric = metricById(request.query.metric);
      if (metric === undefined)
        throw new HttpProblem(
          400,
          'unknown_metric',
          `There is no metric "${request.query.metric}"; use one of ${METRICS.map(({ id }) => id).join(', ')}.`,
        );
      const { from, to } = rangeOf(request.query, clock.now());
      const wanted = asList(request.query.brand);
      const known = brands.list().map(({ id }) => id);
      for (const brand of wanted) knownBrand(brands, brand);
      const names = wanted.length > 0 ? wanted : known;
      if (step !== undefined && ((to - from) / STEP_MS[step]) * names.length > MAX_POINTS)
        throw new HttpProblem(
          400,
          'range_too_long',
          `That is more than ${MAX_POINTS} points; ask for fewer brands, a shorter range or a longer step.`,
        );
      if (metric.panes === undefined && names.length > MAX_BRANDS_READ)
        throw new HttpProblem(
          400,
          'too_many_brands',
          `"${metric.id}" is read from the mentions of each brand; ask for at most ${MAX_BRANDS_READ} of the ${names.length} at a time, with brand=….`,
        );
      const pending = await topology.settle(SETTLE_MS);
      const channels = asList(request.query.channel);
      const { venue, topic, count, automation } = request.query;
      refuseUnknownCut(metric, { channel: channels.length > 0, venue, topic, count, automation });
      const series = await metrics({
        metric,
        brands: names,
        facets: {
          channels: channels.includes('*') ? [] : channels,
          venue: venue ?? null,
          topic: topic ?? null,
          count: count ?? 'raw',
          humansOnly: automation === 'exclude',
        },
        byChannel: channels.includes('*'),
        from,
        to,
        step: step ?? null,
        asOf: asOfIn(request.query.asOf, clock.now()),
        signal: gone.signal,
      });
      return { series, pending };
    },
  );

  app.get(
    '/metrics/definitions',
    {
      schema: {
        tags: ['metrics'],
        summary: 'What each metric means',
        response: { 200: Type.Array(MetricDefinitionSchema) },
      },
    },
    async () => METRICS.map(definitionOf),
  );
};

const asList = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** A cut that a metric cannot be made by is an error, not an answer to another question. */
function refuseUnknownCut(metric: Metric, asked: Record<(typeof metric.facets)[number], unknown>): void {
  for (const [facet, value] of Object.entries(asked))
    if (value !== undefined && value !== false && !metric.facets.some((name) => name === facet))
      throw new HttpProblem(
        400,
        'cannot_be_cut',
        `"${metric.id}" cannot be cut by ${facet}; it can by ${metric.facets.join(', ') || 'nothing'}.`,
      );
}

const definitionOf = (metric: Metric): MetricDefinition => {
  const { id, title, unit, formula, includes, n, window, interval, minN, facets, source, version } = metric;
  const { numerator, denominator } = metric;
  return {
    id, title, unit, formula, includes, n,
    ...(numerator === undefined ? {} : { numerator }),
    ...(denominator === undefined ? {} : { denominator }),
    window, interval, minN, facets, source, version,
  }; // prettier-ignore
};
