import { Type, type Static } from 'typebox';
import { literals, maybe, strict } from './literals.ts';
import { BrandIdSchema, IdSchema, SourceSchema, TimeSchema } from './mention.ts';

/**
 * What comes in beside mentions: contacts, self-help, engagements, identities and decisions. Each is stored, validated
 * and counted once like a mention; its identity is (source, id) within its own stream.
 */
export const STREAMS = ['contacts', 'self-help', 'engagements', 'identities', 'decisions'] as const;
export type StreamName = (typeof STREAMS)[number];

export const CONTACT_CHANNELS = ['call', 'chat', 'email', 'message', 'visit'] as const;
export const SELF_HELP_KINDS = ['view', 'solved', 'unsolved', 'accepted_answer'] as const;
export const TIERS = ['standard', 'high'] as const;
export const DECISIONS = ['no_reply'] as const;
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];
export type SelfHelpKind = (typeof SELF_HELP_KINDS)[number];
export type Tier = (typeof TIERS)[number];
export type Decision = (typeof DECISIONS)[number];

const CountSchema = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const envelope = { id: IdSchema, source: maybe(SourceSchema), at: TimeSchema };
const MAX_DURATION_S = 7 * 86_400;

/** A call, chat or e-mail that reached the contact centre. */
export const ContactInputSchema = Type.Object(
  {
    ...envelope,
    brand: BrandIdSchema,
    customer: maybe(IdSchema),
    channel: literals(CONTACT_CHANNELS),
    reason: maybe(Type.String({ maxLength: 200 })),
    duration: maybe(
      Type.Number({ minimum: 0, maximum: MAX_DURATION_S, description: 'Seconds; at most a week.' }),
    ),
  },
  { ...strict, $id: 'ContactInput' },
);
/** Times in epoch milliseconds; `''` for what was not said. */
export interface Contact {
  readonly source: string;
  readonly id: string;
  readonly at: number;
  readonly brand: string;
  readonly customer: string;
  readonly channel: ContactChannel;
  readonly reason: string;
  readonly durationMs: number | null;
}

/** An event of the knowledge base or the community. `customer` may be any stable visitor id. */
export const SelfHelpInputSchema = Type.Object(
  {
    ...envelope,
    brand: BrandIdSchema,
    customer: maybe(IdSchema),
    kind: literals(SELF_HELP_KINDS),
    article: maybe(Type.String({ maxLength: 256 })),
  },
  { ...strict, $id: 'SelfHelpInput' },
);
export interface SelfHelp {
  readonly source: string;
  readonly id: string;
  readonly at: number;
  readonly brand: string;
  readonly customer: string;
  readonly kind: SelfHelpKind;
  readonly article: string;
}

/** How far a mention had spread at an instant: totals up to then, not increments. */
export const EngagementInputSchema = Type.Object(
  {
    ...envelope,
    mention: IdSchema,
    likes: maybe(CountSchema),
    reposts: maybe(CountSchema),
    replies: maybe(CountSchema),
    views: maybe(CountSchema),
    likedByBrand: maybe(Type.Boolean({ description: 'An account of the brand liked it.' })),
  },
  { ...strict, $id: 'EngagementInput' },
);
export interface Engagement {
  /** The feed of the mention it is about. */
  readonly source: string;
  readonly id: string;
  readonly at: number;
  readonly mention: string;
  readonly likes: number;
  readonly reposts: number;
  readonly replies: number;
  readonly views: number;
  readonly likedByBrand: boolean;
}

/** Whose account it is. The newest row of an account counts. */
export const IdentityInputSchema = Type.Object(
  {
    ...envelope,
    brand: BrandIdSchema,
    customer: IdSchema,
    channel: Type.String({ maxLength: 64, description: 'Where the account is, such as twitter.' }),
    account: Type.String({ minLength: 1, maxLength: 256, description: 'Handle or author id, "@" or not.' }),
    tier: maybe(literals(TIERS)),
    enrolled: maybe(Type.Boolean({ description: 'Enrolled on channels the brand owns.' })),
  },
  { ...strict, $id: 'IdentityInput' },
);
export interface AccountLink {
  readonly source: string;
  readonly id: string;
  readonly at: number;
  readonly brand: string;
  readonly customer: string;
  readonly channel: string;
  /** Lower case, without "@". */
  readonly account: string;
  readonly tier: Tier;
  readonly enrolled: boolean;
}

/** Someone decided what to do about a mention without answering it. */
export const DecisionInputSchema = Type.Object(
  {
    ...envelope,
    mention: IdSchema,
    decision: literals(DECISIONS),
    by: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { ...strict, $id: 'DecisionInput' },
);
export interface MentionDecision {
  /** The feed of the mention it is about. */
  readonly source: string;
  readonly id: string;
  readonly at: number;
  readonly mention: string;
  readonly decision: Decision;
  readonly by: string;
}

export const STREAM_SCHEMAS = {
  contacts: ContactInputSchema,
  'self-help': SelfHelpInputSchema,
  engagements: EngagementInputSchema,
  identities: IdentityInputSchema,
  decisions: DecisionInputSchema,
} as const;

/** One parsed row of each stream. */
export interface StreamRows {
  readonly contacts: Contact;
  readonly 'self-help': SelfHelp;
  readonly engagements: Engagement;
  readonly identities: AccountLink;
  readonly decisions: MentionDecision;
}
export type ContactInput = Static<typeof ContactInputSchema>;
export type SelfHelpInput = Static<typeof SelfHelpInputSchema>;
export type EngagementInput = Static<typeof EngagementInputSchema>;
export type IdentityInput = Static<typeof IdentityInputSchema>;
export type DecisionInput = Static<typeof DecisionInputSchema>;
