import {
  byTime,
  emptyThread,
  readNext,
  type FirstResponse,
  type ThreadEvent,
  type ThreadState,
  type Waiting,
} from './first-responses.ts';
import { conversationRef, mentionRef, refsOf } from './threads-of.ts';

interface Thread {
  events: ThreadEvent[];
  state: ThreadState;
  /** Mentions and beginnings of conversations that are referred to and not held. */
  missing: Set<string>;
  /** Event time of the newest human reply. */
  repliedAt: number;
}

export interface ThreadChange {
  /** Responses that only add to what was known. */
  readonly responses: readonly FirstResponse[];
  /** Replies that only the store can judge: their minutes must be recomputed. */
  readonly disturbed: readonly Disturbed[];
  /** It joins parts of which not all is held: only the store can say which replies that touches. */
  readonly beyond: boolean;
}

/** Who waits for a brand. Instants are epoch milliseconds. */
export interface WhoWaits {
  count: number;
  oldestAt: number;
  /** Past their target. */
  overdue: number;
  /** When the next of the others misses it, or null: none ever does. */
  nextBreachAt: number | null;
}

export interface Targets {
  readonly now: number;
  /** The first instant at which a clock has run for longer than it should. */
  readonly breachAt: (clock: Waiting) => number;
}

/** A customer who waits for a brand. Instants are epoch milliseconds. */
export interface WaitingClock {
  readonly brand: string;
  /** Source and id of the mention that began it. */
  readonly source: string;
  readonly mention: string;
  readonly since: number;
  /** When its target is missed, which may be past; Infinity: never. */
  readonly breachAt: number;
}

const NO_CHANGE: ThreadChange = { responses: [], disturbed: [], beyond: false };

type Change = Omit<ThreadChange, 'beyond'>;

interface Disturbed {
  readonly brands: readonly string[];
  /** Event time of the reply. */
  readonly at: number;
}

/**
 * The conversations of the recent past. Mentions belong together when one answers the other or both name the same
 * conversation, in whatever order they arrive; two threads that turn out to be one are joined.
 * Bounded by `forget`. A thread that refers to something not held (forgotten, or never seen) cannot judge its
 * replies: they come out as disturbed, and so do responses that appear or vanish because an event came out of order.
 * What is held already changes nothing.
 */
export class ThreadBook {
  readonly #threads = new Set<Thread>();
  readonly #byRef = new Map<string, Thread>();
  /** By source, the newest human reply of a thread that is not whole. */
  readonly #openReplyAt = new Map<string, number>();

  add(event: ThreadEvent): ThreadChange {
    const [own, ...links] = refsOf(event);
    if (this.#byRef.get(own)?.state.byId.has(event.id) === true) return NO_CHANGE;
    const parts = [own, ...links].map((ref) => this.#byRef.get(ref)).filter((part) => part !== undefined);
    const [first, ...others] = new Set(parts);
    const unheard = links.filter(
      (ref) => !this.#byRef.has(ref) && ref !== conversationRef(event.source, event.id),
    );
    const allWhole = unheard.length === 0 && parts.every(isWhole);
    const beyond = new Set(parts).size + unheard.length > 1 && !allWhole;
    const thread = first ?? {
      events: [],
      state: emptyThread(),
      missing: new Set<string>(),
      repliedAt: -Infinity,
    };
    this.#threads.add(thread);
    const last = thread.events.at(-1);
    const inOrder = others.length === 0 && (last === undefined || byTime(last, event) < 0);
    const change = inOrder ? append(thread, event) : this.#rebuild(thread, others, event);
    for (const ref of [own, ...links]) this.#byRef.set(ref, thread);
    return { ...change, beyond: this.#isBehindOpenReply(thread, event) || beyond };
  }

  /** Two threads that are not whole may be one in the store: what comes late to one may change replies of the other. */
  #isBehindOpenReply(thread: Thread, { source, at }: ThreadEvent): boolean {
    if (isWhole(thread)) return false;
    const repliedAt = this.#openReplyAt.get(source) ?? -Infinity;
    this.#openReplyAt.set(source, Math.max(repliedAt, thread.repliedAt));
    return at <= repliedAt;
  }

  /** Whether this event belongs to a thread that is held. */
  touches(event: ThreadEvent): boolean {
    return refsOf(event).some((ref) => this.#byRef.has(ref));
  }

  /** Takes an event out. What it held together may fall apart, so the rest of its thread is read in again. */
  remove({ source, id }: Pick<ThreadEvent, 'source' | 'id'>): void {
    const thread = this.#byRef.get(mentionRef(source, id));
    if (thread?.state.byId.has(id) !== true) return;
    this.#drop(thread);
    for (const event of thread.events) if (event.id !== id) this.add(event);
  }

  /** It asks, complains or leaves after all, or does not: whether its thread waits for an answer is judged again. */
  relabel(
    { source, id }: Pick<ThreadEvent, 'source' | 'id'>,
    actionable: boolean,
    leaving?: readonly string[],
  ): void {
    const thread = this.#byRef.get(mentionRef(source, id));
    const at = thread?.events.findIndex((event) => event.id === id) ?? -1;
    const event = thread?.events[at];
    if (thread === undefined || event === undefined) return;
    const isSame = leaving === undefined || sameNames(leaving, event.leaving ?? []);
    if (event.actionable === actionable && isSame) return;
    thread.events[at] = { ...event, actionable, ...(leaving === undefined ? {} : { leaving }) };
    thread.state = replay(thread.events).state;
  }

  /** Clocks that are running for mentions that ask or complain, by brand. Without targets none is overdue. */
  waiting(since: number, targets?: Targets): Map<string, WhoWaits> {
    const found = new Map<string, WhoWaits>();
    for (const clock of this.#running(since)) count(found, clock, targets);
    return found;
  }

  /** The same clocks one by one, in no order; always ask by the same targets. */
  waitingClocks(since: number, breachAt: Targets['breachAt']): WaitingClock[] {
    return Array.from(this.#running(since), (clock) => ({
      brand: clock.brand,
      source: clock.source,
      mention: clock.mention,
      since: clock.since,
      breachAt: breachOnce(clock, breachAt),
    }));
  }

  *#running(since: number): Generator<Waiting> {
    for (const thread of this.#threads)
      for (const clock of thread.state.waiting.values())
        if (clock.since >= since && clock.actionable) yield clock;
  }

  /** Lets go of every thread whose last word is older than `before`, epoch milliseconds. */
  forget(before: number): void {
    for (const thread of this.#threads) {
      if ((thread.events.at(-1)?.at ?? 0) >= before) continue;
      this.#drop(thread);
    }
  }

  #drop(thread: Thread): void {
    this.#threads.delete(thread);
    for (const event of thread.events) for (const ref of refsOf(event)) this.#byRef.delete(ref);
  }

  get size(): number {
    return this.#threads.size;
  }

  #rebuild(thread: Thread, others: readonly Thread[], event: ThreadEvent): Change {
    const before = [thread, ...others].flatMap(({ events }) => replay(events).responses);
    const events = [thread, ...others].flatMap((part) => part.events);
    events.push(event);
    events.sort(byTime);
    const after = replay(events);
    thread.events = events;
    thread.state = after.state;
    thread.missing = after.missing;
    thread.repliedAt = after.repliedAt;
    for (const other of others) {
      this.#threads.delete(other);
      for (const moved of other.events) for (const ref of refsOf(moved)) this.#byRef.set(ref, thread);
    }
    const disturbed = difference(before, after.responses).map(({ brand, at }) => ({ brands: [brand], at }));
    return {
      responses: [],
      disturbed: isWhole(thread) ? disturbed : [...disturbed, ...humanReplies(events)],
    };
  }
}

function append(thread: Thread, event: ThreadEvent): Change {
  thread.events.push(event);
  const responses = readNext(thread.state, event);
  noteMissing(thread, event);
  if (isHumanReply(event)) thread.repliedAt = Math.max(thread.repliedAt, event.at);
  return isWhole(thread) ? { responses, disturbed: [] } : { responses: [], disturbed: humanReplies([event]) };
}

/**
 * Whether everything its mentions refer to is held: then nothing older can belong to it, unless something older is
 * dated before what it answers. Clocks of one network do not differ by as much as the horizon.
 */
const isWhole = ({ missing }: Thread): boolean => missing.size === 0;

function noteMissing(
  { state: { byId }, missing }: Pick<Thread, 'state' | 'missing'>,
  event: ThreadEvent,
): void {
  const { source, id, inReplyTo, conversation } = event;
  missing.delete(mentionRef(source, id));
  missing.delete(conversationRef(source, id));
  if (inReplyTo !== '' && !byId.has(inReplyTo)) missing.add(mentionRef(source, inReplyTo));
  // A conversation is named after its first mention, or nobody knows where it begins.
  if (conversation !== '' && !byId.has(conversation)) missing.add(conversationRef(source, conversation));
}

const isHumanReply = ({ direction, automated }: ThreadEvent): boolean =>
  direction === 'outbound' && !automated;
const humanReplies = (events: readonly ThreadEvent[]): ThreadEvent[] => events.filter(isHumanReply);

function replay(events: readonly ThreadEvent[]): Omit<Thread, 'events'> & { responses: FirstResponse[] } {
  const thread = { state: emptyThread(), missing: new Set<string>() };
  const responses = events.flatMap((event) => {
    const made = readNext(thread.state, event);
    noteMissing(thread, event);
    return made;
  });
  return { ...thread, responses, repliedAt: events.findLast(isHumanReply)?.at ?? -Infinity };
}

function difference(before: readonly FirstResponse[], after: readonly FirstResponse[]): FirstResponse[] {
  const tag = ({ brand, reply, at, ms }: FirstResponse) => `${brand}\u0000${reply}\u0000${at}\u0000${ms}`;
  const old = new Set(before.map(tag));
  const now = new Set(after.map(tag));
  return [
    ...before.filter((response) => !now.has(tag(response))),
    ...after.filter((response) => !old.has(tag(response))),
  ];
}

function count(found: Map<string, WhoWaits>, clock: Waiting, targets: Targets | undefined): void {
  const { brand, since } = clock;
  let entry = found.get(brand);
  if (entry === undefined)
    found.set(brand, (entry = { count: 0, oldestAt: since, overdue: 0, nextBreachAt: null }));
  entry.count += 1;
  if (since < entry.oldestAt) entry.oldestAt = since;
  if (targets === undefined) return;
  const breachAt = breachOnce(clock, targets.breachAt);
  if (breachAt <= targets.now) entry.overdue += 1;
  else if (breachAt < (entry.nextBreachAt ?? Infinity)) entry.nextBreachAt = breachAt;
}

/** Worked out once for each clock: the calendar of a desk is walked for it. */
const breachOnce = (clock: Waiting, breachAt: Targets['breachAt']): number =>
  (clock.breachAt ??= breachAt(clock));

const sameNames = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name) => b.includes(name));
