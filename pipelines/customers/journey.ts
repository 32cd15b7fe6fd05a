import type { Contact, SelfHelp, Tier } from '../../schema/contracts/streams.ts';
import { personOf, type Case, type Evidence, type MentionFact } from '../evidence/evidence.ts';
import { addresseesOf, keyOf } from './addressees.ts';

/** A clock of the customer, with those of its mentions the evidence holds. */
export interface JourneyCase {
  readonly case: Case;
  /** What was said while the clock ran, oldest first. */
  readonly said: readonly MentionFact[];
  /** Since when it asks for an answer, or null: it never did. */
  readonly actionableAt: number | null;
}

export type JourneyEvent =
  | {
      readonly kind: 'mention';
      readonly at: number;
      readonly mention: MentionFact;
      /** The customer comes back to something: it was answered, or still waits. */
      readonly again: boolean;
      /** The clock that ran when it was said, or null: it is on none. */
      readonly clock: JourneyCase | null;
    }
  | { readonly kind: 'reply'; readonly at: number; readonly mention: MentionFact }
  | { readonly kind: 'contact'; readonly at: number; readonly contact: Contact }
  | { readonly kind: 'self-help'; readonly at: number; readonly selfHelp: SelfHelp }
  | ({ readonly kind: 'case-opened'; readonly at: number } & JourneyCase)
  | ({ readonly kind: 'case-answered'; readonly at: number } & JourneyCase);

/** All that is known of one person and one brand, in the order of time. */
export interface Journey {
  /** As `personOf` names them. */
  readonly person: string;
  readonly brand: string;
  /** Null: an account no customer is known of. */
  readonly customer: string | null;
  /** Somebody told us of this customer: it is more than a visitor's id. */
  readonly profiled: boolean;
  readonly tier: Tier;
  readonly enrolled: boolean;
  /** Ascending in `at`; at the same instant the question comes before its answer. */
  readonly events: readonly JourneyEvent[];
  /** More was known than is kept: the oldest events are not here. */
  readonly cut: boolean;
}

/** Events kept of one person, the newest: a machine that posts all day must not cost more than a customer does. */
export const MAX_EVENTS = 2_000;

const RANK = {
  mention: 0,
  'case-opened': 1,
  contact: 2,
  'self-help': 3,
  reply: 4,
  'case-answered': 5,
} as const;
const CUSTOMER = 'c\u0000';

const made = new WeakMap<Evidence, ReadonlyMap<string, Journey>>();

/**
 * The journey of every person in the evidence, across mentions of all their accounts, contacts, self-help and cases.
 * Of one person at most the `MAX_EVENTS` newest events are kept. Mentions without an author, contacts without a
 * customer and replies to nobody known belong to no journey. Worked out once for each evidence.
 */
export function journeysOf(evidence: Evidence): ReadonlyMap<string, Journey> {
  const known = made.get(evidence);
  if (known !== undefined) return known;
  const events = new Map<string, JourneyEvent[]>();
  const add = (person: string, event: JourneyEvent) => {
    if (person === '') return;
    const found = events.get(person);
    if (found === undefined) events.set(person, [event]);
    else found.push(event);
  };
  const facts = new Map(evidence.mentions.map((mention) => [keyOf(mention.source, mention.id), mention]));
  const clocks = evidence.cases.map((one) => clockOf(one, facts));
  const words = wordsOf(clocks);
  const addressees = addresseesOf(evidence.mentions, facts);
  for (const mention of evidence.mentions) {
    const { at } = mention;
    if (mention.direction === 'inbound') {
      const word = words.get(keyOf(mention.source, mention.id)) ?? ON_NO_CLOCK;
      add(personOf(mention), { kind: 'mention', at, mention, ...word });
    } else add(addressees.get(mention) ?? '', { kind: 'reply', at, mention });
  }
  for (const clock of clocks) {
    const { case: one } = clock;
    add(personOf(one), { kind: 'case-opened', at: one.openedAt, ...clock });
    if (one.answeredAt !== null) add(personOf(one), { kind: 'case-answered', at: one.answeredAt, ...clock });
  }
  for (const contact of evidence.contacts)
    add(ofCustomer(contact.customer), { kind: 'contact', at: contact.at, contact });
  for (const selfHelp of evidence.selfHelp)
    add(ofCustomer(selfHelp.customer), { kind: 'self-help', at: selfHelp.at, selfHelp });
  const journeys = new Map(
    [...events].map(([person, unsorted]) => [person, journeyOf(evidence, person, unsorted)]),
  );
  made.set(evidence, journeys);
  return journeys;
}

const ofCustomer = (customer: string): string => (customer === '' ? '' : `${CUSTOMER}${customer}`);

type Word = Pick<JourneyEvent & { kind: 'mention' }, 'again' | 'clock'>;
const ON_NO_CLOCK: Word = { again: false, clock: null };

/** By `keyOf`, the clock each mention was said on, and whether its customer came back to something with it. */
function wordsOf(clocks: readonly JourneyCase[]): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>();
  for (const clock of clocks) {
    const { source, said, reopened } = clock.case;
    for (const [index, id] of said.entries())
      words.set(keyOf(source, id), { again: index > 0 || reopened, clock });
  }
  return words;
}

function clockOf(one: Case, facts: ReadonlyMap<string, MentionFact>): JourneyCase {
  const said = one.said.flatMap((id) => facts.get(keyOf(one.source, id)) ?? []);
  const asked = said.filter(({ actionable }) => actionable).map(({ at }) => at);
  const isWhole = facts.has(keyOf(one.source, one.mention));
  const actionableAt =
    asked.length > 0 ? Math.min(...asked) : !isWhole && one.actionable ? one.openedAt : null;
  return { case: one, said, actionableAt };
}

function journeyOf({ brand, customers }: Evidence, person: string, unsorted: JourneyEvent[]): Journey {
  const customer = person.startsWith(CUSTOMER) ? person.slice(CUSTOMER.length) : null;
  const profile = customer === null ? undefined : customers.get(customer);
  return {
    person,
    brand,
    customer,
    profiled: profile !== undefined,
    tier: profile?.tier ?? 'standard',
    enrolled: profile?.enrolled ?? false,
    events: unsorted.sort(byTime).slice(-MAX_EVENTS),
    cut: unsorted.length > MAX_EVENTS,
  };
}

const byTime = (a: JourneyEvent, b: JourneyEvent): number =>
  a.at - b.at || RANK[a.kind] - RANK[b.kind] || compare(nameOf(a), nameOf(b));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function nameOf(event: JourneyEvent): string {
  switch (event.kind) {
    case 'mention':
    case 'reply':
      return keyOf(event.mention.source, event.mention.id);
    case 'contact':
      return keyOf(event.contact.source, event.contact.id);
    case 'self-help':
      return keyOf(event.selfHelp.source, event.selfHelp.id);
    case 'case-opened':
    case 'case-answered':
      return keyOf(event.case.source, event.case.mention);
  }
}

/** Index of the first event later than an instant. */
export function firstAfter(events: readonly { readonly at: number }[], at: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle] as { readonly at: number }).at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What the person says themselves: not what they pass on of others. */
export const isOwnWords = ({ direction, kind }: MentionFact): boolean =>
  direction === 'inbound' && kind !== 'repost';

/** Unhappy, or leaving us. */
export const isNegative = ({ sentiment, intent }: MentionFact): boolean =>
  sentiment === 'negative' || intent === 'churn';

/** Accounts the person was heard from, in the order they were first heard. */
export function accountsOf({ events }: Journey): { channel: string; account: string }[] {
  const accounts = new Map<string, { channel: string; account: string }>();
  for (const event of events)
    if (event.kind === 'mention' && event.mention.author !== '') {
      const { channel, author } = event.mention;
      const key = keyOf(channel, author);
      if (!accounts.has(key)) accounts.set(key, { channel, account: author });
    }
  return [...accounts.values()];
}
