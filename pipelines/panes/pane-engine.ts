import { Subject, map, share, type Observable, type Subscription } from 'rxjs';
import type { StoredMention } from '../../schema/clickhouse/tables.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import type { Clock } from '../clock.ts';
import { DirtyWindows } from '../history/dirty-windows.ts';
import type { History } from '../history/history.ts';
import { recompute } from '../history/recompute.ts';
import { paneAggregator, sameAccumulator } from '../metrics/pane-accumulator.ts';
import { WatermarkTracker, type WatermarkConfig } from '../operators/watermark-tracker.ts';
import { windowAggregate } from '../operators/window-aggregate.ts';
import type { PaneWriter } from '../sinks/pane-writer.ts';
import { TILE_HORIZON_MS } from './brand-tile.ts';
import { PaneBook } from './pane-book.ts';
import { PaneFeed, threadEventOf, type PaneWindowInput } from './pane-feed.ts';
import { PANE_MS, keyOf, parseKey, type Pane } from './pane.ts';

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
  readonly #subscription: Subscription;
  #processed: number;

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
    this.#subscription = this.panes$.subscribe((pane) => {
      paneWriter.take(pane);
      if (pane.windowEnd > clock.now() - TILE_HORIZON_MS) this.book.put(pane);
    });
  }

  get watermark(): number {
    return this.#watermark.current;
  }

  get dirty(): number {
    return this.#dirty.size;
  }

  waiting(): Map<string, { count: number; oldestAt: number }> {
    return this.#feed.threads.waiting(this.#deps.clock.now() - THREAD_HORIZON_MS);
  }

  /** Takes up where the last process ended: open windows, conversations, and batches its panes do not have yet. */
  async restore(): Promise<void> {
    const { history, clock } = this.#deps;
    const now = clock.now();
    this.advance();
    const recent = await history.panesBetween(now - TILE_HORIZON_MS, now + PANE_MS);
    for (const pane of recent) this.book.put(pane);
    for (const pane of [...recent, ...(await history.provisionalPanes())])
      this.#inputs.next({
        type: 'restore',
        key: keyOf(pane.brand, pane.channel),
        windowStart: pane.windowStart,
        acc: pane.acc,
        published: pane,
      });
    for (const mention of await history.recentMentions(now - THREAD_HORIZON_MS, now, THREADS_AT_START))
      this.#feed.threads.add(mention);
    const checkpoint = await history.checkpoint();
    this.#dirty.addMentions(await history.mentionsSince(checkpoint), checkpoint + 1);
    while (this.dirty > 0) await this.recomputeSome();
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
    this.#dirty.addMentions(
      mentions.map((mention) => threadEventOf(mention, 'neutral')),
      batch,
    );
    this.#processed = batch;
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
    const windows = await this.#dirty.take(history, RECOMPUTE_WINDOWS);
    if (windows.size === 0) return;
    for (const restatement of await recompute(history, windows))
      this.#inputs.next({ type: 'restate', ...restatement });
    this.#dirty.done(windows);
  }

  forget(): void {
    const now = this.#deps.clock.now();
    this.#feed.threads.forget(now - THREAD_HORIZON_MS);
    this.book.forget(now - TILE_HORIZON_MS);
  }

  stop(): void {
    this.#inputs.complete();
    this.#subscription.unsubscribe();
  }
}
