import { Subject, merge, type Observable, type Subscription } from 'rxjs';
import type { StoredMention } from '../../schema/clickhouse/tables.ts';
import type {
  BrandReadings,
  BrandTile,
  DeltaFrame,
  IngestTotals,
  RelabelledMention,
  SnapshotFrame,
  TickerMention,
} from '../../schema/contracts/live.ts';
import type { BrandBook } from '../../pipelines/brands/brand-book.ts';
import type { Clock } from '../../pipelines/clock.ts';
import type { Targets, WhoWaits } from '../../pipelines/conversations/thread-book.ts';
import { conflate } from '../../pipelines/operators/conflate.ts';
import type { Relabelled } from '../../pipelines/labels/relabel.ts';
import type { PaneRevision } from '../../pipelines/panes/pane.ts';
import { brandTile } from '../../pipelines/panes/brand-tile.ts';
import type { IngestCounts } from '../../pipelines/sources/ingest.ts';
import type { Topology } from '../../pipelines/topology.ts';
import type { LiveChanges } from './live-changes.ts';
import type { LiveReadings } from './live-readings.ts';
import type { LiveSources } from './live-sources.ts';
import { RateMeter } from './rate-meter.ts';

export interface LiveViewDeps {
  readonly topology: Topology;
  readonly brands: BrandBook;
  readonly clock: Clock;
  readonly counts: () => IngestCounts;
  /** Event time of each brand's newest mention, as the store has it at start. */
  readonly lastMentionAt: ReadonlyMap<string, number>;
  /** Brands that have a tile before anything was heard of them. */
  readonly expected: ReadonlySet<string>;
  /** Newest first, as the store has them at start. */
  readonly ticker: readonly TickerMention[];
  readonly readings: Pick<LiveReadings, 'readings$' | 'all'>;
  readonly sources: LiveSources;
  readonly changes: Pick<LiveChanges, 'all' | 'news' | 'levelOf'>;
  /** When a clock that runs misses its target. */
  readonly breachAt: Targets['breachAt'];
}

export interface LiveView {
  /** One frame for everybody, whenever something changed, a few times a second at most. Hot. */
  readonly deltas$: Observable<DeltaFrame>;
  readonly seq: number;
  readonly watermark: number;
  /** Everything as of the newest delta. */
  snapshot(): SnapshotFrame;
  stop(): void;
}

const FRAME_EVERY_MS = 250;
/** A tile's hour moves on and its clocks tick over even when nothing is heard. */
const REFRESH_ALL_EVERY_MS = 15_000;
/** Looking at who waits takes a thirtieth of the time at most. */
const REST_PER_LOOK = 30;
const TICKER_LENGTH = 60;
/** A frame is no place for a novel. */
const TICKER_TEXT = 280;

/** Whether a tile would say the same of these. */
const saysWhoWaits = (
  { waiting, oldestWaitingAt, overdue, nextBreachAt }: BrandTile['firstResponse'],
  now: WhoWaits | undefined,
): boolean =>
  waiting === (now?.count ?? 0) &&
  oldestWaitingAt === (now?.oldestAt ?? null) &&
  overdue === (now?.overdue ?? 0) &&
  nextBreachAt === (now?.nextBreachAt ?? null);

/** What every viewer sees, kept in memory: 200 viewers cost no more than one, and none of them costs a query. */
export function createLiveView(deps: LiveViewDeps): LiveView {
  const { topology, brands, clock } = deps;
  const lastMentionAt = new Map(deps.lastMentionAt);
  const tiles = new Map<string, BrandTile>();
  const changed = new Set<string>();
  const revisions = new Map<string, PaneRevision>();
  const rate = new RateMeter(10);
  let ticker = [...deps.ticker];
  let fresh: TickerMention[] = [];
  let removed: string[] = [];
  const relabelled = new Map<string, RelabelledMention>();
  let read = new Map<string, BrandReadings>();
  let seq = 0;
  let refreshedAt = 0;
  const whoWaits = () => topology.waiting(deps.breachAt);
  let waiting = whoWaits();
  let waitingAt = clock.now();
  let waitingEveryMs = 1_000;

  const shown = () =>
    brands.list().flatMap(({ id }) => (deps.expected.has(id) || lastMentionAt.has(id) ? [id] : []));
  const stamp = () => ({ seq, watermark: topology.watermark(), sentAt: clock.now() });
  const totals = (): IngestTotals => ({ ...deps.counts(), perSecond: rate.perSecond(clock.now()) });
  /** Every conversation of the day is looked at for this: once a second is often enough for "waiting since". */
  const lookWhoWaits = (now: number): void => {
    if (now - waitingAt < waitingEveryMs) return;
    waiting = whoWaits();
    waitingAt = now;
    // A hundred thousand of them take some forty milliseconds, on a busy machine more.
    waitingEveryMs = Math.max(1_000, (clock.now() - now) * REST_PER_LOOK);
    // Tiles that were made since the last look say who waited then, and nothing else may come to renew them.
    for (const { brand, firstResponse } of tiles.values())
      if (!saysWhoWaits(firstResponse, waiting.get(brand))) changed.add(brand);
  };
  const refresh = (names: Iterable<string>): BrandTile[] => {
    const now = clock.now();
    return [...names].map((brand) => {
      const tile = brandTile(topology.book, {
        brand,
        name: brands.nameOf(brand),
        now,
        lastMentionAt: lastMentionAt.get(brand) ?? null,
        waiting: waiting.get(brand),
        revision: revisions.get(brand),
        before: deps.changes.levelOf(brand),
      });
      tiles.set(brand, tile);
      return tile;
    });
  };

  const noteStored = (mentions: readonly StoredMention[]) => {
    rate.add(mentions.length, clock.now());
    deps.sources.note(mentions);
    for (const mention of mentions)
      for (const brand of mention.brands) {
        lastMentionAt.set(brand, Math.max(lastMentionAt.get(brand) ?? 0, mention.at));
        changed.add(brand);
      }
    fresh = [...mentions.slice(-TICKER_LENGTH).reverse().map(tickerMention), ...fresh].slice(
      0,
      TICKER_LENGTH,
    );
  };
  const noteErased = ({ source, id }: { source: string; id: string }) => {
    const key = `${source}/${id}`;
    ticker = ticker.filter((mention) => mention.key !== key);
    fresh = fresh.filter((mention) => mention.key !== key);
    removed = [...removed, key];
  };
  const noteRelabelled = (changes: readonly Relabelled[]) => {
    for (const { source, id, brands: about, after } of changes) {
      relabelled.set(`${source}/${id}`, { key: `${source}/${id}`, sentiment: after.sentiment });
      for (const brand of about) changed.add(brand);
    }
    // Who waits may have changed at once, where no minute did.
    waitingAt = 0;
    const renewed = (mention: TickerMention) => ({ ...mention, ...relabelled.get(mention.key) });
    ticker = ticker.map(renewed);
    fresh = fresh.map(renewed);
    // What no viewer can see is no news: thousands are read again at a time.
    const held = new Set([...ticker, ...fresh].map(({ key }) => key));
    for (const key of relabelled.keys()) if (!held.has(key)) relabelled.delete(key);
  };
  const nextDelta = (): DeltaFrame => {
    const now = clock.now();
    const all = now - refreshedAt >= REFRESH_ALL_EVERY_MS;
    if (all) refreshedAt = now;
    const brandsShown = shown();
    for (const { brand, firstResponse } of tiles.values())
      if ((firstResponse.nextBreachAt ?? Infinity) <= now) changed.add(brand);
    lookWhoWaits(now);
    const renewed = refresh(all ? brandsShown : changed);
    const sources = deps.sources.news(now);
    const changes = deps.changes.news(brandsShown, now);
    changed.clear();
    seq += 1;
    ticker = [...fresh, ...ticker].slice(0, TICKER_LENGTH);
    const [mentions, gone, readings] = [fresh, removed, [...read.values()]];
    const renamed = [...relabelled.values()];
    fresh = [];
    removed = [];
    relabelled.clear();
    read = new Map();
    return {
      type: 'delta',
      ...stamp(),
      tiles: renewed,
      mentions,
      ...(gone.length === 0 ? {} : { removed: gone }),
      ...(renamed.length === 0 ? {} : { relabelled: renamed }),
      ...(readings.length === 0 ? {} : { readings }),
      ...(sources === null ? {} : { sources }),
      ...(changes.length === 0 ? {} : { changes }),
      totals: totals(),
    };
  };

  refresh(shown());
  const ticks = new Subject<void>();
  const timer = clock.scheduler.schedule(function () {
    ticks.next();
    this.schedule(undefined, 1_000);
  }, 1_000);
  const deltas = new Subject<DeltaFrame>();
  const subscriptions: Subscription[] = [
    topology.stored$.subscribe(noteStored),
    topology.erased$.subscribe(noteErased),
    topology.relabelled$.subscribe(noteRelabelled),
    topology.revisions$.subscribe((revision) => revisions.set(revision.pane.brand, revision)),
    topology.panes$.subscribe(({ brand }) => changed.add(brand)),
    deps.readings.readings$.subscribe((reading) => read.set(reading.brand, reading)),
    merge(
      topology.stored$,
      topology.erased$,
      topology.relabelled$,
      topology.panes$,
      deps.readings.readings$,
      ticks,
    )
      .pipe(conflate(FRAME_EVERY_MS, clock.scheduler))
      .subscribe(() => deltas.next(nextDelta())),
  ];

  return {
    deltas$: deltas.asObservable(),
    get seq() {
      return seq;
    },
    get watermark() {
      return topology.watermark();
    },
    snapshot: () => ({
      type: 'snapshot',
      ...stamp(),
      tiles: [...tiles.values()],
      mentions: ticker,
      totals: totals(),
      readings: deps.readings.all(),
      sources: deps.sources.all(clock.now()),
      changes: deps.changes.all(),
    }),
    stop() {
      timer.unsubscribe();
      for (const subscription of subscriptions) subscription.unsubscribe();
      deltas.complete();
    },
  };
}

export function tickerMention(
  mention: Pick<
    StoredMention,
    'source' | 'id' | 'brands' | 'channel' | 'direction' | 'author' | 'text' | 'sentiment' | 'at' | 'storedAt'
  >,
): TickerMention {
  const { source, id, brands, channel, direction, author, text, sentiment, at, storedAt } = mention;
  return {
    key: `${source}/${id}`,
    brands,
    channel,
    direction,
    author: author.name || author.handle || author.id || 'unknown',
    text: text.length > TICKER_TEXT ? `${text.slice(0, TICKER_TEXT).toWellFormed()}…` : text,
    sentiment,
    at,
    storedAt,
  };
}
