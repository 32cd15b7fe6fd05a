import { DueQueue } from './due-queue.ts';
import type { Session as SessionAssigner } from './window-assigners.ts';
import {
  nextPublished,
  type Due,
  type KeyedWindows,
  type KeyedWindowsConfig,
  type Published,
  type Restated,
} from './window-io.ts';

interface Session<Acc> {
  readonly key: string;
  start: number;
  /** Event time of the last value. */
  last: number;
  acc: Acc;
  changed: boolean;
  published: (Published & { readonly windowEnd: number }) | null;
  /** Published panes that this session has taken in; void as soon as it is published. */
  swallowed: readonly Swallowed[];
  /** Bridged into another one or freed: whatever still points here is out of date. */
  gone: boolean;
}

interface Swallowed extends Published {
  readonly windowStart: number;
  readonly windowEnd: number;
}

const NONE: readonly Swallowed[] = [];

/**
 * Sessions of each key: values less than `gapMs` apart are in one window, `[first, last + gap)`.
 *
 * A late value may lengthen a session, move its start or bridge two. The pane of a session is known by its key and
 * start: a session that only grew is published again under them; one whose start is not a start any more is taken back
 * by a `retraction` right before the pane that has its values. What was `final` once never turns `provisional` again:
 * a closed session that a late value reopened goes on as revisions.
 *
 * A value is late when it came too late for a session of its own (`at + gap + allowedLateness`) and no session that is
 * held spans it. State is kept one gap longer than the lateness: until then a value that is still taken could touch it.
 */
export class SessionWindows<In, Acc> implements KeyedWindows<In, Acc> {
  readonly #gapMs: number;
  readonly #config: KeyedWindowsConfig<In, Acc>;
  /** Of each key in order of time, at least a gap apart. */
  readonly #keys = new Map<string, Session<Acc>[]>();
  /** One entry a session, at its end first and at its release then; moved on when it turns out to be too early. */
  readonly #due = new DueQueue<Session<Acc>>();
  readonly #changed = new Set<Session<Acc>>();
  #watermark = Number.NEGATIVE_INFINITY;

  constructor({ gapMs }: SessionAssigner, config: KeyedWindowsConfig<In, Acc>) {
    this.#gapMs = gapMs;
    this.#config = config;
  }

  get keys(): number {
    return this.#keys.size;
  }

  add(key: string, at: number, value: In): void {
    const { aggregator } = this.#config;
    const sessions = this.#keys.get(key);
    const newest = sessions?.at(-1);
    let held = newest !== undefined && at >= newest.start && at < this.#endOf(newest) ? newest : undefined;
    if (held === undefined) {
      const isSpanned =
        sessions?.some((session) => at >= session.start && at < this.#endOf(session)) === true;
      if (!isSpanned && at + this.#gapMs + this.#config.allowedLatenessMs <= this.#watermark)
        return this.#config.emit({ type: 'late', key, at, value });
      held = this.#join(key, at, at);
    }
    if (at > held.last) held.last = at;
    held.acc = aggregator.add(held.acc, value);
    this.#change(held);
  }

  advance(at: number): void {
    const before = this.#watermark;
    if (at <= before) return;
    this.#watermark = at;
    for (let session = this.#due.take(at); session !== undefined; session = this.#due.take(at)) {
      if (session.gone) continue;
      const end = this.#endOf(session);
      if (end > at) {
        this.#due.add(end, session);
        continue;
      }
      const isRelease = this.#releaseOf(session.last) <= at;
      if ((end > before && !isSettled(session)) || (isRelease && session.changed)) this.#fire(session);
      if (isRelease) this.#remove(session);
      else this.#due.add(this.#releaseOf(session.last), session);
    }
  }

  flush(due: Due): void {
    for (const session of this.#changed)
      if (this.#endOf(session) <= this.#watermark || isSettled(session) ? due.late : due.early)
        this.#fire(session);
  }

  /** Takes the place of whatever sessions its span touches. */
  restate({ acc, published, ...span }: Restated<Acc>): void {
    const { key, start, last } = this.#spanOf(span);
    const found = (this.#keys.get(key) ?? []).filter((session) => this.#touches(session, start, last));
    const [only] = found;
    if (found.length === 1 && only?.start === start && only.last === last)
      if (only.published !== null && this.#config.same(only.acc, acc)) return;
    const held = this.#replace(found, key, start, last);
    held.acc = this.#copy(acc);
    held.published ??= published && { ...published, windowEnd: last + this.#gapMs };
    held.changed = true;
    this.#fire(held);
    if (this.#releaseOf(last) <= this.#watermark) this.#remove(held);
  }

  restore({ acc, published, ...span }: Restated<Acc>): void {
    const { key, start, last } = this.#spanOf(span);
    const overdue = published?.status === 'provisional' && last + this.#gapMs <= this.#watermark;
    const isFreed = this.#releaseOf(last) <= this.#watermark;
    if (isFreed && !overdue) return;
    const held = this.#replace([], key, start, last);
    held.acc = this.#copy(acc);
    held.published = published && { ...published, windowEnd: last + this.#gapMs };
    if (overdue) this.#change(held);
    if (!isFreed) return;
    this.#fire(held);
    this.#remove(held);
  }

  /** The session of a value: one that it touches, several made into one, or a new one. */
  #join(key: string, start: number, last: number): Session<Acc> {
    const { aggregator } = this.#config;
    const found = (this.#keys.get(key) ?? []).filter((session) => this.#touches(session, start, last));
    if (found.length === 0) return this.#replace(found, key, start, last);
    const acc = found.map((session) => session.acc).reduce((sum, next) => aggregator.merge(sum, next));
    const held = this.#replace(
      found,
      key,
      Math.min(start, ...found.map((session) => session.start)),
      Math.max(last, ...found.map((session) => session.last)),
    );
    held.acc = acc;
    return held;
  }

  /** One empty session in the place of these; the first of them lives on when the start is the same. */
  #replace(found: readonly Session<Acc>[], key: string, start: number, last: number): Session<Acc> {
    const heir = found.find((session) => session.start === start);
    const { empty } = this.#config.aggregator;
    const held: Session<Acc> = heir ?? {
      key,
      start,
      last,
      acc: empty(),
      changed: false,
      published: null,
      swallowed: NONE,
      gone: false,
    };
    for (const session of found) {
      if (session === held) continue;
      const own = session.published === null ? NONE : [{ ...session.published, windowStart: session.start }];
      held.swallowed = [...held.swallowed, ...session.swallowed, ...own];
      this.#remove(session);
    }
    if (heir !== undefined) {
      // Cut shorter, it is due sooner than it was put down for.
      if (last < heir.last) this.#due.add(last + this.#gapMs, heir);
      heir.last = last;
      return heir;
    }
    const sessions = this.#keys.get(key) ?? [];
    this.#keys.set(key, sessions);
    const after = sessions.findIndex((session) => session.start > start);
    sessions.splice(after === -1 ? sessions.length : after, 0, held);
    this.#due.add(this.#endOf(held), held);
    return held;
  }

  #change(session: Session<Acc>): void {
    if (session.changed) return;
    session.changed = true;
    this.#changed.add(session);
  }

  #fire(session: Session<Acc>): void {
    const { key, start, swallowed, changed, published } = session;
    const windowEnd = this.#endOf(session);
    const isClosed = windowEnd <= this.#watermark || isSettled(session);
    const next = nextPublished(isClosed, changed, published);
    session.published = { ...next, windowEnd };
    session.changed = false;
    session.swallowed = NONE;
    this.#changed.delete(session);
    for (const { windowStart, windowEnd, revision } of swallowed)
      this.#config.emit({ type: 'retraction', key, windowStart, windowEnd, revision: revision + 1 });
    const { status, revision } = next;
    // A copy: what was published must not change when the next value arrives.
    const acc = this.#copy(session.acc);
    this.#config.emit({ type: 'pane', key, windowStart: start, windowEnd, acc, status, revision });
  }

  #remove(session: Session<Acc>): void {
    session.gone = true;
    this.#changed.delete(session);
    const sessions = this.#keys.get(session.key);
    if (sessions === undefined) return;
    if (sessions.length === 1) this.#keys.delete(session.key);
    else sessions.splice(sessions.indexOf(session), 1);
  }

  #spanOf({ key, windowStart, windowEnd }: Pick<Restated<Acc>, 'key' | 'windowStart' | 'windowEnd'>) {
    if (windowEnd === undefined || windowEnd < windowStart + this.#gapMs)
      throw new RangeError(
        `A session that begins at ${windowStart} needs the windowEnd it was published with, not ${windowEnd}.`,
      );
    return { key, start: windowStart, last: windowEnd - this.#gapMs };
  }

  #touches(session: Session<Acc>, start: number, last: number): boolean {
    return start - session.last < this.#gapMs && session.start - last < this.#gapMs;
  }

  #endOf({ last }: Session<Acc>): number {
    return last + this.#gapMs;
  }

  /** When a session with this last value is let go of: no value that is still taken reaches back to it then. */
  #releaseOf(last: number): number {
    return last + 2 * this.#gapMs + this.#config.allowedLatenessMs;
  }

  #copy(acc: Acc): Acc {
    return this.#config.aggregator.merge(acc, this.#config.aggregator.empty());
  }
}

const isSettled = ({ published }: Session<unknown>): boolean =>
  published !== null && published.status !== 'provisional';
