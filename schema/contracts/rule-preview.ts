import { Type, type Static } from 'typebox';
import { literals, nullable, strict } from './literals.ts';
import { SENTIMENT_LABELS, type SentimentLabel } from './mention.ts';
import { RulesSchema } from './rules.ts';

/** Stored mentions one preview reads. */
export const PREVIEW_AT_MOST = 300_000;
export const PREVIEW_EXAMPLES = { most: 20, characters: 200 } as const;

const time = Type.Optional(
  Type.String({ maxLength: 40, description: 'ISO 8601 or epoch milliseconds; the last day without them.' }),
);

export const PreviewRequestSchema = Type.Object(
  { brand: Type.String({ minLength: 1, maxLength: 64 }), from: time, to: time, rules: RulesSchema },
  strict,
);

const count = (description: string) => Type.Integer({ minimum: 0, description });
const bySentiment = Object.fromEntries(
  SENTIMENT_LABELS.map((label) => [label, Type.Integer({ minimum: 0 })]),
) as Record<SentimentLabel, ReturnType<typeof Type.Integer>>;

export const PreviewAnswerSchema = Type.Object({
  brand: Type.String(),
  from: Type.String({ description: 'Inclusive, ISO 8601 in UTC.' }),
  to: Type.String({ description: 'Exclusive.' }),
  read: count('Inbound mentions of the brand in the range.'),
  matched: count('Of those, mentions some rule matches.'),
  corrected: count('Of those, mentions whose sentiment a person has corrected: it stays.'),
  flips: count('Mentions whose sentiment would be another one.'),
  matrix: Type.Object(
    Object.fromEntries(SENTIMENT_LABELS.map((label) => [label, Type.Object(bySentiment)])) as Record<
      SentimentLabel,
      ReturnType<typeof Type.Object<typeof bySentiment>>
    >,
    { description: 'How many mentions are stored as the outer and would be the inner.' },
  ),
  topics: count('Mentions that would gain a topic.'),
  intents: count('Mentions whose intent would be another one.'),
  netSentiment: Type.Object(
    {
      before: nullable(Type.Number()),
      after: nullable(Type.Number()),
      change: nullable(Type.Number()),
    },
    { description: '−100 … 100; null when nothing was said.' },
  ),
  examples: Type.Array(
    Type.Object({
      source: Type.String(),
      id: Type.String(),
      text: Type.String({ description: 'Around the words that were matched; hostile until escaped.' }),
      before: literals(SENTIMENT_LABELS),
      after: literals(SENTIMENT_LABELS),
      words: Type.Array(Type.String()),
    }),
    { description: 'The newest mentions that flip, the newest first.' },
  ),
});
export type PreviewAnswer = Static<typeof PreviewAnswerSchema>;
