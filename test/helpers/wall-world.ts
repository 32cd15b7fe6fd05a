import { RollupWriter } from '../../pipelines/sinks/rollup-writer.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { StoreError } from '../../schema/clickhouse/store.ts';
import type { WatermarkConfig } from '../../pipelines/operators/watermark-tracker.ts';
import { createPushSource, type PushSource } from '../../pipelines/sources/push-source.ts';
import type { Settled } from '../../pipelines/sources/source.ts';
import { createTopology, type Topology } from '../../pipelines/topology.ts';
import { inTurn } from '../../pipelines/text/mention-reader.ts';
import { ManualClock, promises } from './manual-clock.ts';
import { NOON, SECOND, plainReader } from './mentions.ts';
import { memoryHistory } from './memory-history.ts';
import { Disk, MemoryStore, instantOf } from './memory-store.ts';
import type { Happening } from './stories.ts';

const RETRY = { firstDelayMs: 50, maxDelayMs: 1_000, giveUpAfterMs: 5_000 };
/** Longer stretches are slept through but for their last second and a half. */
const AWAKE_MS = 1_500;

/** The whole stream over a disk in memory, in a world whose time is moved by hand and whose processes may die. */
export class WallWorld {
  readonly disk = new Disk();
  readonly clock = new ManualClock(NOON);
  readonly fatal: unknown[] = [];
  topology!: Topology;
  store!: MemoryStore;
  #source!: PushSource;
  #starts = 0;
  readonly #eventTime: WatermarkConfig;
  /** What its sender has no answer for yet, or was told to send again. */
  #owed: Mention[] = [];

  constructor(eventTime: WatermarkConfig) {
    this.#eventTime = eventTime;
  }

  async start(): Promise<void> {
    this.#starts += 1;
    this.store = new MemoryStore(this.disk);
    this.#source = createPushSource({ maxBufferedRows: 1_000_000 });
    // What a dead process had set up must not tick on.
    this.clock.scheduler.actions.length = 0;
    this.topology = await createTopology({
      rollups: new RollupWriter(this.store, () => 'UTC', []),
      store: this.store,
      history: memoryHistory(this.store),
      clock: this.clock,
      sources: [this.#source],
      read: inTurn(plainReader),
      eventTime: this.#eventTime,
      retry: RETRY,
      random: () => 0.5,
      instance: `start-${this.#starts}`,
      warn: () => undefined,
      fatal: (error) => this.fatal.push(error),
    });
    const owed = this.#owed;
    this.#owed = [];
    if (owed.length > 0) this.send(owed);
  }

  /** Does not wait. What is not answered is sent again to the next process, as a sender would. */
  send(mentions: readonly Mention[]): void {
    this.#owed.push(...mentions);
    void this.#source.push(mentions).then(
      ({ accepted, duplicates }) => {
        this.#owed = this.#owed.filter((owed) => !mentions.includes(owed));
        if (accepted + duplicates !== mentions.length)
          this.fatal.push(new Error(`${mentions.length} sent, ${accepted} + ${duplicates} answered.`));
        for (const { source, id } of mentions)
          if (
            ![...this.disk.mentions, ...this.disk.deletions].some(
              (row) => row.source === source && row.id === id,
            )
          )
            this.fatal.push(new Error(`${id} was acknowledged and is not on disk.`));
      },
      () => undefined,
    );
  }

  /** Its sender waits for the answer. */
  push(mentions: readonly Mention[]): Promise<Settled> {
    return this.#source.push(mentions);
  }

  async sendOwedAgain(): Promise<void> {
    await promises();
    const owed = this.#owed;
    this.#owed = [];
    if (owed.length > 0) this.send(owed);
    await promises();
  }

  async stop(): Promise<void> {
    this.store.faults.length = 0;
    this.#source.close();
    await this.topology.drain();
  }

  /** `atWork`: while it writes what a second's ticks have begun to write. */
  async die(turns: number, { atWork = false } = {}): Promise<void> {
    if (atWork) this.clock.advance(SECOND);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    this.store.kill();
    await promises();
  }

  failNext(table: string, landed: boolean): void {
    this.store.faults.push({ table, landed, error: new StoreError('No.', 'refused', 1) });
  }

  /** Does not wait; a process that dies meanwhile may or may not have promised it. */
  erase(which: number): void {
    const row = this.disk.mentions[which % Math.max(1, this.disk.mentions.length)];
    if (row !== undefined) void this.topology.erase(row.source, row.id).catch(() => undefined);
  }

  /** As above. */
  relabel({ which, labels, reason }: Extract<Happening, { type: 'is relabelled' }>): void {
    const row = this.disk.mentions[which % Math.max(1, this.disk.mentions.length)];
    if (row === undefined) return;
    const change = { source: row.source, id: row.id, at: instantOf(row), labels, by: 'ann' };
    void this.topology.relabel([change], reason).catch(() => undefined);
  }

  async moveTo(at: number): Promise<void> {
    if (at - this.clock.now() > 2 * AWAKE_MS) {
      await promises();
      this.clock.leap(at - this.clock.now() - AWAKE_MS);
      await promises();
    }
    if (at > this.clock.now()) await this.run(at - this.clock.now());
  }

  async run(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= SECOND) {
      this.clock.advance(Math.min(left, SECOND));
      await promises();
    }
  }

  /** Nothing is on its way any more: everything sent is stored, every pane is written. */
  async settle(): Promise<void> {
    this.store.faults.length = 0;
    await this.sendOwedAgain();
    await this.run(3 * SECOND);
    await this.topology.settle(1);
  }

  get owed(): number {
    return this.#owed.length;
  }
}
