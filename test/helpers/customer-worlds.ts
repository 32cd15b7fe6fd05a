import fc from 'fast-check';
import type { Tier } from '../../schema/contracts/streams.ts';
import type { CustomerProfile, MentionFact } from '../../pipelines/evidence/evidence.ts';
import { DAY, HOUR, MONDAY, contact, mentionFact, reply, selfHelp, type World } from './evidence.ts';

/** Who is said to be whom: ann and her second account are one customer, dan is nobody's. */
const OWNERS: Readonly<Record<string, string>> = { ann: 'c-1', ann2: 'c-1', ben: 'c-2', cat: 'c-3' };
export const ownerOf = (author: string): string | null => OWNERS[author] ?? null;

export const profiles = (tiers: Readonly<Record<string, Tier>>): ReadonlyMap<string, CustomerProfile> =>
  new Map(Object.entries(tiers).map(([customer, tier]) => [customer, { tier, enrolled: true }]));

/** An unhappy mention that asks for an answer. */
export const complaint = (
  id: string,
  at: number,
  author = 'ann',
  overrides: Partial<MentionFact> = {},
): MentionFact =>
  mentionFact({ id, at, author, customer: ownerOf(author), sentiment: 'negative', score: -0.5, intent: 'complaint', ...overrides }); // prettier-ignore

export const leaving = (id: string, at: number, author = 'ann', overrides: Partial<MentionFact> = {}) =>
  complaint(id, at, author, { intent: 'churn', score: -0.8, ...overrides });

export const thanks = (id: string, at: number, author = 'ann', overrides: Partial<MentionFact> = {}) =>
  mentionFact({ id, at, author, customer: ownerOf(author), sentiment: 'positive', score: 0.7, intent: 'praise', actionable: false, ...overrides }); // prettier-ignore

/** Mostly within weeks of Monday, sometimes months away, sometimes at the same instant. */
export const instant = fc
  .oneof(
    fc.integer({ min: -20 * DAY, max: 20 * DAY }),
    fc.integer({ min: -130 * DAY, max: 60 * DAY }),
    fc.nat(60).map((hour) => hour * HOUR),
  )
  .map((offset) => MONDAY + offset);

export const spoken = fc
  .record({
    at: instant,
    parent: fc.integer({ min: -10, max: 14 }),
    author: fc.constantFrom('ann', 'ann2', 'ben', 'cat', 'dan', ''),
    direction: fc.constantFrom('inbound', 'inbound', 'inbound', 'outbound'),
    kind: fc.constantFrom('post', 'post', 'reply', 'quote', 'repost'),
    automated: fc.constantFrom(false, false, true),
    suspected: fc.constantFrom(false, false, false, true),
    conversation: fc.constantFrom('', '', '', 'one'),
    channel: fc.constantFrom('twitter', 'twitter', 'email'),
    sentiment: fc.constantFrom('negative', 'negative', 'neutral', 'positive'),
    score: fc.constantFrom(-1, -0.6, -0.5, 0, 0.5, 1),
    intent: fc.constantFrom('query', 'complaint', 'churn', 'comment', 'praise'),
    pulledAway: fc.constantFrom(false, false, true),
    actionable: fc.boolean(),
    followers: fc.constantFrom(0, 5, 1e6),
    promoted: fc.constantFrom(false, false, true),
  } as const)
  .map(({ parent, ...changes }) => (index: number): MentionFact =>
    mentionFact({
      ...changes,
      customer: ownerOf(changes.author),
      id: `m${index}`,
      inReplyTo: parent < 0 ? '' : `m${parent}`,
      actionable: changes.actionable && changes.direction === 'inbound' && changes.kind !== 'repost',
    }),
  ); // prettier-ignore

/** A complaint, its answer, and perhaps a word after it, so that most worlds hold some. */
const story = fc
  .record({
    at: instant,
    waitMs: fc.oneof(fc.nat(HOUR), fc.nat(6 * DAY)),
    nextMs: fc.oneof(fc.nat(DAY), fc.nat(20 * DAY)),
    author: fc.constantFrom('ann', 'ann2', 'ben', 'cat', 'dan'),
    isLeaving: fc.boolean(),
    isAnswered: fc.boolean(),
    next: fc.constantFrom('thanks', 'complaint', 'nothing'),
  })
  .map(({ at, waitMs, nextMs, author, isLeaving, isAnswered, next }) => (name: string): MentionFact[] => [
    (isLeaving ? leaving : complaint)(`q${name}`, at, author),
    ...(isAnswered ? [reply(`r${name}`, at + waitMs, `q${name}`)] : []),
    ...(next === 'nothing' ? [] : [(next === 'thanks' ? thanks : complaint)(`n${name}`, at + waitMs + nextMs, author)]),
  ]); // prettier-ignore

export const customerWorld: fc.Arbitrary<World> = fc
  .record({
    stories: fc.array(story, { maxLength: 5 }),
    spoken: fc.array(spoken, { maxLength: 12 }),
    contacts: fc.array(fc.tuple(instant, fc.constantFrom('c-1', 'c-2', 'c-9', '')), { maxLength: 6 }),
    helped: fc.array(
      fc.tuple(instant, fc.constantFrom('c-1', 'c-3', 'visitor'), fc.constantFrom('view', 'solved', 'unsolved', 'accepted_answer')),
      { maxLength: 4 },
    ),
    tier: fc.constantFrom<Tier>('standard', 'high'),
  })
  .map(({ stories, spoken, contacts, helped, tier }) => ({
    mentions: [
      ...stories.flatMap((told, index) => told(`${index}`)),
      ...spoken.map((said, index) => said(index)),
    ],
    contacts: contacts.map(([at, customer], index) => contact({ id: `c${index}`, at, customer })),
    selfHelp: helped.map(([at, customer, kind], index) => selfHelp({ id: `s${index}`, at, customer, kind })),
    customers: profiles({ 'c-1': tier, 'c-2': 'standard' }),
  })); // prettier-ignore

export const customerWindow = fc
  .tuple(fc.integer({ min: -10 * DAY, max: 10 * DAY }), fc.integer({ min: 1, max: 20 * DAY }), fc.integer({ min: 1, max: 90 * DAY }))
  .map(([start, length, known]) => ({
    from: MONDAY + start, to: MONDAY + start + length, asOf: MONDAY + start + known,
  })); // prettier-ignore

/** Everything a world knows, as of long after it. */
export const ALL_TIME = { from: MONDAY - 400 * DAY, to: MONDAY + 400 * DAY, asOf: MONDAY + 400 * DAY };
