import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { literals } from '../../schema/contracts/literals.ts';
import {
  MetricDefinitionSchema,
  MetricsAnswerSchema,
  STEPS,
  type MetricSeries,
} from '../../schema/contracts/metrics.ts';
import { ProblemSchema } from '../../schema/contracts/receipt.ts';
import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import type { Clock } from '../../pipelines/clock.ts';
import { METRICS, metricById, type Metric } from '../../pipelines/metrics/registry.ts';
import { PANE_MS } from '../../pipelines/panes/pane.ts';
import type { Topology } from '../../pipelines/topology.ts';
import { HttpProblem } from '../plugins/problems.ts';
import { rangeOf } from './range.ts';
import type { MergedPane, PaneRepository } from '../repositories/panes.ts';

export interface MetricRoutesOptions {
  readonly panes: PaneRepository;
  readonly brands: BrandBook;
  readonly topology: Topology;
  readonly clock: Clock;
  /** IANA zone of a brand's days. */
  readonly zoneOf: (brand: string) => string;
}

/** How long a reader waits for late mentions that are being recomputed before it is told that some are pending. */
const SETTLE_MS = 1_500;
const DAY_MS = 86_400_000;
/** More points than any screen shows; a longer range wants a longer step. */
const MAX_POINTS = 100_000;
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
  },
  { additionalProperties: false },
);

export const metricRoutes: FastifyPluginAsyncTypebox<MetricRoutesOptions> = async (app, options) => {
  const { panes, brands, topology, clock, zoneOf } = options;

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
    async (request) => {
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
      const stranger = wanted.find((brand) => !known.includes(brand));
      if (stranger !== undefined)
        throw new HttpProblem(
          400,
          'unknown_brand',
          `No brand "${stranger}" is configured or has been heard of.`,
        );
      const names = wanted.length > 0 ? wanted : known;
      if (step !== undefined && ((to - from) / STEP_MS[step]) * names.length > MAX_POINTS)
        throw new HttpProblem(
          400,
          'range_too_long',
          `That is more than ${MAX_POINTS} points; ask for fewer brands, a shorter range or a longer step.`,
        );
      const pending = await topology.settle(SETTLE_MS);
      const merged: MergedPane[] = [];
      for (const [zone, members] of byZone(names, zoneOf))
        merged.push(
          ...(await panes.merged({
            brands: members,
            channels: asList(request.query.channel),
            from,
            to,
            step: step ?? null,
            zone,
            responses: metric.usesResponses === true,
          })),
        );
      return { series: seriesOf(metric, merged), pending };
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
    async () => [...METRICS],
  );
};

const asList = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

function byZone(brands: readonly string[], zoneOf: (brand: string) => string): Map<string, string[]> {
  const zones = new Map<string, string[]>();
  for (const brand of brands) zones.set(zoneOf(brand), [...(zones.get(zoneOf(brand)) ?? []), brand]);
  return zones;
}

function seriesOf(metric: Metric, panes: readonly MergedPane[]): MetricSeries[] {
  const series = new Map<string, MetricSeries>();
  for (const pane of panes) {
    const { brand, channel, revision, status } = pane;
    const key = `${brand}\u0000${channel}`;
    const found = series.get(key) ?? { brand, channel, metric: metric.id, unit: metric.unit, points: [] };
    const { value, n } = metric.read(pane.acc);
    found.points.push({
      windowStart: new Date(pane.windowStart).toISOString(),
      windowEnd: new Date(pane.windowEnd).toISOString(),
      value,
      n,
      revision,
      status,
    });
    series.set(key, found);
  }
  return [...series.values()];
}
