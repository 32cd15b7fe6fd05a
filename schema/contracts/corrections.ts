import { Type, type Static } from 'typebox';
import { LABEL_NAMES, RELABEL_REASONS } from './labels.ts';
import { literals, strict } from './literals.ts';
import { INTENTS, SENTIMENT_LABELS } from './mention.ts';

/** Topics a person may give one mention. */
export const MOST_TOPICS = 20;

export const CorrectionRequestSchema = Type.Object(
  {
    sentiment: Type.Optional(literals(SENTIMENT_LABELS)),
    topics: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
        maxItems: MOST_TOPICS,
        description: 'All it is about, by ids of `GET /api/topics`; an empty list for none of them.',
      }),
    ),
    intent: Type.Optional(literals(INTENTS)),
    by: Type.String({
      minLength: 1,
      maxLength: 80,
      // Somebody: blanks alone are nobody.
      pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+$',
      description: 'Who says so.',
    }),
  },
  strict,
);
export type CorrectionRequest = Static<typeof CorrectionRequestSchema>;

export const LabelsSchema = Type.Object({
  sentiment: literals(SENTIMENT_LABELS),
  sentimentScore: Type.Number({ description: '−1 … 1; what a person says is certain.' }),
  sentimentModel: Type.String({ description: 'Which model said so; `human` for a person.' }),
  topics: Type.Array(Type.String()),
  intent: literals(INTENTS),
  leaving: Type.Array(Type.String(), { description: 'Brands that are being left.' }),
  joining: Type.Array(Type.String()),
  actionable: Type.Boolean({ description: 'A person of a brand should answer it.' }),
  suspicion: Type.Number({ description: '0 … 1: how much it looks like automation or spam.' }),
  language: Type.String(),
});

export const LabelChangeSchema = Type.Object({
  source: Type.String(),
  id: Type.String(),
  brands: Type.Array(Type.String()),
  saidAt: Type.String({ description: 'Event time of the mention, ISO 8601 in UTC.' }),
  at: Type.String({ description: 'When it was changed, ISO 8601 in UTC.' }),
  reason: literals(RELABEL_REASONS),
  by: Type.String({ description: 'The person, or the model that read it again.' }),
  named: Type.Array(literals(LABEL_NAMES), {
    description: 'Labels that were given. Those that a person gives are never read again.',
  }),
  before: LabelsSchema,
  after: LabelsSchema,
});
export type LabelChange = Static<typeof LabelChangeSchema>;

export const LabelLogAnswerSchema = Type.Object({
  changes: Type.Array(LabelChangeSchema, { description: 'Newest first.' }),
  total: Type.Integer({ description: 'How many there are in all.' }),
});

const time = (description: string) =>
  Type.Union([Type.String({ maxLength: 40 }), Type.Integer()], { description });

export const RereadRequestSchema = Type.Object(
  {
    brand: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'All brands without it.' })),
    from: time('Event time, ISO 8601 or epoch milliseconds, inclusive.'),
    to: time('Exclusive.'),
  },
  strict,
);

export const REREAD_STATES = ['idle', 'running', 'done', 'failed'] as const;

export const RereadProgressSchema = Type.Object({
  state: literals(REREAD_STATES),
  brand: Type.Optional(Type.String()),
  from: Type.Optional(Type.String({ description: 'ISO 8601 in UTC.' })),
  to: Type.Optional(Type.String()),
  total: Type.Integer({ description: 'Mentions of the range when it began.' }),
  read: Type.Integer({ description: 'Mentions read again so far.' }),
  changed: Type.Integer({ description: 'Of these, mentions that read otherwise now.' }),
  message: Type.Optional(Type.String({ description: 'Why it failed, and what to do.' })),
});
export type RereadProgress = Static<typeof RereadProgressSchema>;
