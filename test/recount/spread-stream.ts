import { Random } from '../../pipelines/sources/demo/random.ts';
import { INTENTS, SENTIMENT_LABELS, type MentionInput } from '../../schema/contracts/mention.ts';
import type { EngagementInput, IdentityInput, SelfHelpInput } from '../../schema/contracts/streams.ts';
import { DAY, HOUR, MINUTE } from '../helpers/evidence.ts';
import type { LabelsById } from '../helpers/labelled-reader.ts';

const CHANNELS = ['twitter', 'facebook', 'email'] as const;
const TOPICS = ['payments.refund', 'payments.double-charge', 'app.crash'] as const;
const ORIGINALS = 24;
const EVENTS = 260;
const DAYS = 24;

/**
 * Posts of a brand's customers and of the brand, and how they are passed on: chains of quotes, reposts that name nothing,
 * what nobody saw or what is too old, circles, two brands at once, accounts nobody knows, totals that networks report and
 * correct, and what the brand does about praise. The same for the same seed, up to `until`.
 */
export function spreadStream(seed: number, until: number, brand: string, other: string) {
  const random = new Random(seed);
  const labels: Record<string, LabelsById[string]> = {};
  const mentions: MentionInput[] = [];
  const say = (input: Omit<MentionInput, 'brand' | 'channel'> & { readonly at: number }): void => {
    const inbound = input.direction !== 'outbound';
    const intent = inbound ? random.pick(INTENTS) : 'comment';
    labels[`${input.source}/${input.id}`] = {
      sentiment: inbound ? random.pick(SENTIMENT_LABELS) : 'neutral',
      intent,
      topics: random.chance(0.5) ? [...new Set([random.pick(TOPICS), random.pick(TOPICS)])] : [],
      leaving: intent === 'churn' ? [random.pick([brand, other])] : [],
      joining: intent === 'churn' && random.chance(0.5) ? [random.pick([brand, other])] : [],
      actionable: inbound && random.chance(0.5),
      suspicion: random.pick([0, 0, 0, 0.55, 0.75]),
    };
    mentions.push({
      channel: random.pick(CHANNELS),
      brand: random.chance(0.2) ? [other, brand] : brand,
      venue: random.chance(0.3) ? 'owned' : 'third_party',
      promoted: random.chance(0.15),
      metrics: { views: random.int(900) },
      ...input,
    });
  };
  const somebody = (): Pick<MentionInput, 'author' | 'customer'> => {
    const person = random.int(40);
    if (random.chance(0.1)) return {};
    return {
      author: { ...(random.chance(0.5) ? { id: `N${person}` } : {}), handle: `@x${person}`, followers: random.int(9_000) },
      ...(random.chance(0.1) ? { customer: `kx${person % 7}` } : {}),
    };
  }; // prettier-ignore
  const engagements: EngagementInput[] = [];
  for (let n = 0; n < ORIGINALS; n += 1) {
    const at = until - Math.floor(random.next() * DAYS * DAY);
    const ofBrand = random.chance(0.2);
    const [id, source] = [`x${n}`, random.pick(['feed', 'press'])];
    say({
      id, source, at, text: `news number ${n}`, kind: random.pick(['post', 'post', 'review', 'message', 'reply']),
      ...(ofBrand ? { direction: 'outbound', author: { handle: 'team' } } : somebody()),
    }); // prettier-ignore
    for (let told = 0, total = 0; random.chance(0.9); told += 1) {
      total = Math.max(0, total + random.int(12) - 2);
      const toldAt = Math.min(until - 1, at + Math.floor((told + random.next()) * 30 * HOUR) - (random.chance(0.1) ? DAY : 0)); // prettier-ignore
      engagements.push({ id: `${id}-e${told}`, source, mention: id, at: toldAt, reposts: total, likedByBrand: random.chance(0.2) }); // prettier-ignore
    }
    if (random.chance(0.6)) {
      const answeredAt = Math.min(until - 1, at + Math.floor(random.next() * 9 * DAY) - 30 * MINUTE);
      say({
        id: `${id}-b`, source, at: answeredAt, text: 'Thank you!', direction: 'outbound', inReplyTo: id,
        kind: random.pick(['reply', 'repost', 'quote']), automated: random.chance(0.3), author: { handle: 'team' },
      }); // prettier-ignore
    }
  }
  for (let n = 0; n < EVENTS; n += 1) {
    const at = until - 1 - Math.floor(random.next() * DAYS * DAY);
    const roll = random.next();
    // The first posts go far; some name a repost of before, something nobody saw, or nothing at all.
    const first = random.int(random.chance(0.6) ? 4 : ORIGINALS);
    const named =
      roll < 0.6
        ? `x${first}`
        : roll < 0.8
          ? `y${random.int(EVENTS)}`
          : roll < 0.85
            ? `z${random.int(3)}`
            : '';
    say({
      id: `y${n}`, source: random.pick(['feed', 'feed', 'press']), at, kind: random.pick(['repost', 'repost', 'quote']),
      text: named === '' ? `news number ${first}` : `look at this, ${random.int(60)}`,
      ...(named === '' ? {} : { inReplyTo: named }), ...somebody(),
    }); // prettier-ignore
  }
  // A blog that was busy for an hour and then no more.
  for (let n = 0; n < 6; n += 1)
    say({
      id: `b${n}`,
      source: 'blog',
      at: until - 9 * HOUR + n * 7 * MINUTE,
      text: `blog ${n}`,
      ...somebody(),
    });
  const accounts = Array.from({ length: 40 }, (_, person) => person).filter(() => random.chance(0.5));
  const identities: IdentityInput[] = accounts.flatMap((person) =>
    // The later link of an account counts, from then on.
    [200, 6].map((days) => ({
      id: `ix${person}-${days}`, brand, customer: `kx${random.int(12)}`, channel: random.pick(CHANNELS), account: `x${person}`,
      tier: random.pick(['standard', 'high'] as const), enrolled: random.chance(0.3), at: until - days * DAY,
    })),
  ); // prettier-ignore
  const selfHelp: SelfHelpInput[] = Array.from({ length: 30 }, (_, n) => ({
    id: `sx${n}`, brand, at: until - 1 - Math.floor(random.next() * DAYS * DAY), kind: random.pick(['view', 'solved'] as const),
    ...(random.chance(0.8) ? { customer: `kx${random.int(14)}` } : {}),
  })); // prettier-ignore
  return { rows: { mentions, engagements, identities, 'self-help': selfHelp }, labels };
}
