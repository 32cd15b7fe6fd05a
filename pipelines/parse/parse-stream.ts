import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { RejectionCode } from '../../schema/contracts/receipt.ts';
import {
  ContactInputSchema,
  DecisionInputSchema,
  EngagementInputSchema,
  IdentityInputSchema,
  SelfHelpInputSchema,
  type AccountLink,
  type Contact,
  type ContactInput,
  type DecisionInput,
  type Engagement,
  type EngagementInput,
  type IdentityInput,
  type MentionDecision,
  type SelfHelp,
  type SelfHelpInput,
  type StreamName,
  type StreamRows,
} from '../../schema/contracts/streams.ts';
import { explain, idOf, noRoomFor, type Refusal } from './explain.ts';
import type { ParseContext } from './parse-mention.ts';
import { parseTime } from './parse-time.ts';

export type ParsedRow<Row> =
  | { readonly ok: true; readonly row: Row }
  | { readonly ok: false; readonly id?: string; readonly code: RejectionCode; readonly reason: string };

export type StreamContext = Pick<ParseContext, 'brands' | 'time'>;

/** What a row of each stream is called in a sentence, and what many are. */
export interface StreamNoun {
  readonly one: string;
  readonly withArticle: string;
  readonly many: string;
}
export const STREAM_NOUNS: { readonly [S in StreamName]: StreamNoun } = {
  contacts: { one: 'contact', withArticle: 'a contact', many: 'contacts' },
  'self-help': { one: 'self-help event', withArticle: 'a self-help event', many: 'self-help events' },
  engagements: { one: 'engagement', withArticle: 'an engagement', many: 'engagements' },
  identities: { one: 'identity', withArticle: 'an identity', many: 'identities' },
  decisions: { one: 'decision', withArticle: 'a decision', many: 'decisions' },
};

/**
 * Turns one untrusted value into a row of a stream or into the reason why not. Total: it never throws.
 * The result is built field by field, so nothing a sender adds can travel on.
 */
export function parseStream<S extends StreamName>(
  stream: S,
  raw: unknown,
  context: StreamContext,
): ParsedRow<StreamRows[S]> {
  const read: Reader<StreamRows[S]> = READERS[stream];
  const result = read(raw, context);
  if (result.ok) return result;
  const id = idOf(raw);
  return id === undefined ? result : { ...result, id };
}

type Reader<Row> = (raw: unknown, context: StreamContext) => ParsedRow<Row>;

interface Reading<Input, Row> {
  readonly noun: StreamNoun;
  /** What the schema cannot say. */
  readonly objection?: (input: Input) => Refusal | undefined;
  readonly build: (input: Input, at: number) => Row;
}

/** `Input`: what the schema lets through. */
function reader<Input extends { readonly at: string | number }, Row extends object>(
  schema: TSchema,
  { noun, objection, build }: Reading<Input, Row>,
): Reader<Row> {
  const validator = Compile(schema);
  return (raw, { brands, time }) => {
    if (!validator.Check(raw)) return { ok: false, ...explain(raw, validator, noun.withArticle) };
    const input = raw as Input;
    const refusal = objection?.(input);
    if (refusal !== undefined) return { ok: false, ...refusal };
    const parsed = parseTime(input.at, time);
    if (!parsed.ok) return parsed;
    const row = build(input, parsed.at);
    // Last of all: a row that is rejected for something else must not take up the room of a brand.
    const refused = 'brand' in row && typeof row.brand === 'string' ? brands.admit([row.brand]) : undefined;
    return refused === undefined ? { ok: true, row } : { ok: false, ...noRoomFor(refused) };
  };
}

const READERS: { readonly [S in StreamName]: Reader<StreamRows[S]> } = {
  contacts: reader<ContactInput, Contact>(ContactInputSchema, {
    noun: STREAM_NOUNS.contacts,
    build: (raw, at) => ({
      source: raw.source ?? 'contacts',
      id: raw.id,
      at,
      brand: raw.brand,
      customer: raw.customer ?? '',
      channel: raw.channel,
      // A lone surrogate is valid JSON and invalid UTF-8: it would fail the whole insert it travels in.
      reason: (raw.reason ?? '').toWellFormed(),
      durationMs: raw.duration == null ? null : Math.round(raw.duration * 1_000),
    }),
  }),
  'self-help': reader<SelfHelpInput, SelfHelp>(SelfHelpInputSchema, {
    noun: STREAM_NOUNS['self-help'],
    build: (raw, at) => ({
      source: raw.source ?? 'self-help',
      id: raw.id,
      at,
      brand: raw.brand,
      customer: raw.customer ?? '',
      kind: raw.kind,
      article: (raw.article ?? '').toWellFormed(),
    }),
  }),
  engagements: reader<EngagementInput, Engagement>(EngagementInputSchema, {
    noun: STREAM_NOUNS.engagements,
    objection: (raw) => withoutSource(raw, STREAM_NOUNS.engagements) ?? withoutNumber(raw),
    build: (raw, at) => ({
      source: raw.source ?? '',
      id: raw.id,
      at,
      mention: raw.mention,
      likes: raw.likes ?? 0,
      reposts: raw.reposts ?? 0,
      replies: raw.replies ?? 0,
      views: raw.views ?? 0,
      likedByBrand: raw.likedByBrand ?? false,
    }),
  }),
  identities: reader<IdentityInput, AccountLink>(IdentityInputSchema, {
    noun: STREAM_NOUNS.identities,
    objection: ({ account }) =>
      accountOf(account) === ''
        ? {
            code: 'invalid_field',
            reason: 'The field "account" names nobody; give a handle or an author id.',
          }
        : undefined,
    build: (raw, at) => ({
      source: raw.source ?? 'identities',
      id: raw.id,
      at,
      brand: raw.brand,
      customer: raw.customer,
      channel: raw.channel.toWellFormed(),
      account: accountOf(raw.account),
      tier: raw.tier ?? 'standard',
      enrolled: raw.enrolled ?? false,
    }),
  }),
  decisions: reader<DecisionInput, MentionDecision>(DecisionInputSchema, {
    noun: STREAM_NOUNS.decisions,
    objection: (raw) => withoutSource(raw, STREAM_NOUNS.decisions),
    build: (raw, at) => ({
      source: raw.source ?? '',
      id: raw.id,
      at,
      mention: raw.mention,
      decision: raw.decision,
      by: raw.by.toWellFormed(),
    }),
  }),
};

/** Two feeds may give the same id to two mentions: without the feed nobody knows which one is meant. */
const withoutSource = ({ source }: { source?: string | null }, noun: StreamNoun): Refusal | undefined =>
  source == null
    ? {
        code: 'missing_field',
        reason: `The field "source" is missing; ${noun.withArticle} needs the source of the mention it is about.`,
      }
    : undefined;

/** Totals that say nothing change nothing: most likely a field is misspelt. That the brand likes it is something. */
const withoutNumber = ({
  likes,
  reposts,
  replies,
  views,
  likedByBrand,
}: EngagementInput): Refusal | undefined =>
  likedByBrand !== true && [likes, reposts, replies, views].every((count) => count == null)
    ? {
        code: 'missing_field',
        reason:
          'An engagement needs a number; give at least one of "likes", "reposts", "replies" and "views", or "likedByBrand".',
      }
    : undefined;

/** As handles are compared everywhere: whoever writes "@Ann" and "ann" means one account. */
const accountOf = (account: string): string =>
  account.toWellFormed().trim().replace(/^@+/, '').trim().toLowerCase();
