import type { Direction } from '../../schema/contracts/mention.ts';

/** What of a mention matters to who answered whom and when. */
export interface ThreadEvent {
  readonly source: string;
  readonly id: string;
  readonly at: number;
  readonly direction: Direction;
  readonly automated: boolean;
  readonly author: string;
  readonly inReplyTo: string;
  readonly conversation: string;
  readonly channel: string;
  readonly brands: readonly string[];
  /** Someone speaks for themselves: a repost passes on what another said, and nobody answers it. */
  readonly opensClock: boolean;
  /** It asks or complains: someone should answer. */
  readonly actionable: boolean;
  /** Audience of the author; left out where nobody looked. */
  readonly followers?: number;
  /** Brands that are being left; left out where nobody looked. */
  readonly leaving?: readonly string[];
}

export interface FirstResponse {
  readonly brand: string;
  readonly channel: string;
  /** Id of the reply that stopped the clock. */
  readonly reply: string;
  /** Event time of that reply, epoch milliseconds: the minute the response counts in. */
  readonly at: number;
  readonly ms: number;
  /** The clock it stopped. */
  readonly clock: Waiting;
}

/** A customer whose clock is running: since when, and whether anything said so far asks for an answer. */
export interface Waiting {
  readonly brand: string;
  readonly since: number;
  /** Source and id of the mention that started it. */
  readonly source: string;
  readonly mention: string;
  readonly author: string;
  actionable: boolean;
  /** Of the mention that started it. */
  readonly channel: string;
  readonly followers: number;
  /** Whoever started it leaves this brand. */
  readonly leaving: boolean;
  /** When the target is missed, epoch milliseconds, once somebody has asked: targets stay what they are while we run. */
  breachAt?: number;
}

/** One thread, read in time order. */
export interface ThreadState {
  readonly byId: Map<string, ThreadEvent>;
  readonly customers: Set<string>;
  readonly waiting: Map<string, Waiting>;
  /** Whom a reply answers, where its chain says so: a long chain is walked once, not once for each reply on it. */
  readonly answers: Map<string, string>;
}

export const emptyThread = (): ThreadState => ({
  byId: new Map(),
  customers: new Set(),
  waiting: new Map(),
  answers: new Map(),
});

const clockKey = (brand: string, author: string): string => `${brand}\u0000${author}`;

/** The clock of a customer that is running for a brand. */
export const runningClock = (state: ThreadState, brand: string, author: string): Waiting | undefined =>
  state.waiting.get(clockKey(brand, author));

/** Time order; at the same instant the question comes before its answer. */
export function byTime(a: ThreadEvent, b: ThreadEvent): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.direction !== b.direction) return a.direction === 'inbound' ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * Reads the next event of a thread and returns the first responses it makes.
 *
 * For each brand and customer a clock starts at the first unanswered inbound mention and stops at the brand's next
 * human reply to that customer; a later inbound mention starts a new clock. Automated replies stop nothing, and a
 * reply stops only the clock of the customer it answers.
 */
export function readNext(state: ThreadState, event: ThreadEvent): FirstResponse[] {
  state.byId.set(event.id, event);
  if (event.direction === 'inbound') {
    if (!event.opensClock) return [];
    state.customers.add(event.author);
    for (const brand of event.brands) {
      const key = clockKey(brand, event.author);
      const clock = state.waiting.get(key);
      if (clock === undefined)
        state.waiting.set(key, {
          brand,
          since: event.at,
          source: event.source,
          mention: event.id,
          author: event.author,
          actionable: event.actionable,
          channel: event.channel,
          followers: event.followers ?? 0,
          leaving: event.leaving?.includes(brand) === true,
        });
      else clock.actionable ||= event.actionable;
    }
    return [];
  }
  if (event.automated) return [];
  const customer = customerOf(state, event);
  if (customer === undefined) return [];
  const responses: FirstResponse[] = [];
  for (const brand of event.brands) {
    const key = clockKey(brand, customer);
    const clock = state.waiting.get(key);
    if (clock === undefined) continue;
    state.waiting.delete(key);
    responses.push({
      brand,
      channel: event.channel,
      reply: event.id,
      at: event.at,
      ms: event.at - clock.since,
      clock,
    });
  }
  return responses;
}

/** The first responses of a whole thread, in any order of its events. */
export function firstResponses(events: readonly ThreadEvent[]): FirstResponse[] {
  const state = emptyThread();
  return events.toSorted(byTime).flatMap((event) => readNext(state, event));
}

/**
 * Whom a reply answers: the author of the nearest inbound mention up its chain. Where the chain is broken, the only
 * customer heard in the thread so far; with several of them nobody can say.
 */
function customerOf(state: ThreadState, reply: ThreadEvent): string | undefined {
  const passed = new Set<string>();
  let parent = state.byId.get(reply.inReplyTo);
  while (parent !== undefined && !passed.has(parent.id)) {
    const customer = parent.direction === 'inbound' ? parent.author : state.answers.get(parent.id);
    if (customer !== undefined) {
      state.answers.set(reply.id, customer);
      return customer;
    }
    passed.add(parent.id);
    parent = state.byId.get(parent.inReplyTo);
  }
  const [only] = state.customers;
  return state.customers.size === 1 ? only : undefined;
}
