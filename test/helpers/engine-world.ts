import type { WatermarkConfig } from '../../pipelines/operators/watermark-tracker.ts';
import { RollupWriter } from '../../pipelines/sinks/rollup-writer.ts';
import { createPushSource } from '../../pipelines/sources/push-source.ts';
import { createTopology, type Topology } from '../../pipelines/topology.ts';
import { inTurn } from '../../pipelines/text/mention-reader.ts';
import { StoreError, type Store } from '../../schema/clickhouse/store.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { createHistory } from '../../server/repositories/history.ts';
import { ManualClock } from './manual-clock.ts';
import { SECOND, plainReader } from './mentions.ts';
import { MortalStore } from './mortal-store.ts';
import type { Happening } from './stories.ts';

const RETRY = { firstDelayMs: 50, maxDelayMs: 1_000, giveUpAfterMs: 5_000 };
const AWAKE_MS = 1_500;
/** Hours and days are merged from panes and are not audited. */
const NOWHERE: Store = {
  engine: 'none',
  insert: async () => undefined,
  query: async () => [],
  command: async () => undefined,
  close: async () => undefined,
};
/** Tokens of one store are never used twice, whatever world they are from. */
let starts = 0;

/** The whole stream over a real engine. Time stands still while the engine works, so that a story goes one way only. */
export class EngineWorld {
  readonly clock: ManualClock;
  readonly fatal: unknown[] = [];
  readonly #engine: Store;
  readonly #eventTime: WatermarkConfig;
  #store: MortalStore;
  #source = createPushSource({ maxBufferedRows: 1_000_000 });
  #topology: Topology | undefined;
  readonly #sent: Mention[] = [];
  #owed: Mention[] = [];

  private constructor(engine: Store, eventTime: WatermarkConfig, startAt: number) {
    this.clock = new ManualClock(startAt);
    this.#engine = engine;
    this.#eventTime = eventTime;
    this.#store = new MortalStore(engine);
  }

  /** `engine` has its tables, with whatever earlier worlds left in them. */
  static async begin(engine: Store, eventTime: WatermarkConfig, startAt: number): Promise<EngineWorld> {
    const world = new EngineWorld(engine, eventTime, startAt);
    await world.#start();
    return world;
  }

  async live(happening: Happening): Promise<void> {
    await this.moveTo(happening.at);
    switch (happening.type) {
      case 'arrives':
        this.#sent.push(happening.mention);
        this.#send([happening.mention]);
        if (!happening.together) await this.#sendOwedAgain();
        return;
      case 'restarts':
        await this.stop();
        return this.#start();
      case 'dies':
        return this.#die(happening.turns % 12);
      case 'fails': {
        const { table, landed, times } = happening;
        const fault = { table, landed, error: new StoreError('No.', 'refused', 1) };
        return void this.#store.faults.push(...Array.from({ length: times }, () => fault));
      }
      case 'runs':
        return this.#run(happening.ms);
      case 'is erased':
        return this.#erase(happening.which);
      case 'is relabelled':
        return this.#relabel(happening);
      case 'is read':
        return this.settle();
    }
  }

  async moveTo(at: number): Promise<void> {
    const ahead = at - this.clock.now();
    if (ahead > 2 * AWAKE_MS) {
      await this.#store.quiet();
      this.clock.leap(ahead - AWAKE_MS);
      await this.#store.quiet();
    }
    await this.#run(at - this.clock.now());
  }

  /** Nothing is on its way any more: everything sent is stored, every pane is written. */
  async settle(): Promise<void> {
    this.#store.faults.length = 0;
    await this.#sendOwedAgain();
    await this.#run(3 * SECOND);
    await this.#topology?.settle(1);
  }

  async stop(): Promise<void> {
    this.#store.faults.length = 0;
    this.#source.close();
    await this.#topology?.drain();
    await this.#store.quiet();
  }

  get owed(): number {
    return this.#owed.length;
  }

  async #start(): Promise<void> {
    starts += 1;
    this.#store = new MortalStore(this.#engine);
    this.#source = createPushSource({ maxBufferedRows: 1_000_000 });
    // What a dead process had set up must not tick on.
    this.clock.scheduler.actions.length = 0;
    this.#topology = await createTopology({
      rollups: new RollupWriter(NOWHERE, () => 'UTC', []),
      store: this.#store,
      history: createHistory(this.#store),
      clock: this.clock,
      sources: [this.#source],
      read: inTurn(plainReader),
      eventTime: this.#eventTime,
      retry: RETRY,
      random: () => 0.5,
      instance: `engine-world-${starts}`,
      warn: () => undefined,
      fatal: (error) => this.fatal.push(error),
    });
    const owed = this.#owed;
    this.#owed = [];
    if (owed.length > 0) this.#send(owed);
    await this.#store.quiet();
  }

  #send(mentions: readonly Mention[]): void {
    this.#owed.push(...mentions);
    const answered = () => void (this.#owed = this.#owed.filter((owed) => !mentions.includes(owed)));
    void this.#source.push(mentions).then(answered, () => undefined);
  }

  async #sendOwedAgain(): Promise<void> {
    await this.#store.quiet();
    const owed = this.#owed;
    this.#owed = [];
    if (owed.length > 0) this.#send(owed);
    await this.#store.quiet();
  }

  /** With whatever a second's ticks have begun half done. */
  async #die(calls: number): Promise<void> {
    this.#store.dieAfter(calls);
    this.clock.advance(SECOND);
    await this.#store.quiet();
    this.#store.dieAfter(0);
    return this.#start();
  }

  #erase(which: number): void {
    const mention = this.#sent[which % Math.max(1, this.#sent.length)];
    if (mention !== undefined) this.#topology?.erase(mention.source, mention.id).catch(() => undefined);
  }

  #relabel({ which, labels, reason }: Extract<Happening, { type: 'is relabelled' }>): void {
    const mention = this.#sent[which % Math.max(1, this.#sent.length)];
    if (mention === undefined) return;
    const { source, id, at } = mention;
    this.#topology?.relabel([{ source, id, at, labels, by: 'ann' }], reason).catch(() => undefined);
  }

  async #run(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= SECOND) {
      this.clock.advance(Math.min(left, SECOND));
      await this.#store.quiet();
    }
  }
}
