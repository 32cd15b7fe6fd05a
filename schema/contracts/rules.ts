import { Type, type Static } from 'typebox';
import { literals, strict } from './literals.ts';
import { INTENTS, SENTIMENT_LABELS } from './mention.ts';
import { TAXONOMY_LIMITS, TOPIC_ID } from './taxonomy.ts';

export const RULES_LIMITS = { lexicon: 2_000, overrides: 500 } as const;

const phrase = Type.String({
  minLength: 1,
  maxLength: TAXONOMY_LIMITS.phrase,
  description: 'As phrases of topics are written.',
});

export const LexiconEntrySchema = Type.Object(
  {
    phrase,
    sentiment: Type.Union([literals(SENTIMENT_LABELS), Type.Number({ minimum: -1, maximum: 1 })], {
      description: 'Instead of what the model says: a word, or −1 … 1, whose sign is the label.',
    }),
  },
  strict,
);
export type LexiconEntry = Static<typeof LexiconEntrySchema>;

export const OverrideSchema = Type.Object(
  {
    phrase,
    channel: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'On this channel only; on all without it.' }),
    ),
    sentiment: Type.Optional(literals(SENTIMENT_LABELS)),
    topic: Type.Optional(
      Type.String({ pattern: TOPIC_ID, maxLength: 64, description: 'Added to what it is about.' }),
    ),
    intent: Type.Optional(literals(INTENTS)),
  },
  strict,
);
export type Override = Static<typeof OverrideSchema>;

/** What one brand knows better than the models. Whether the phrases can be read is told when they are compiled. */
export const RulesSchema = Type.Object(
  {
    lexicon: Type.Optional(
      Type.Array(LexiconEntrySchema, {
        maxItems: RULES_LIMITS.lexicon,
        description: 'Of several that are found the longest counts, then the first.',
      }),
    ),
    overrides: Type.Optional(
      Type.Array(OverrideSchema, {
        maxItems: RULES_LIMITS.overrides,
        description: 'Before the lexicon. Of several that are found the longest counts, then the first.',
      }),
    ),
  },
  strict,
);
export type Rules = Static<typeof RulesSchema>;
