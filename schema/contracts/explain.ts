import { Type, type Static } from 'typebox';
import { INTENTS, SENTIMENT_LABELS } from './mention.ts';
import { literals, strict } from './literals.ts';
import { topic } from './topics.ts';

/** Longest text that is explained, in Unicode code points. */
export const EXPLAIN_AT_MOST = 2_000;

export const ExplainRequestSchema = Type.Object(
  {
    text: Type.String({ maxLength: EXPLAIN_AT_MOST }),
    brand: Type.String({ minLength: 1, maxLength: 64, description: 'The brand it is about.' }),
    channel: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    lang: Type.Optional(Type.String({ maxLength: 35, description: 'What the network says it is, BCP 47.' })),
  },
  strict,
);

const place = {
  start: Type.Integer({ description: 'UTF-16 offset into the text, inclusive.' }),
  end: Type.Integer({ description: 'Exclusive.' }),
  text: Type.String({ description: 'The words between them.' }),
};
const share = Type.Number({ minimum: 0, maximum: 1 });
const brands = Type.Array(Type.String());

export const ExplainAnswerSchema = Type.Object({
  labels: Type.Object(
    {
      sentiment: literals(SENTIMENT_LABELS),
      sentimentScore: Type.Number({ description: '−1 … 1.' }),
      sentimentModel: Type.String(),
      topics: Type.Array(Type.String()),
      intent: literals(INTENTS),
      leaving: brands,
      joining: brands,
      actionable: Type.Boolean(),
      suspicion: share,
      language: Type.String(),
    },
    { description: 'As they would be stored with a post of this text.' },
  ),
  sentiment: Type.Union([
    Type.Object({
      p: Type.Object({ negative: share, neutral: share, positive: share }),
      confidence: Type.Number({
        description:
          'The calibrated probability that the label of the model is right: of `labels.sentiment`, where no rule and no heavier model decided.',
      }),
      tokens: Type.Array(
        Type.Object({
          ...place,
          weight: Type.Number({
            description: 'How far the score falls without it: below 0 it spoke against the brand.',
          }),
        }),
        { description: 'What decided, the strongest first.' },
      ),
    }),
    Type.Null({ description: 'The model was not asked: it does not know the language.' }),
  ]),
  topics: Type.Array(
    Type.Object({
      ...topic,
      matches: Type.Array(Type.Object(place), {
        description: 'Words that said so, in text order, not overlapping.',
      }),
    }),
  ),
  rules: Type.Array(Type.Object(place), { description: 'Words that rules of the brand go by.' }),
  automation: Type.Array(Type.String(), {
    description: 'Signs of automation or spam, the strongest first; of the text alone.',
  }),
});
export type ExplainAnswer = Static<typeof ExplainAnswerSchema>;
