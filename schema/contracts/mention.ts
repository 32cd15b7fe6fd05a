import { Type, type Static } from 'typebox';
import { literals, maybe, strict } from './literals.ts';

/** Longest values accepted, in Unicode code points. A longer value rejects its own row, never the rows beside it. */
export const MENTION_LIMITS = { id: 256, name: 200, text: 50_000, url: 2_048, brands: 16 } as const;

export const VENUES = ['owned', 'third_party'] as const;
export const KINDS = ['post', 'reply', 'repost', 'quote', 'review', 'message'] as const;
export const DIRECTIONS = ['inbound', 'outbound'] as const;
export const SENTIMENT_LABELS = ['positive', 'neutral', 'negative'] as const;
export const INTENTS = ['query', 'complaint', 'praise', 'comment', 'churn'] as const;

export type Venue = (typeof VENUES)[number];
export type Kind = (typeof KINDS)[number];
export type Direction = (typeof DIRECTIONS)[number];
export type Intent = (typeof INTENTS)[number];
export type SentimentLabel = (typeof SENTIMENT_LABELS)[number];

/** No control characters, no lone surrogates, neither "." nor "..": ids travel through URLs, logs and keys. */
export const IdSchema = Type.String({
  minLength: 1,
  maxLength: MENTION_LIMITS.id,
  pattern: '^(?!\\.{1,2}$)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+$',
  description: 'An identifier. Always a string: numbers lose digits past 2^53.',
});
const NameSchema = Type.String({ maxLength: MENTION_LIMITS.name });
const CountSchema = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

export const BrandIdSchema = Type.String({
  pattern: '^[\\p{L}\\p{N}][\\p{L}\\p{N}_.-]{0,63}$',
  description: 'A brand: letters, digits, "_", "." and "-", at most 64.',
});

export const SourceSchema = Type.String({
  pattern: '^[a-z0-9][a-z0-9_.-]{0,63}$',
  description: 'The feed that delivered it. (source, id) is the identity a row is counted once by.',
});
export const TimeSchema = Type.Union([Type.String({ maxLength: 40 }), Type.Number()], {
  description: 'Event time: ISO 8601 with a zone, or milliseconds since 1970 in UTC.',
});

export const AuthorInputSchema = Type.Object(
  {
    id: maybe(IdSchema),
    name: maybe(NameSchema),
    handle: maybe(NameSchema),
    followers: maybe(CountSchema),
    verified: maybe(Type.Boolean()),
  },
  strict,
);

export const MentionInputSchema = Type.Object(
  {
    id: IdSchema,
    source: SourceSchema,
    channel: Type.String({
      maxLength: 64,
      description: 'Where it was said: one of the configured channels.',
    }),
    at: TimeSchema,
    text: Type.String({ maxLength: MENTION_LIMITS.text }),
    brand: maybe(
      Type.Union(
        [BrandIdSchema, Type.Array(BrandIdSchema, { minItems: 1, maxItems: MENTION_LIMITS.brands })],
        {
          description: 'Whom it is about. Without it the configured handles, hashtags and keywords decide.',
        },
      ),
    ),
    venue: maybe(literals(VENUES)),
    author: maybe(AuthorInputSchema),
    lang: maybe(Type.String({ maxLength: 35, pattern: '^[A-Za-z0-9-]*$' })),
    kind: maybe(literals(KINDS)),
    inReplyTo: maybe(IdSchema),
    conversation: maybe(IdSchema),
    url: maybe(Type.String({ maxLength: MENTION_LIMITS.url })),
    metrics: maybe(
      Type.Object(
        {
          likes: maybe(CountSchema),
          reposts: maybe(CountSchema),
          replies: maybe(CountSchema),
          views: maybe(CountSchema),
        },
        strict,
      ),
    ),
    direction: maybe(literals(DIRECTIONS)),
    automated: maybe(Type.Boolean({ description: 'Written by a machine: never counts as a human reply.' })),
    promoted: maybe(Type.Boolean({ description: 'Its reach was paid for.' })),
    rating: maybe(Type.Number({ minimum: 0, maximum: 5 })),
    customer: maybe(IdSchema),
  },
  { ...strict, $id: 'MentionInput' },
);
export type MentionInput = Static<typeof MentionInputSchema>;

/** One mention after parsing: every field present, times in epoch milliseconds, `''` and `0` for what was not said. */
export interface Mention {
  readonly source: string;
  readonly id: string;
  readonly channel: string;
  readonly venue: Venue;
  readonly kind: Kind;
  readonly direction: Direction;
  /** Event time, epoch milliseconds. */
  readonly at: number;
  readonly author: {
    readonly id: string;
    readonly name: string;
    readonly handle: string;
    readonly followers: number;
    readonly verified: boolean;
  };
  readonly text: string;
  readonly lang: string;
  readonly inReplyTo: string;
  readonly conversation: string;
  readonly url: string;
  readonly metrics: {
    readonly likes: number;
    readonly reposts: number;
    readonly replies: number;
    readonly views: number;
  };
  readonly automated: boolean;
  readonly promoted: boolean;
  readonly rating: number | null;
  readonly customer: string;
  /** Brands it is about, at least one, in the order of the configuration. */
  readonly brands: readonly string[];
}
