import { Compile } from 'typebox/compile';
import {
  MENTION_LIMITS,
  MentionInputSchema,
  type Mention,
  type MentionInput,
} from '../../schema/contracts/mention.ts';
import type { RejectionCode } from '../../schema/contracts/receipt.ts';
import type { BrandBook } from '../brands/brand-book.ts';
import { explain, idOf, noRoomFor } from './explain.ts';
import { parseTime, type TimeLimits } from './parse-time.ts';

export type Parsed =
  | { readonly ok: true; readonly mention: Mention }
  | { readonly ok: false; readonly id?: string; readonly code: RejectionCode; readonly reason: string };

export interface ParseContext {
  readonly channels: ReadonlySet<string>;
  readonly brands: BrandBook;
  readonly time: TimeLimits;
}

const validator = Compile(MentionInputSchema);

/**
 * Turns one untrusted value into a mention or into the reason why not. Total: it never throws.
 * The result is built field by field, so nothing a sender adds (`__proto__`, say) can travel on.
 */
export function parseMention(raw: unknown, context: ParseContext): Parsed {
  const id = idOf(raw);
  const reject = (code: RejectionCode, reason: string): Parsed => ({
    ok: false,
    ...(id === undefined ? {} : { id }),
    code,
    reason,
  });
  if (!validator.Check(raw)) {
    const { code, reason } = explain(raw, validator);
    return reject(code, reason);
  }
  if (!context.channels.has(raw.channel))
    return reject(
      'unknown_channel',
      `The channel "${raw.channel.toWellFormed()}" is not known. Use one of ${[...context.channels].join(', ')}, or add it under "channels" in the configuration.`,
    );
  const time = parseTime(raw.at, context.time);
  if (!time.ok) return reject(time.code, time.reason);
  const owner = context.brands.ownerOf(raw.author?.handle ?? '');
  const brands = brandsOf(raw, owner, context.brands);
  if (!brands.ok) return reject(brands.code, brands.reason);
  return { ok: true, mention: build(raw, time.at, brands.brands, owner) };
}

type BrandsOf =
  | { readonly ok: true; readonly brands: readonly string[] }
  | { readonly ok: false; readonly code: RejectionCode; readonly reason: string };

function brandsOf(raw: MentionInput, owner: string | undefined, book: BrandBook): BrandsOf {
  const given = raw.brand ?? undefined;
  if (given !== undefined) {
    const named = [...new Set(typeof given === 'string' ? [given] : given)];
    const refused = book.admit(named);
    if (refused === undefined) return { ok: true, brands: named };
    return { ok: false, ...noRoomFor(refused) };
  }
  const outbound = raw.direction === 'outbound' || (raw.direction == null && owner !== undefined);
  // What a brand says is about itself, whomever else it names.
  const matched = outbound && owner !== undefined ? [owner] : book.match(raw.text);
  if (matched.length > 0) return { ok: true, brands: matched.slice(0, MENTION_LIMITS.brands) };
  return {
    ok: false,
    code: 'no_brand',
    reason:
      'It names no configured brand. Give it a "brand", or add a handle, hashtag or keyword of the brand to the configuration.',
  };
}

function build(raw: MentionInput, at: number, brands: readonly string[], owner: string | undefined): Mention {
  const { author, metrics } = raw;
  return {
    source: raw.source,
    id: raw.id,
    channel: raw.channel,
    venue: raw.venue ?? 'third_party',
    kind: raw.kind ?? (raw.inReplyTo == null ? 'post' : 'reply'),
    direction: raw.direction ?? (owner === undefined ? 'inbound' : 'outbound'),
    at,
    author: {
      id: author?.id ?? author?.handle?.toWellFormed() ?? '',
      name: (author?.name ?? '').toWellFormed(),
      handle: (author?.handle ?? '').toWellFormed(),
      followers: author?.followers ?? 0,
      verified: author?.verified ?? false,
    },
    // A lone surrogate is valid JSON and invalid UTF-8: it would fail the whole insert it travels in.
    text: raw.text.toWellFormed(),
    lang: raw.lang ?? '',
    inReplyTo: raw.inReplyTo ?? '',
    conversation: raw.conversation ?? '',
    url: (raw.url ?? '').toWellFormed(),
    metrics: {
      likes: metrics?.likes ?? 0,
      reposts: metrics?.reposts ?? 0,
      replies: metrics?.replies ?? 0,
      views: metrics?.views ?? 0,
    },
    automated: raw.automated ?? false,
    promoted: raw.promoted ?? false,
    rating: raw.rating ?? null,
    customer: raw.customer ?? '',
    brands,
  };
}
