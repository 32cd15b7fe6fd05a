import { Subject, map, share, type Observable, type Subscription } from 'rxjs';
import type { StoredMention } from '../../schema/clickhouse/tables.ts';
import type { RecomputeProgress } from '../../schema/contracts/revisions.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import type { Clock } from '../clock.ts';
import type { ThreadEvent } from '../conversations/first-responses.ts';
import type { Targets, WaitingClock, WhoWaits } from '../conversations/thread-book.ts';
import { DirtyWindows } from '../history/dirty-windows.ts';
import type { Deletion, History } from '../history/history.ts';
import { recompute, type Restatement } from '../history/recompute.ts';
import { clockOf } from '../conversations/actionable.ts';
import type { Relabelled, Relabelling } from '../labels/relabel.ts';
import { paneAggregator, sameAccumulator } from '../metrics/pane-accumulator.ts';
import { WatermarkTracker, type WatermarkConfig } from '../operators/watermark-tracker.ts';
import { windowAggregate } from '../operators/window-aggregate.ts';
import type { PaneWriter } from '../sinks/pane-writer.ts';
import { TILE_HORIZON_MS } from './brand-tile.ts';
import { PaneBook } from './pane-book.ts';
import { PaneFeed, threadEventOf, type PaneWindowInput } from './pane-feed.ts';
import { PANE_MS, keyOf, paneStart, parseKey, type Pane, type PaneRevision } from './pane.ts';

export interface PaneEngineDeps {
  readonly history: History;
  readonly clock: Clock;
  readonly eventTime: WatermarkConfig;
  readonly paneWriter: PaneWriter;
  /** The last batch on disk when the process started. */
  readonly lastBatch: number;
}

/** How long silent conversations are kept, and how far back clocks are shown as waiting. */
const THREAD_HORIZON_MS = 86_400_000;
const THREADS_AT_START = 200_000;
/** Nothing is stored that claims to be further ahead of the clock than this. */
const AHEAD_MS = 86_400_000;
/** Windows one recompute takes, so that mentions never wait long for their turn. */
const RECOMPUTE_WINDOWS = 3_000;

/**
 * Stored mentions in, panes out: live where they are in time, recomputed from the store where they are not. The two
 * never run at once: whoever calls `process` and `recomputeSome` waits for one before the next.
 */
export class PaneEngine {
  readonly book = new PaneBook();
  readonly panes$: Observable<Pane>;
  readonly #deps: PaneEngineDeps;
  readonly #dirty = new DirtyWindows();
  readonly #feed: PaneFeed;
  readonly #watermark: WatermarkTracker;
  readonly #inputs = new Subject<PaneWindowInput>();
  readonly #revisions = new Subject<PaneRevision>();
  readonly revisions$ = this.#revisions.asObservable();
  readonly #subscription: Subscription;
  #processed: number;
  /** Mentions that may or may not be on disk; the conversations do not know them. */
  #doubted: ThreadEvent[] = [];
  #recomputed = 0;
  #restated = 0;
  /** What is being restated, for the log of revisions: firings are synchronous. */
  #restating: Restatement | null = null;

  constructor(deps: PaneEngineDeps) {
    const { clock, eventTime, paneWriter } = deps;
    const { allowedLatenessMs } = eventTime;
    this.#deps = deps;
    this.#processed = deps.lastBatch;
    this.#watermark = new WatermarkTracker(eventTime, clock.now());
    this.#feed = new PaneFeed({ allowedLatenessMs, threadHorizonMs: THREAD_HORIZON_MS }, this.#dirty);
    this.panes$ = this.#inputs.pipe(
      windowAggregate({
        sizeMs: PANE_MS,
        allowedLatenessMs,
        aggregator: paneAggregator,
        same: sameAccumulator,
      }),
      map((output): Pane => {
        // The feed judges lateness by the same rule and the same watermark before a value gets here.
        if (output.type === 'late')
          throw new Error(`A value of ${output.at} reached a window that is already freed.`);
        const { key, windowStart, windowEnd, acc, status, revision } = output;
        return { ...parseKey(key), windowStart, windowEnd, acc, status, revision };
      }),
      share(),
    );
    this.#revisions.subscribe((revision) => paneWriter.takeRevision(revision));
    this.#subscription = this.panes$.subscribe((pane) => {
      paneWriter.take(pane);
      if (pane.status === 'revised') this.#revisions.next(this.#revisionOf(pane));
      if (pane.windowEnd > this.#bookedFrom()) this.book.put(pane);
    });
  }

  get watermark(): number {
    return this.#watermark.current;
  }

  get dirty(): number {
    return this.#dirty.size;
  }

  get progress(): RecomputeProgress {
    return { pending: this.dirty, recomputed: this.#recomputed, restated: this.#restated };
  }

  waiting(breachAt?: Targets['breachAt']): Map<string, WhoWaits> {
    const now = this.#deps.clock.now();
    const targets = breachAt === undefined ? undefined : { now, breachAt };
    return this.#feed.threads.waiting(now - THREAD_HORIZON_MS, targets);
  }

  waitingClocks(breachAt: Targets['breachAt']): WaitingClock[] {
    return this.#feed.threads.waitingClocks(this.#deps.clock.now() - THREAD_HORIZON_MS, breachAt);
  }

  /** Takes up where the last process ended: open windows, conversations, and batches its panes do not have yet. */
  async restore(): Promise<void> {
    const { history, clock } = this.#deps;
    await this.#finishLoggedPanes();
    const now = clock.now();
    this.advance();
    // Parsing lets clocks run ahead of ours.
    const until = now + AHEAD_MS;
    const recent = await history.panesBetween(this.#bookedFrom(), until);
    for (const pane of recent) this.book.put(pane);
    for (const pane of [...recent, ...(await history.provisionalPanes())])
      this.#inputs.next({
        type: 'restore',
        key: keyOf(pane.brand, pane.channel),
        windowStart: pane.windowStart,
        acc: pane.acc,
        published: pane,
      });
    for (const mention of await history.recentMentions(now - THREAD_HORIZON_MS, until, THREADS_AT_START))
      this.#feed.threads.add(mention);
    const checkpoint = await history.checkpoint();
    this.#dirty.addMentions(await history.mentionsSince(checkpoint), checkpoint + 1, 'restart');
    for (const deletion of await history.deletionsSince(checkpoint)) this.#markDeleted(deletion);
    for (const change of await history.relabelsSince(checkpoint)) this.#markRelabelled(change);
    while (this.dirty > 0) await this.recomputeSome();
  }

  /** The log is written ahead: what it says was revised was, or the next revision would be given its number again. */
  async #finishLoggedPanes(): Promise<void> {
    const { history, paneWriter } = this.#deps;
    const panes = await history.panesLoggedAhead();
    for (const pane of panes) paneWriter.take(pane);
    // Vouches for no batch: what was stored since the checkpoint has yet to be counted.
    if (panes.length > 0) await paneWriter.flush(0);
  }

  process(mentions: readonly StoredMention[], batch: number): void {
    const now = this.#deps.clock.now();
    // First, so that the feed and the windows judge these mentions by one watermark.
    this.advance();
    for (const input of this.#feed.inputs(mentions, this.watermark, now)) this.#inputs.next(input);
    for (const { source, at } of mentions) this.#watermark.observe(source, at, now);
    this.#processed = batch;
  }

  /** A batch whose fate is not known: should its rows be on disk, a recompute finds them there. */
  doubt(mentions: readonly Mention[], batch: number): void {
    const events = mentions.map((mention) => threadEventOf(mention, false));
    this.#dirty.addMentions(events, batch);
    this.#doubted = [...this.#doubted, ...events];
    this.#processed = batch;
  }

  /** A mention is gone from the store: its windows, and what it meant to its thread, are counted again. */
  withdraw(deletion: Deletion, mention: ThreadEvent): void {
    this.#feed.threads.remove(mention);
    this.#markDeleted(deletion);
    this.#processed = deletion.batch;
  }

  /** A deletion whose fate is not known: whatever is on disk is counted. */
  doubtDeletion(deletion: Deletion, mention: ThreadEvent): void {
    this.withdraw(deletion, mention);
    this.#doubted = [...this.#doubted, mention];
  }

  /** Rows of mentions say something else: what was counted of them, and who waits, is counted again. */
  relabelled(changes: readonly Relabelled[]): void {
    for (const change of changes) {
      const { mention, after, before, batch } = change;
      const { actionable } = clockOf({ ...mention, actionable: after.actionable });
      this.#feed.threads.relabel(mention, actionable, after.leaving);
      if (after.sentiment !== before.sentiment) this.#markRelabelled(change);
      this.#processed = batch;
    }
  }

  /** A change of labels whose fate is not known: until it is, panes are complete up to the batch before it. */
  doubtRelabelled(changes: readonly Relabelled[]): void {
    for (const change of changes) {
      this.#feed.threads.remove(change.mention);
      this.#doubted = [...this.#doubted, change.mention];
      this.#markRelabelled(change);
      this.#processed = change.batch;
    }
  }

  /** Counts these windows of a brand again, whatever they say now. */
  request(brand: string, windowStarts: readonly number[]): void {
    for (const windowStart of windowStarts)
      this.#dirty.addWindow(brand, windowStart, this.#processed, 'requested');
  }

  #markDeleted({ windows, batch }: Deletion): void {
    for (const { brand, windowStart } of windows)
      this.#dirty.addWindow(brand, windowStart, batch, 'deletion');
  }

  #markRelabelled({ brands, at, batch, reason }: Relabelling): void {
    for (const brand of brands) this.#dirty.addWindow(brand, paneStart(at), batch, reason);
  }

  /**
   * Tiles read a day back. Windows that still take late values must be whole after a restart, and a revision of theirs
   * tells what the book says was published before: however far the watermark trails, the book has them.
   */
  #bookedFrom(): number {
    const heldFrom = this.watermark - this.#deps.eventTime.allowedLatenessMs - PANE_MS;
    return Math.min(this.#deps.clock.now() - TILE_HORIZON_MS, heldFrom);
  }

  #revisionOf(pane: Pane): PaneRevision {
    const restating = this.#restating;
    // The last firing of a window that closed long after its end is on disk, but may not have been booked.
    const before =
      restating === null ? this.book.get(pane.brand, pane.channel, pane.windowStart) : restating.published;
    return {
      pane,
      before: before?.acc ?? paneAggregator.empty(),
      reason: restating?.reason ?? 'late',
      revisedAt: this.#deps.clock.now(),
    };
  }

  advance(): void {
    this.#inputs.next({ type: 'watermark', at: this.#watermark.advance(this.#deps.clock.now()) });
  }

  /** Early and late firings of what changed. */
  flush(): void {
    this.#inputs.next({ type: 'flush' });
  }

  /** Resolves when everything published so far is on disk. @throws StoreError */
  persist(): Promise<void> {
    this.flush();
    return this.#deps.paneWriter.flush(this.#dirty.cleanUpTo ?? this.#processed);
  }

  /** Works off some of what is dirty. @throws StoreError; what was not done stays dirty. */
  async recomputeSome(): Promise<void> {
    const { history } = this.#deps;
    // What is published must be in the store before it is compared with the raw rows.
    await this.persist();
    await this.#settleDoubts();
    const windows = await this.#dirty.take(history, RECOMPUTE_WINDOWS);
    if (windows.size === 0) return;
    const restatements = await recompute(history, windows);
    for (const restatement of restatements) {
      this.#restating = restatement;
      this.#inputs.next({ type: 'restate', ...restatement });
    }
    this.#restating = null;
    this.#dirty.done(windows);
    for (const starts of windows.values()) this.#recomputed += starts.size;
    this.#restated += restatements.length;
  }

  /** What is on disk after all is never handed to `process`: conversations learn of it here. */
  async #settleDoubts(): Promise<void> {
    const doubted = this.#doubted;
    if (doubted.length === 0) return;
    for (const event of await this.#deps.history.threadsAround(doubted))
      this.#feed.follow(event, this.#deps.clock.now());
    this.#doubted = this.#doubted.slice(doubted.length);
  }

  forget(): void {
    this.#feed.threads.forget(this.#deps.clock.now() - THREAD_HORIZON_MS);
    this.book.forget(this.#bookedFrom());
  }

  stop(): void {
    this.#inputs.complete();
    this.#revisions.complete();
    this.#subscription.unsubscribe();
  }
}
