import {
  firstAfter,
  isOwnWords,
  journeysOf,
  type Journey,
  type JourneyCase,
} from '../../customers/journey.ts';
import type { Aggregator } from '../aggregator.ts';
import type { Family } from '../family.ts';

const DAY_MS = 86_400_000;
/** How long before and after the first contact a customer is watched. */
export const AROUND_MS = 30 * DAY_MS;
/** A contact is the first one when there was no human reply to them for this long. */
export const FIRST_CONTACT_MS = 90 * DAY_MS;

/** What one customer did in thirty days. */
export interface Behaviour {
  /** 100 · (positive − negative) / mentions of theirs, or null: they said nothing. */
  readonly sentiment: number | null;
  readonly mentions: number;
  /** Null: an account no customer is known of, whose contacts nobody can find. */
  readonly contacts: number | null;
}

/** Null for both: the days after are not over. */
export interface Connection {
  readonly before: Behaviour | null;
  readonly after: Behaviour | null;
}

/** A pair for each customer, so that each is compared with themselves. */
export const connections: Aggregator<Connection, Connection[], readonly Connection[]> = {
  empty: () => [],
  add(acc, value) {
    acc.push(value);
    return acc;
  },
  merge: (a, b) => [...a, ...b],
  result: (acc) => acc,
};

/** The first human reply to a customer, and what they did in the thirty days on either side of it. */
export const connecting: Family<Connection, Connection[], readonly Connection[]> = {
  id: 'connecting',
  needs: ['mentions', 'cases', 'contacts', 'customers'],
  lookBackMs: FIRST_CONTACT_MS,
  lookAheadMs: AROUND_MS,
  *facts({ evidence }, from, to) {
    const end = Math.min(to, evidence.asOf);
    for (const journey of journeysOf(evidence).values())
      for (const { at, clock } of firstContacts(journey)) {
        if (at < from || at >= end) continue;
        const { channel, venue, topics, suspected } = clock.case;
        // What is said in the last instant is known only after it.
        const isOver = evidence.asOf > at + AROUND_MS;
        yield {
          at,
          channel,
          venue,
          topics,
          suspected,
          value: isOver
            ? {
                before: behaviourIn(journey, at - AROUND_MS, at),
                after: behaviourIn(journey, at, at + AROUND_MS),
              }
            : { before: null, after: null },
        };
      }
  },
  aggregator: connections,
};

function* firstContacts({ events }: Journey): Generator<{ at: number; clock: JourneyCase }> {
  let lastAt = -Infinity;
  for (const event of events) {
    if (event.kind !== 'case-answered') continue;
    if (event.at >= lastAt + FIRST_CONTACT_MS) yield { at: event.at, clock: event };
    lastAt = event.at;
  }
}

/** In `(after, until]`: the question that is answered at an instant came before it. */
function behaviourIn({ events, customer }: Journey, after: number, until: number): Behaviour {
  let [mentions, net, contacts] = [0, 0, 0];
  const end = firstAfter(events, until);
  for (let index = firstAfter(events, after); index < end; index += 1) {
    const event = events[index];
    if (event?.kind === 'contact') contacts += 1;
    if (event?.kind !== 'mention' || !isOwnWords(event.mention)) continue;
    mentions += 1;
    net += { positive: 1, neutral: 0, negative: -1 }[event.mention.sentiment];
  }
  return {
    sentiment: mentions === 0 ? null : (100 * net) / mentions,
    mentions,
    contacts: customer === null ? null : contacts,
  };
}
