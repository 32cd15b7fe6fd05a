import {
  byTime,
  emptyThread,
  readNext,
  type FirstResponse,
  type ThreadEvent,
  type ThreadState,
  type Waiting,
} from './first-responses.ts';

interface Thread {
  events: ThreadEvent[];
  state: ThreadState;
}

export interface ThreadChange {
  /** Responses that only add to what was known. */
  readonly responses: readonly FirstResponse[];
  /** Replies that only the store can judge: their minutes must be recomputed. */
  readonly disturbed: readonly Disturbed[];
}

interface Disturbed {
  readonly brands: readonly string[];
  /** Event time of the reply. */
  readonly at: number;
}

/**
 * The conversations of the recent past. Mentions belong together when one answers the other or both name the same
 * conversation, in whatever order they arrive; two threads that turn out to be one are joined.
 * Bounded by `forget`. A thread whose beginning is not held (forgotten, or never seen) cannot judge its replies: they
 * come out as disturbed, and so do responses that appear or vanish because an event came out of order.
 */
export class ThreadBook {
  readonly #threads = new Set<Thread>();
  readonly #byRef = new Map<string, Thread>();

  add(event: ThreadEvent): ThreadChange {
    const refs = refsOf(event);
    const [first, ...others] = new Set(
      refs.map((ref) => this.#byRef.get(ref)).filter((thread) => thread !== undefined),
    );
    const thread = first ?? { events: [], state: emptyThread() };
    this.#threads.add(thread);
    const last = thread.events.at(-1);
    const inOrder = others.length === 0 && (last === undefined || byTime(last, event) < 0);
    const change = inOrder ? append(thread, event) : this.#rebuild(thread, others, event);
    for (const ref of refs) this.#byRef.set(ref, thread);
    return change;
  }

  /** Clocks that are running for mentions that ask or complain, by brand. */
  waiting(since: number): Map<string, { count: number; oldestAt: number }> {
    const found = new Map<string, { count: number; oldestAt: number }>();
    for (const thread of this.#threads)
      for (const clock of thread.state.waiting.values())
        if (clock.since >= since && clock.actionable) count(found, clock);
    return found;
  }

  /** Lets go of every thread whose last word is older than `before`, epoch milliseconds. */
  forget(before: number): void {
    for (const thread of this.#threads) {
      if ((thread.events.at(-1)?.at ?? 0) >= before) continue;
      this.#threads.delete(thread);
      for (const event of thread.events) for (const ref of refsOf(event)) this.#byRef.delete(ref);
    }
  }

  get size(): number {
    return this.#threads.size;
  }

  #rebuild(thread: Thread, others: readonly Thread[], event: ThreadEvent): ThreadChange {
    const before = [thread, ...others].flatMap(({ events }) => replay(events).responses);
    const events = [thread, ...others].flatMap((part) => part.events);
    events.push(event);
    events.sort(byTime);
    const after = replay(events);
    thread.events = events;
    thread.state = after.state;
    for (const other of others) {
      this.#threads.delete(other);
      for (const moved of other.events) for (const ref of refsOf(moved)) this.#byRef.set(ref, thread);
    }
    const disturbed = difference(before, after.responses).map(({ brand, at }) => ({ brands: [brand], at }));
    return {
      responses: [],
      disturbed: beginsHere(thread) ? disturbed : [...disturbed, ...humanReplies(events)],
    };
  }
}

function append(thread: Thread, event: ThreadEvent): ThreadChange {
  thread.events.push(event);
  const responses = readNext(thread.state, event);
  return beginsHere(thread)
    ? { responses, disturbed: [] }
    : { responses: [], disturbed: humanReplies([event]) };
}

/** Whether the first mention held is the first there was. */
function beginsHere({ events: [first] }: Thread): boolean {
  return (
    first !== undefined &&
    first.inReplyTo === '' &&
    (first.conversation === '' || first.conversation === first.id)
  );
}

const humanReplies = (events: readonly ThreadEvent[]): ThreadEvent[] =>
  events.filter(({ direction, automated }) => direction === 'outbound' && !automated);

function replay(events: readonly ThreadEvent[]): { state: ThreadState; responses: FirstResponse[] } {
  const state = emptyThread();
  return { responses: events.flatMap((event) => readNext(state, event)), state };
}

/** Ids and conversation names are kept apart: a network may number both from 1. */
function refsOf({ source, id, inReplyTo, conversation }: ThreadEvent): string[] {
  const refs = [`${source}\u0000m${id}`];
  if (inReplyTo !== '') refs.push(`${source}\u0000m${inReplyTo}`);
  if (conversation !== '') refs.push(`${source}\u0000c${conversation}`);
  return refs;
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

function count(found: Map<string, { count: number; oldestAt: number }>, { brand, since }: Waiting): void {
  const entry = found.get(brand);
  if (entry === undefined) found.set(brand, { count: 1, oldestAt: since });
  else {
    entry.count += 1;
    entry.oldestAt = Math.min(entry.oldestAt, since);
  }
}

/** Groups events into threads by the same rule, for a batch read back from the store. */
export function threadsOf(events: readonly ThreadEvent[]): ThreadEvent[][] {
  const parent = new Map<string, string>();
  const find = (ref: string): string => {
    let root = ref;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    for (let at = ref; at !== root;) {
      const next = parent.get(at) ?? root;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  for (const event of events) {
    const [own, ...links] = refsOf(event) as [string, ...string[]];
    if (!parent.has(own)) parent.set(own, own);
    for (const link of links) {
      if (!parent.has(link)) parent.set(link, link);
      parent.set(find(link), find(own));
    }
  }
  const threads = new Map<string, ThreadEvent[]>();
  for (const event of events) {
    const root = find(refsOf(event)[0] as string);
    const thread = threads.get(root);
    if (thread === undefined) threads.set(root, [event]);
    else thread.push(event);
  }
  return [...threads.values()];
}
