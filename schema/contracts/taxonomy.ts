import { Type, type Static } from 'typebox';
import { strict } from './literals.ts';

export const TAXONOMY_LIMITS = { topics: 500, phrases: 500, phrase: 120 } as const;

const phrases = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: TAXONOMY_LIMITS.phrase }), {
    maxItems: TAXONOMY_LIMITS.phrases,
    description,
  });

/** branch.leaf */
export const TOPIC_ID = '^[a-z0-9]+(-[a-z0-9]+)*\\.[a-z0-9]+(-[a-z0-9]+)*$';

export const TopicConfigSchema = Type.Object(
  {
    id: Type.String({
      pattern: TOPIC_ID,
      maxLength: 64,
      description: 'branch.leaf, such as "supply-chain.late".',
    }),
    title: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
    phrases: phrases(
      'Words in a row; "deliver*" is any ending, "lost|missing" either word, "_" up to three words between. ' +
        'One phrase is enough for the topic.',
    ),
    not: Type.Optional(
      phrases('Where one of these is found, a phrase that shares a word with it does not count.'),
    ),
  },
  strict,
);
export type TopicConfig = Static<typeof TopicConfigSchema>;

/** What mentions are about. Whether the phrases can be read is told when they are compiled. */
export const TaxonomySchema = Type.Object(
  {
    extend: Type.Optional(
      Type.Boolean({
        description: 'true, the default: beside the built-in topics. false: instead of them.',
      }),
    ),
    topics: Type.Array(TopicConfigSchema, { maxItems: TAXONOMY_LIMITS.topics }),
  },
  strict,
);
export type TaxonomyConfig = Static<typeof TaxonomySchema>;
