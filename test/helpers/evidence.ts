import { casesOf } from '../../pipelines/conversations/cases.ts';
import { threadsOf } from '../../pipelines/conversations/threads-of.ts';
import {
  NO_EVIDENCE,
  within,
  type Case,
  type Evidence,
  type MarketMention,
  type MentionFact,
} from '../../pipelines/evidence/evidence.ts';
import type { Window } from '../../pipelines/metrics/family.ts';
import { ALL, type Metric, type MetricContext } from '../../pipelines/metrics/metric.ts';
import { settingsOf } from '../../pipelines/metrics/settings.ts';
import type { AccountLink, Contact, Engagement, MentionDecision, SelfHelp } from '../../schema/contracts/streams.ts'; // prettier-ignore

export const BRAND = 'acme';
/** The 3rd of November 2025, a Monday, at midnight in UTC. */
export const MONDAY = Date.UTC(2025, 10, 3);
export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** A customer's neutral post, changed where it says so. What the brand says opens no clock and asks for nothing. */
export function mentionFact(overrides: Partial<MentionFact> = {}): MentionFact {
  const inbound = overrides.direction !== 'outbound';
  const kind = overrides.kind ?? 'post';
  const at = overrides.at ?? MONDAY;
  const id = overrides.id ?? 'm1';
  return {
    source: 'feed', id, at, storedAt: at, direction: 'inbound', automated: false, author: inbound ? 'ann' : BRAND,
    inReplyTo: '', conversation: '', channel: 'twitter', brands: [BRAND], venue: 'third_party', kind, followers: 0,
    customer: null, sentiment: 'neutral', score: 0, topics: [], intent: 'comment', pulledAway: false, suspected: false,
    promoted: false, language: 'en', fingerprint: id, views: 0, opensClock: inbound && kind !== 'repost', actionable: inbound && kind !== 'repost', ...overrides,
  };
} // prettier-ignore

/** What a person of the brand says. */
export const reply = (id: string, at: number, inReplyTo: string, overrides: Partial<MentionFact> = {}): MentionFact =>
  mentionFact({ id, at, inReplyTo, direction: 'outbound', kind: 'reply', ...overrides }); // prettier-ignore

/** An actionable case that waits since Monday, changed where it says so. */
export function caseOf(overrides: Partial<Case> = {}): Case {
  const mention = overrides.mention ?? 'm1';
  return {
    channel: 'twitter', venue: 'third_party', source: 'feed', mention, author: 'ann', customer: null, topics: [],
    openedAt: MONDAY, answeredAt: null, replyChannel: overrides.answeredAt == null ? '' : 'twitter', said: [mention],
    askedAt: null, actionable: true, negative: false, highPriority: false, reopened: false, suspected: false, ...overrides,
  };
} // prettier-ignore

export const contact = (overrides: Partial<Contact> = {}): Contact => ({
  source: 'contacts', id: 'c1', at: MONDAY, brand: BRAND, customer: 'c-1', channel: 'call', reason: '', durationMs: null, ...overrides,
}); // prettier-ignore
export const selfHelp = (overrides: Partial<SelfHelp> = {}): SelfHelp => ({
  source: 'self-help', id: 's1', at: MONDAY, brand: BRAND, customer: 'c-1', kind: 'view', article: '', ...overrides,
}); // prettier-ignore
export const engagement = (overrides: Partial<Engagement> = {}): Engagement => ({
  source: 'feed', id: 'e1', at: MONDAY, mention: 'm1', likes: 0, reposts: 0, replies: 0, views: 0, likedByBrand: false, ...overrides,
}); // prettier-ignore
export const decision = (overrides: Partial<MentionDecision> = {}): MentionDecision => ({
  source: 'feed', id: 'd1', at: MONDAY, mention: 'm1', decision: 'no_reply', by: 'dana', ...overrides,
}); // prettier-ignore
export const accountLink = (overrides: Partial<AccountLink> = {}): AccountLink => ({
  source: 'identities', id: 'i1', at: MONDAY, brand: BRAND, customer: 'c-1', channel: 'twitter', account: 'ann',
  tier: 'standard', enrolled: false, ...overrides,
}); // prettier-ignore

export const marketMention = (overrides: Partial<MarketMention> = {}): MarketMention => ({
  brand: BRAND, at: MONDAY, channel: 'twitter', venue: 'third_party', author: 'ann', sentiment: 'neutral', topics: [],
  fingerprint: 't1', suspected: false, ...overrides,
}); // prettier-ignore

/** Evidence of these lists, put in their order. Judged a month after Monday unless it says otherwise. */
export function evidenceOf(overrides: Partial<Evidence> = {}): Evidence {
  const all = { brand: BRAND, asOf: MONDAY + 30 * DAY, ...NO_EVIDENCE, ...overrides };
  const ascending = <T extends { readonly at: number }>(list: readonly T[]) =>
    list.toSorted((a, b) => a.at - b.at);
  return {
    ...all,
    mentions: ascending(all.mentions),
    cases: all.cases.toSorted((a, b) => a.openedAt - b.openedAt),
    contacts: ascending(all.contacts),
    selfHelp: ascending(all.selfHelp),
    engagements: ascending(all.engagements),
    decisions: ascending(all.decisions),
    market: ascending(all.market),
  };
}

/** All that has ever happened, and what evidence holds of it: the same cut a store makes. */
export interface World {
  readonly mentions?: readonly MentionFact[];
  readonly engagements?: readonly Engagement[];
  readonly decisions?: readonly MentionDecision[];
  readonly contacts?: readonly Contact[];
  readonly selfHelp?: readonly SelfHelp[];
  readonly customers?: Evidence['customers'];
  readonly market?: readonly MarketMention[];
}

/** Evidence around a span, as of an instant: rows in the span, and cases of the whole threads they belong to. */
export function evidenceAround(
  world: World,
  { from, to, asOf }: Window & { readonly asOf: number },
  highPriority: (opening: MentionFact) => boolean = () => false,
): Evidence {
  const until = Math.min(to, asOf);
  const inSpan = <T extends { readonly at: number }>(list: readonly T[] = []) =>
    within(
      list.toSorted((a, b) => a.at - b.at),
      from,
      until,
    );
  const known = (world.mentions ?? []).filter(({ at }) => at < asOf);
  const touched = threadsOf(known).filter((thread) => thread.some(({ at }) => at >= from && at < until));
  return evidenceOf({
    asOf,
    mentions: inSpan(world.mentions),
    cases: casesOf(touched.flat(), BRAND, highPriority),
    engagements: inSpan(world.engagements),
    decisions: inSpan(world.decisions),
    contacts: inSpan(world.contacts),
    selfHelp: inSpan(world.selfHelp),
    customers: world.customers ?? NO_EVIDENCE.customers,
    market: inSpan(world.market),
    firstSeen: firstSeenOf(known, from, until),
  });
}

/** Of accounts heard in the span, when each was first heard at all. */
function firstSeenOf(known: readonly MentionFact[], from: number, until: number): Map<string, number> {
  const accountOf = ({ channel, author }: MentionFact) => `${channel}\u0000${author}`;
  const heard = known.filter(({ direction, author }) => direction === 'inbound' && author !== '');
  const ofSpan = new Set(heard.filter(({ at }) => at >= from && at < until).map(accountOf));
  const first = new Map<string, number>();
  for (const mention of heard) {
    const account = accountOf(mention);
    if (ofSpan.has(account)) first.set(account, Math.min(mention.at, first.get(account) ?? Infinity));
  }
  return first;
}

export const contextOf = (
  evidence: Evidence,
  window: Window,
  overrides: Partial<MetricContext> = {},
): MetricContext => ({
  evidence,
  window,
  facets: ALL,
  settings: settingsOf(evidence.brand, 'UTC'),
  calendar: null,
  ...overrides,
});

/** A metric of a window of a world, from no more evidence than it asks for, or from so much more of it. */
export function readFrom(
  metric: Metric,
  world: World,
  window: Window & { readonly asOf: number },
  overrides: Partial<MetricContext> = {},
  moreMs = 0,
  highPriority?: (opening: MentionFact) => boolean,
) {
  const span = {
    from: window.from - metric.lookBackMs - moreMs,
    to: window.to + metric.lookAheadMs + moreMs,
    asOf: window.asOf,
  };
  return metric.read(contextOf(evidenceAround(world, span, highPriority), window, overrides));
}
