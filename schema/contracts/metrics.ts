import { Type, type Static } from 'typebox';
import { literals, nullable } from './literals.ts';

/** `provisional`: its window may still gain mentions. `final`: the watermark has passed it. `revised`: it changed after that. */
export const PANE_STATUSES = ['provisional', 'final', 'revised'] as const;
export type PaneStatus = (typeof PANE_STATUSES)[number];

export const STEPS = ['1m', '1h', '1d'] as const;
export type Step = (typeof STEPS)[number];

/** The channel of a series that adds up every channel. */
export const ALL_CHANNELS = 'all';

export const MetricPointSchema = Type.Object({
  windowStart: Type.String({ description: 'Inclusive, ISO 8601 in UTC.' }),
  windowEnd: Type.String({ description: 'Exclusive, ISO 8601 in UTC.' }),
  day: Type.Optional(
    Type.String({ description: 'With `step=1d`: the date in the brand’s zone, such as 2026-11-29.' }),
  ),
  value: nullable(
    Type.Number({ description: 'Null: the window holds nothing this metric could be computed from.' }),
  ),
  n: Type.Integer({ description: 'How many observations the value rests on.' }),
  revision: Type.Integer({
    description: 'How often the numbers of this window changed after they were final.',
  }),
  status: literals(PANE_STATUSES),
  numerator: Type.Optional(Type.Number()),
  denominator: Type.Optional(Type.Number()),
  low: Type.Optional(nullable(Type.Number({ description: 'Lower end of the 95 % interval.' }))),
  high: Type.Optional(nullable(Type.Number({ description: 'Upper end of the 95 % interval.' }))),
  missing: Type.Optional(
    Type.Array(Type.String(), { description: 'Inputs that are not there: why there is no value.' }),
  ),
  open: Type.Optional(
    Type.Boolean({ description: 'It can still change with time alone: a horizon has not passed.' }),
  ),
  parts: Type.Optional(
    Type.Record(Type.String(), nullable(Type.Union([Type.Number(), Type.String()])), {
      description: 'Inputs, weights or bands it is made of.',
    }),
  ),
});
export type MetricPoint = Static<typeof MetricPointSchema>;

export const MetricSeriesSchema = Type.Object({
  brand: Type.String(),
  channel: Type.String(),
  metric: Type.String(),
  unit: Type.String(),
  points: Type.Array(MetricPointSchema),
});
export type MetricSeries = Static<typeof MetricSeriesSchema>;

export const MetricsAnswerSchema = Type.Object({
  series: Type.Array(MetricSeriesSchema),
  pending: Type.Integer({
    description:
      'One-minute panes still being recomputed when this was read; 0 means the answer is complete.',
  }),
});
export type MetricsAnswer = Static<typeof MetricsAnswerSchema>;

/** What is counted: every mention, each text once (copies and reposts collapsed), or distinct people. */
export const COUNT_MODES = ['raw', 'unique', 'people'] as const;
export type CountMode = (typeof COUNT_MODES)[number];

/** By what a metric may be cut. */
export const FACETS = ['channel', 'venue', 'topic', 'count', 'automation'] as const;

export const MetricDefinitionSchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  unit: Type.String(),
  formula: Type.String(),
  includes: Type.String({ description: 'What is in it and what is not.' }),
  n: Type.String({ description: 'What `n` counts.' }),
  numerator: Type.Optional(Type.String()),
  denominator: Type.Optional(Type.String()),
  window: Type.String({ description: 'Which instant decides the window something counts in.' }),
  interval: Type.String({ description: 'How its 95 % interval is made, or why it has none.' }),
  minN: Type.Integer({ description: 'Below this n the value is shown as too thin to judge.' }),
  facets: Type.Array(literals(FACETS), { description: 'By what it may be cut.' }),
  source: Type.String({ description: 'Where the definition comes from.' }),
  version: Type.Integer({ description: 'Grows when the definition changes.' }),
});
export type MetricDefinition = Static<typeof MetricDefinitionSchema>;
