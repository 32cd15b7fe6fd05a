import { Subject, defer, from, interval, map, merge, tap, type Observable } from 'rxjs';
import type { Store } from '../schema/clickhouse/store.ts';
import type { StoredMention } from '../schema/clickhouse/tables.ts';
import type { Clock } from './clock.ts';
import type { RelabelReason } from '../schema/contracts/labels.ts';
import type { RecomputeProgress } from '../schema/contracts/revisions.ts';
import type { Targets, WaitingClock, WhoWaits } from './conversations/thread-book.ts';
import type { History } from './history/history.ts';
import { affectedWindows } from './history/recompute.ts';
import type { Relabel, Relabelled } from './labels/relabel.ts';
import { Relabeller } from './labels/relabeller.ts';
import { collectWhileBusy } from './operators/collect-while-busy.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { WatermarkConfig } from './operators/watermark-tracker.ts';
import type { PaneBook } from './panes/pane-book.ts';
import { PaneEngine } from './panes/pane-engine.ts';
import type { Pane, PaneRevision } from './panes/pane.ts';
import { deleteRow, eraseMention } from './sinks/erase-mention.ts';
import { MentionWriter } from './sinks/mention-writer.ts';
import { PaneWriter } from './sinks/pane-writer.ts';
import type { RollupWriter } from './sinks/rollup-writer.ts';
import type { RetryConfig } from './sinks/retry-policy.ts';
import type { Delivery, Source } from './sources/source.ts';
import type { BatchReader } from './text/mention-reader.ts';

export interface TopologyDeps {
  readonly store: Store;
  readonly history: History;
  readonly clock: Clock;
  readonly sources: readonly Source[];
  readonly read: BatchReader;
  readonly eventTime: WatermarkConfig;
  readonly rollups: RollupWriter;
  readonly retry: RetryConfig;
  /** 0 … 1, for jitter. */
  readonly random: () => number;
  /** Unique to this start of the process. */
  readonly instance: string;
  /** Told what went wrong in the background and will be tried again. */
  readonly warn: (message: string, error: unknown) => void;
  /** Told of an error after which the stream cannot go on: the process must not look alive. */
  readonly fatal: (error: unknown) => void;
}

export interface Topology {
  /** What is new on disk, batch by batch. Hot. */
  readonly stored$: Observable<readonly StoredMention[]>;
  /** Mentions that are gone from the store. Hot. */
  readonly erased$: Observable<{ readonly source: string; readonly id: string }>;
  /** Mentions that are said to be something else since. Hot. */
  readonly relabelled$: Observable<readonly Relabelled[]>;
  /** Every firing of a pane: early, on time, late, restated. Hot. */
  readonly panes$: Observable<Pane>;
  /** Panes that changed after they were final. Hot. */
  readonly revisions$: Observable<PaneRevision>;
  /** The panes of the last day. */
  readonly book: PaneBook;
  watermark(): number;
  /**
   * Clocks that run for mentions that ask or complain, of the last day, by brand; overdue by the instants at which they
   * miss their targets. Always ask by the same targets: each clock is judged once.
   */
  waiting(breachAt?: Targets['breachAt']): Map<string, WhoWaits>;
  /** The same clocks one by one, in no order. */
  waitingClocks(breachAt: Targets['breachAt']): readonly WaitingClock[];
  /** Takes a mention out of the store for good, and out of every number. False when there is none. @throws StoreError */
  erase(source: string, id: string): Promise<boolean>;
  /**
   * Changes labels of stored mentions and has what they counted in counted again under this reason: `correction` for what
   * a person says, `reread` for what a model says, which leaves alone what a person has decided. Mentions take their turns
   * between every `RELABEL_ROWS` of them. Resolves with what has changed; of mentions that are not stored, or say so
   * already, nothing does. @throws StoreError when some may or may not be done. Asking again is safe.
   */
  relabel(changes: readonly Relabel[], reason: RelabelReason): Promise<readonly Relabelled[]>;
  /** Has every window of a brand in `[from, to)` counted again; resolves with how many there are. @throws StoreError */
  recompute(brand: string, from: number, to: number): Promise<number>;
  progress(): RecomputeProgress;
  /** Puts every pane on disk and works off what is dirty; resolves with what is still dirty after `timeoutMs`. */
  settle(timeoutMs: number): Promise<number>;
  /** After the sources have completed: everything they gave is on disk and in the panes. */
  drain(): Promise<void>;
}

/** Sealed batches stay at a size the engine takes in a blink. */
const BATCH_ROWS = 20_000;
/** Labels changed in one turn: some 200 ms, in which mentions wait. */
const RELABEL_ROWS = 2_000;
/** Early firings: often enough that a mention is on the wall well within a second. */
const TICK_MS = 200;
const PERSIST_EVERY = 5;
/** Late mentions come in crowds; waiting a little makes one recompute of many. */
const RECOMPUTE_EVERY = 3;
const FORGET_EVERY = 300;
/** A store that is away is asked again, but not in a loop. */
const REST_AFTER_FAILURE_MS = 2_000;

/** One turn of the line: store these mentions, or do something that needs the store to hold still. Tasks never reject. */
type Turn =
  | { readonly kind: 'delivery'; readonly delivery: Delivery }
  | { readonly kind: 'task'; readonly run: () => Promise<void> };

/**
 * The whole stream, from the sources to the panes. Deliveries and recomputes take turns on one line, so that a
 * recompute reads a store that holds exactly what the windows have seen. Resolves when it is ready to take mentions.
 */
export async function createTopology(deps: TopologyDeps): Promise<Topology> {
  const { history, clock, warn, fatal } = deps;
  const writer = await MentionWriter.open(deps);
  const paneWriter = new PaneWriter(deps, {
    checkpoint: await history.checkpoint(),
    lastVersion: await history.lastVersion(),
  });
  const relabeller = new Relabeller({
    ...deps,
    nextBatch: () => writer.nextBatch(),
    doubt: (changes) => engine.doubtRelabelled(changes),
  });
  const engine = new PaneEngine({ ...deps, paneWriter, lastBatch: writer.lastBatch });
  const stored = new Subject<readonly StoredMention[]>();
  const erased = new Subject<{ source: string; id: string }>();
  const relabelled = new Subject<readonly Relabelled[]>();
  // What was promised and not finished is finished now.
  const checkpoint = await history.checkpoint();
  for (const { source, id } of await history.deletionsSince(checkpoint))
    await deleteRow(deps.store, source, id, writer.identityOf(source, id));
  await relabeller.resume(checkpoint);
  await engine.restore();
  writer.fillFilter();

  const commit = async (deliveries: readonly Delivery[]): Promise<void> => {
    const groups = deliveries.map(({ mentions }) => mentions);
    const before = writer.lastBatch;
    try {
      const { batch, mentions, settled } = await writer.write(groups);
      if (mentions.length > 0) {
        engine.process(mentions, batch);
        stored.next(mentions);
      }
      deliveries.forEach((delivery, index) => {
        const outcome = settled[index];
        if (outcome !== undefined) delivery.ack(outcome);
      });
    } catch (error) {
      warn('A batch could not be stored; its senders are told to send it again.', error);
      if (writer.lastBatch > before) engine.doubt(groups.flat(), writer.lastBatch);
      for (const delivery of deliveries) delivery.fail(error);
    }
  };
  /** Before rows are read or taken out: they must say what the log says. */
  const finishRelabels = async () => {
    const changes = await relabeller.finish();
    if (changes.length > 0) relabelled.next(changes);
  };
  const relabel = async (asked: readonly Relabel[], reason: RelabelReason) => {
    await finishRelabels();
    const changes = await relabeller.relabel(asked, reason);
    engine.relabelled(changes);
    if (changes.length > 0) relabelled.next(changes);
    return changes;
  };
  const relabelInTurns = async (asked: readonly Relabel[], reason: RelabelReason) => {
    const done: Relabelled[] = [];
    for (let at = 0; at < asked.length; at += RELABEL_ROWS)
      done.push(...(await inTurn(() => relabel(asked.slice(at, at + RELABEL_ROWS), reason))));
    return done;
  };
  const recount = async () => {
    await finishRelabels();
    await engine.recomputeSome();
  };
  let recomputeAgainAt = 0;
  const recomputeSome = async () => {
    if (writer.isUnsettled) {
      // What is counted before the last batch has landed would be called clean and miss its rows.
      recomputeAgainAt = clock.now() + REST_AFTER_FAILURE_MS;
      return;
    }
    await recount().catch((error: unknown) => {
      recomputeAgainAt = clock.now() + REST_AFTER_FAILURE_MS;
      warn('A recompute failed and will be tried again.', error);
    });
  };

  const takeTurns = async (turns: readonly Turn[]): Promise<void> => {
    const deliveries = turns.flatMap((turn) => (turn.kind === 'delivery' ? [turn.delivery] : []));
    if (deliveries.length > 0) await commit(deliveries);
    for (const turn of turns) if (turn.kind === 'task') await turn.run();
  };
  const erase = async (source: string, id: string): Promise<boolean> => {
    await finishRelabels();
    const mention = await history.mention(source, id);
    if (mention === undefined) return false;
    const windows = [...(await affectedWindows(history, [mention]))].flatMap(([brand, starts]) =>
      [...starts].map((windowStart) => ({ brand, windowStart })),
    );
    const deletion = { source, id, batch: writer.nextBatch(), windows };
    try {
      await eraseMention(deps, deletion, writer.identityOf(source, id));
    } catch (error) {
      engine.doubtDeletion(deletion, mention);
      throw error;
    }
    engine.withdraw(deletion, mention);
    erased.next({ source, id });
    return true;
  };
  const request = async (brand: string, from: number, to: number): Promise<number> => {
    const windowStarts = await history.windowsOf(brand, from, to);
    engine.request(brand, windowStarts);
    return windowStarts.length;
  };

  const tasks = new Subject<Turn>();
  const deliveries$ = merge(...deps.sources.map((source) => source.deliveries$)).pipe(
    tap(({ mentions }) => writer.prepare(mentions)),
    map((delivery): Turn => ({ kind: 'delivery', delivery })),
  );
  const line$ = merge(deliveries$, tasks).pipe(
    collectWhileBusy((turns: readonly Turn[]) => defer(() => from(takeTurns(turns))), {
      maxWeight: BATCH_ROWS,
      weigh: (turn) => (turn.kind === 'delivery' ? turn.delivery.mentions.length : 0),
    }),
  );
  const finished = new Promise<void>((resolve) => line$.subscribe({ error: fatal, complete: resolve }));
  /** Waits for its turn on the line and gives back what came of it. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => tasks.next({ kind: 'task', run: () => work().then(resolve, reject) }));
  const recomputeTurn = () => inTurn(recomputeSome);

  const persist = oneAtATime(() => engine.persist(), {
    failed: (error) => warn('Panes could not be written and will be again.', error),
    restMs: REST_AFTER_FAILURE_MS,
    clock,
  });
  const recomputeDirty = oneAtATime(recomputeTurn, { failed: fatal, restMs: 0, clock });
  const ticks = interval(TICK_MS, clock.scheduler).subscribe({
    next: (tick) => {
      engine.advance();
      engine.flush();
      if (tick % PERSIST_EVERY === 0) persist();
      if (tick % FORGET_EVERY === 0) engine.forget();
      if (tick % RECOMPUTE_EVERY === 0 && engine.dirty > 0 && clock.now() >= recomputeAgainAt)
        recomputeDirty();
    },
    error: fatal,
  });

  const patience = (until: number): Promise<void> =>
    new Promise((resolve) => clock.scheduler.schedule(() => resolve(), Math.max(0, until - clock.now())));
  const settle = async (timeoutMs: number): Promise<number> => {
    const until = clock.now() + timeoutMs;
    while (engine.dirty > 0 && clock.now() < until && clock.now() >= recomputeAgainAt)
      // Others may stand in the line before it.
      await Promise.race([recomputeTurn(), patience(until)]);
    await engine.persist();
    return engine.dirty;
  };

  return {
    stored$: stored.asObservable(),
    panes$: engine.panes$,
    revisions$: engine.revisions$,
    book: engine.book,
    watermark: () => engine.watermark,
    waiting: (breachAt) => engine.waiting(breachAt),
    waitingClocks: (breachAt) => engine.waitingClocks(breachAt),
    settle,
    erased$: erased.asObservable(),
    relabelled$: relabelled.asObservable(),
    relabel: relabelInTurns,
    erase: (source, id) => inTurn(() => erase(source, id)),
    recompute: (brand, from, to) => inTurn(() => request(brand, from, to)),
    progress: () => engine.progress,
    async drain() {
      // The raw rows are on disk, or their senders know.
      const inVain = (error: unknown) =>
        warn('The last panes could not be written; the next start counts them from the raw rows.', error);
      const settled = await settle(2_000).then(() => true, inVain);
      tasks.complete();
      await finished;
      await writer.stop();
      ticks.unsubscribe();
      if (settled === true) await engine.persist().catch(inVain);
      engine.stop();
      stored.complete();
      erased.complete();
      relabelled.complete();
    },
  };
}
