import { Random } from '../../pipelines/sources/demo/random.ts';
import type { MarketMention, MentionFact } from '../../pipelines/evidence/evidence.ts';
import { textFingerprint } from '../../pipelines/text/near-duplicates/fingerprint.ts';
import { INTENTS, SENTIMENT_LABELS, type MentionInput } from '../../schema/contracts/mention.ts';
import type { ContactInput, DecisionInput, EngagementInput, IdentityInput, SelfHelpInput } from '../../schema/contracts/streams.ts'; // prettier-ignore
import { BRAND, DAY, HOUR, MINUTE, type World } from './evidence.ts';
import type { LabelsById } from './labelled-reader.ts';

/** What is sent through the doors, what reading it says, and the same as the metrics should see it. */
export interface RandomInputs {
  readonly rows: {
    readonly mentions: readonly MentionInput[];
    readonly contacts: readonly ContactInput[];
    readonly 'self-help': readonly SelfHelpInput[];
    readonly engagements: readonly EngagementInput[];
    readonly identities: readonly IdentityInput[];
    readonly decisions: readonly DecisionInput[];
  };
  readonly labels: LabelsById;
  readonly world: World;
}

const CHANNELS = ['twitter', 'facebook', 'email'] as const;
const TOPICS = ['payments.refund', 'supply-chain.late', 'app.crash', 'service.rude'] as const;
const PEOPLE = 25;
const RIVAL = 'globex';
const LANGUAGES = ['en', 'de', 'en', 'und', 'en', 'ja'] as const;

/** `days` of one brand and a rival up to `until`, the same for the same seed. Everything is stored at `storedAt`. */
export function randomInputs(seed: number, until: number, days: number, storedAt: number): RandomInputs {
  const random = new Random(seed);
  const instant = () => until - Math.floor(random.next() * days * DAY);
  const owners = new Map<string, string>();
  const identities: IdentityInput[] = [];
  const customers = new Map<string, { tier: 'standard' | 'high'; enrolled: boolean }>();
  for (let person = 0; person < PEOPLE; person += 1) {
    if (!random.chance(0.6)) continue;
    // Every third customer has two accounts.
    const customer = `k${person - (person % 3 === 1 ? 1 : 0)}`;
    const tier = random.chance(0.2) ? ('high' as const) : ('standard' as const);
    const enrolled = random.chance(0.5);
    for (const channel of CHANNELS) {
      owners.set(`${channel} p${person}`, customer);
      identities.push({ id: `${channel}-${person}`, brand: BRAND, customer, channel, account: `P${person}`, tier, enrolled, at: until - 100 * DAY }); // prettier-ignore
    }
    const known = customers.get(customer);
    customers.set(customer, {
      tier: known?.tier === 'high' || tier === 'high' ? 'high' : 'standard',
      enrolled: known?.enrolled === true || enrolled,
    });
  }
  const labels: Record<string, LabelsById[string]> = {};
  const mentions: MentionInput[] = [];
  const facts: MentionFact[] = [];
  const market: MarketMention[] = [];
  const say = (input: MentionInput & { readonly at: number; readonly brand: string }): void => {
    const inbound = input.direction !== 'outbound';
    const sentiment = inbound ? random.pick(SENTIMENT_LABELS) : 'neutral';
    const intent = inbound ? random.pick(INTENTS) : 'comment';
    const topics = inbound && random.chance(0.6) ? [random.pick(TOPICS)] : [];
    const leaving = intent === 'churn' ? [input.brand] : [];
    const joining = leaving.length > 0 && random.chance(0.5) ? [RIVAL] : [];
    const actionable = inbound && random.chance(0.6);
    const suspicion = random.chance(0.1) ? 0.75 : 0;
    const language = LANGUAGES[mentions.length % LANGUAGES.length] ?? 'en';
    labels[input.id] = { sentiment, intent, topics, leaving, joining, actionable, suspicion, language };
    mentions.push(input);
    const common = {
      at: input.at,
      channel: input.channel,
      venue: input.venue ?? 'third_party',
      author: input.author?.handle ?? '',
      sentiment,
      topics,
      fingerprint: textFingerprint(input.text).toString(),
      suspected: suspicion > 0,
    };
    if (inbound) market.push({ ...common, brand: input.brand });
    if (input.brand !== BRAND) return;
    const kind = input.kind ?? (input.inReplyTo == null ? 'post' : 'reply');
    facts.push({
      ...common,
      kind,
      intent,
      source: input.source,
      id: input.id,
      direction: inbound ? 'inbound' : 'outbound',
      storedAt,
      brands: [BRAND],
      followers: input.author?.followers ?? 0,
      customer: owners.get(`${input.channel} ${common.author}`) ?? null,
      score: 0,
      pulledAway: joining.length > 0,
      language,
      promoted: input.promoted ?? false,
      automated: input.automated ?? false,
      opensClock: inbound && kind !== 'repost',
      actionable,
      inReplyTo: input.inReplyTo ?? '',
      conversation: '',
      views: input.metrics?.views ?? 0,
    });
  };
  const engagements: EngagementInput[] = [];
  const decisions: DecisionInput[] = [];
  for (let n = 0; n < 140; n += 1) {
    const at = instant();
    const channel = random.pick(CHANNELS);
    const person = random.int(PEOPLE);
    const id = `m${n}`;
    const brand = n > 0 && random.chance(0.15) ? RIVAL : BRAND;
    // One story spreads: most of what is passed on is the first post.
    const passedOn = random.chance(0.7) ? 0 : random.int(Math.max(1, n));
    const passesOn = n > 5 && random.chance(0.25);
    say({
      id, source: 'feed', channel, brand, at,
      text: passesOn ? 'RT the same old story' : `story number ${random.int(90)}`,
      author: { handle: `p${person}`, followers: person * 100 },
      venue: random.chance(0.3) ? 'owned' : 'third_party',
      promoted: random.chance(0.05),
      metrics: { views: random.int(500) },
      ...(passesOn ? { kind: 'repost' as const, inReplyTo: `m${passedOn}` } : {}),
    }); // prettier-ignore
    if (!passesOn && random.chance(0.6)) {
      const answeredAt = at + Math.floor(random.exponential(HOUR)) + 1;
      if (answeredAt < until) {
        say({ id: `${id}-r`, source: 'feed', channel, brand, at: answeredAt, text: 'We are on it.', direction: 'outbound', inReplyTo: id, automated: random.chance(0.1), author: { handle: 'team' } }); // prettier-ignore
        const againAt = answeredAt + random.int(3 * HOUR) + 1;
        if (random.chance(0.3) && againAt < until)
          say({ id: `${id}-c`, source: 'feed', channel, brand, at: againAt, text: `still ${n}`, inReplyTo: `${id}-r`, author: { handle: `p${person}`, followers: person * 100 } }); // prettier-ignore
      }
    }
    if (random.chance(0.2)) engagements.push({ id: `e${n}`, source: 'feed', at: Math.min(until - 1, at + random.int(DAY)), mention: id, likes: random.int(50), reposts: random.int(9), likedByBrand: random.chance(0.3) }); // prettier-ignore
    if (random.chance(0.1)) decisions.push({ id: `d${n}`, source: 'feed', at: Math.min(until - 1, at + MINUTE), mention: id, decision: 'no_reply', by: 'dana' }); // prettier-ignore
  }
  const customer = () => `k${random.int(PEOPLE)}`;
  const contacts: ContactInput[] = Array.from({ length: 90 }, (_, n) => ({
    id: `c${n}`, brand: BRAND, at: instant(), customer: random.chance(0.9) ? customer() : null,
    channel: random.pick(['call', 'chat', 'email'] as const), reason: 'order', duration: random.int(600),
  })); // prettier-ignore
  const selfHelp: SelfHelpInput[] = Array.from({ length: 90 }, (_, n) => ({
    id: `s${n}`, brand: BRAND, at: instant(), customer: customer(),
    kind: random.pick(['view', 'solved', 'unsolved', 'accepted_answer'] as const), article: 'returns',
  })); // prettier-ignore
  const ofBrand = new Set(facts.map(({ id }) => id));
  return {
    rows: { mentions, contacts, 'self-help': selfHelp, engagements, identities, decisions },
    labels,
    world: {
      mentions: facts,
      market,
      customers,
      contacts: contacts.map(({ id, at, customer: who, channel, duration }) => ({
        source: 'contacts', id, at: Number(at), brand: BRAND, customer: who ?? '', channel, reason: 'order', durationMs: (duration ?? 0) * 1_000,
      })), // prettier-ignore
      selfHelp: selfHelp.map(({ id, at, customer: who, kind }) => ({
        source: 'self-help', id, at: Number(at), brand: BRAND, customer: who ?? '', kind, article: 'returns',
      })), // prettier-ignore
      engagements: engagements
        .filter(({ mention }) => ofBrand.has(mention))
        .map(({ id, at, mention, likes, reposts, likedByBrand }) => ({
          source: 'feed', id, at: Number(at), mention, likes: likes ?? 0, reposts: reposts ?? 0, replies: 0, views: 0, likedByBrand: likedByBrand ?? false,
        })), // prettier-ignore
      decisions: decisions
        .filter(({ mention }) => ofBrand.has(mention))
        .map(({ id, at, mention, decision, by }) => ({ source: 'feed', id, at: Number(at), mention, decision, by })), // prettier-ignore
    },
  };
}
