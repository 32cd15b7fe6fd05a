import type { MentionInput } from '../../../schema/contracts/mention.ts';
import { DEMO_BRANDS } from './brands.ts';
import type { Draft, Opening } from './drafts.ts';
import { customerId } from './customers.ts';
import { customerOf, person } from './people.ts';
import {
  AUTO_REPLIES,
  COMMON_SLOTS,
  DECORATIONS,
  FOLLOW_UPS,
  NAGS,
  REPLIES,
  STAYS,
} from './phrases/common.ts';
import { RIVALS } from './phrases/rivals.ts';
import { HANDLE_CHANNELS, MESSAGE_CHANNELS, OWNED_CHANNELS, REVIEW_CHANNELS } from './channel-kinds.ts';
import { hashText, Random } from './random.ts';

const STARS = { positive: [5, 5, 4], remark: [3, 4], question: [3], negative: [1, 1, 2] } as const;

/** Puts a draft into words. Depends on the seed and the draft alone, so it may happen at any time or never. */
export function write(seed: number, draft: Draft): MentionInput {
  const { opening } = draft;
  const random = new Random(seed, 0x7e, hashText(draft.id));
  const outbound = isOutbound(draft);
  const text = wording(seed, draft, random);
  const message = MESSAGE_CHANNELS.has(opening.channel);
  const review = REVIEW_CHANNELS.has(opening.channel) && draft.kind === 'opening';
  const customer = customerOf(draft.by);
  const byFeed = message || REVIEW_CHANNELS.has(opening.channel);
  return {
    id: draft.id,
    source: 'demo',
    channel: opening.channel,
    at: draft.at,
    text,
    // A review page or a mailbox belongs to one brand; elsewhere the words have to say whom they mean.
    ...(byFeed && { brand: opening.profile.id }),
    venue: outbound || OWNED_CHANNELS.has(opening.channel) ? 'owned' : 'third_party',
    author: outbound ? team(opening) : person(seed, draft.by),
    lang: 'en',
    kind: kindOf(draft, message, review),
    ...(draft.parent !== '' && { inReplyTo: draft.parent }),
    conversation: opening.id,
    direction: outbound ? 'outbound' : 'inbound',
    ...(draft.kind === 'auto-reply' && { automated: true }),
    ...(review && { rating: random.pick(STARS[opening.mood]) }),
    // Of a mailbox the brand knows whose it is, unless a stranger writes.
    ...(message && !outbound && customer !== null && { customer: customerId(opening.brand, customer) }),
    ...(!message &&
      draft.kind === 'opening' && { metrics: attention(random, person(seed, opening.by).followers) }),
  };
}

const OUTBOUND = new Set<Draft['kind']>([
  'human-reply',
  'second-reply',
  'auto-reply',
  'campaign',
  'statement',
  'resolved',
]);

function isOutbound(draft: Draft): boolean {
  return OUTBOUND.has(draft.kind);
}

function kindOf(draft: Draft, message: boolean, review: boolean): NonNullable<MentionInput['kind']> {
  if (message) return 'message';
  if (review) return 'review';
  if (draft.kind === 'repost') return 'repost';
  return draft.parent === '' ? 'post' : 'reply';
}

function team(opening: Opening): NonNullable<MentionInput['author']> {
  const brand = DEMO_BRANDS[opening.brand]!;
  // The care account, the last one named.
  const handle = brand.handles!.at(-1)!;
  return {
    id: `brand-${brand.id}`,
    name: brand.name,
    handle,
    followers: 85_000 + 40_000 * opening.brand,
    verified: true,
  };
}

function attention(random: Random, followers: number): NonNullable<MentionInput['metrics']> {
  const views = Math.floor(followers * random.between(0.02, 0.6));
  const likes = Math.floor(views * random.next() ** 3 * 0.12);
  return {
    likes,
    reposts: Math.floor(likes * random.next() * 0.2),
    replies: Math.floor(likes * random.next() * 0.1),
    views,
  };
}

/** The text alone. */
export function wording(seed: number, draft: Draft, random: Random): string {
  const { opening } = draft;
  const { phrases } = opening.profile;
  const asked = opening.mood === 'remark' ? 'question' : opening.mood;
  switch (draft.kind) {
    case 'opening':
      return openingWords(opening, random);
    case 'campaign':
      return fill(random.pick(phrases.campaign), opening, random, seed);
    case 'statement':
      return `${opening.theme?.statement ?? ''} #${opening.theme?.hashtag ?? ''}`;
    case 'resolved':
      return `${opening.theme?.resolved ?? ''} #${opening.theme?.hashtag ?? ''}`;
    case 'auto-reply':
      return fill(random.pick(AUTO_REPLIES), opening, random, seed);
    case 'human-reply':
      return fill(random.pick(REPLIES[asked]), opening, random, seed);
    case 'second-reply':
      return fill(random.pick(REPLIES.second), opening, random, seed);
    case 'thanks':
      return fill(random.pick(FOLLOW_UPS.positive), opening, random, seed);
    case 'detail':
      return fill(random.pick(FOLLOW_UPS.neutral), opening, random, seed);
    case 'protest':
      return fill(random.pick(FOLLOW_UPS.negative), opening, random, seed);
    case 'nag':
      return fill(random.pick(NAGS), opening, random, seed);
    case 'stay':
      return fill(random.pick(STAYS), opening, random, seed);
    case 'repost': {
      const original = openingWords(opening, new Random(seed, 0x7e, hashText(opening.id)));
      return `RT @${person(seed, opening.by).handle}: ${original}`;
    }
  }
}

function openingWords(opening: Opening, random: Random): string {
  const { phrases } = opening.profile;
  const text = fill(
    random.pick(opening.theme?.posts ?? phrases[opening.turn ?? opening.mood]),
    opening,
    random,
    0,
  );
  if (MESSAGE_CHANNELS.has(opening.channel)) return text;
  const style =
    DECORATIONS[opening.mood === 'positive' || opening.mood === 'negative' ? opening.mood : 'neutral'];
  const before = random.chance(0.14) ? random.pick<string>(style.before) : '';
  const after = random.chance(0.3) && /[\p{L}\p{N}]$/u.test(text) ? random.pick<string>(style.after) : '';
  const tag = opening.theme && random.chance(0.3) ? ` #${opening.theme.hashtag}` : '';
  return before + text + after + tag;
}

function fill(template: string, opening: Opening, random: Random, seed: number): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, slot: string) => {
    if (slot === 'b') return brandWord(opening, random);
    if (slot === 'you') return customerWord(opening, seed);
    if (slot === 'rival') return random.pick(RIVALS[opening.profile.id] ?? ['somebody else']);
    return random.pick(opening.profile.phrases.slots[slot] ?? COMMON_SLOTS[slot]!);
  });
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}

function brandWord(opening: Opening, random: Random): string {
  const brand = DEMO_BRANDS[opening.brand]!;
  const dice = random.next();
  if (!HANDLE_CHANNELS.has(opening.channel)) return dice < 0.08 ? `@${brand.handles![0]!}` : brand.name;
  if (dice < 0.62) return `@${brand.handles![0]!}`;
  if (dice < 0.74) return `@${brand.handles!.at(-1)!}`;
  return dice < 0.86 ? `#${brand.hashtags![0]!}` : brand.name;
}

function customerWord(opening: Opening, seed: number): string {
  const who = person(seed, opening.by);
  return HANDLE_CHANNELS.has(opening.channel) ? `@${who.handle}` : who.name.split(' ')[0]!;
}
