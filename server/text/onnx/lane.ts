import type { Worker } from 'node:worker_threads';
import type { Subscription } from 'rxjs';
import type { Clock } from '../../../pipelines/clock.ts';
import type { ReadTexts } from './messages.ts';
import { openReadingThread, type ReadingThread } from './reading-thread.ts';

export interface LaneDeps {
  readonly spawn: () => Worker;
  readonly clock: Clock;
  readonly warn: (message: string, error: unknown) => void;
  /** The lane can be asked again. */
  readonly free: () => void;
}

const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 60_000;
/** A batch of long texts takes some seconds; one that takes this long will not be answered. */
const ANSWER_WITHIN_MS = 120_000;

/** One thread after another: one that dies is started again, each time a little later until one has answered. */
export class Lane {
  readonly #deps: LaneDeps;
  #worker: Worker | null = null;
  #thread: ReadingThread | null = null;
  #busy = false;
  #stopped = false;
  #failures = 0;
  #restarts = 0;
  #again: Subscription | null = null;

  private constructor(deps: LaneDeps) {
    this.#deps = deps;
  }

  /** @throws ConfigError when the model cannot be used. */
  static async open(deps: LaneDeps): Promise<Lane> {
    const lane = new Lane(deps);
    try {
      await lane.#start();
      return lane;
    } catch (error) {
      await lane.stop();
      throw error;
    }
  }

  get isFree(): boolean {
    return this.#thread !== null && !this.#busy;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** Empty while there is no thread. */
  get runtime(): string {
    return this.#thread?.runtime ?? '';
  }

  /** Only when free. Null when the thread died over it: what killed one thread would kill the next. */
  async ask(texts: readonly string[]): Promise<ReadTexts | null> {
    const thread = this.#thread;
    if (thread === null) return null;
    this.#busy = true;
    const patience = this.#deps.clock.scheduler.schedule(
      () => void this.#worker?.terminate(),
      ANSWER_WITHIN_MS,
    );
    try {
      const answer = await thread.ask(texts);
      this.#failures = 0;
      return answer;
    } catch {
      return null;
    } finally {
      patience.unsubscribe();
      this.#busy = false;
    }
  }

  /** Resolves when no thread is left. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#again?.unsubscribe();
    this.#thread = null;
    await this.#worker?.terminate();
  }

  async #start(): Promise<void> {
    const worker = this.#deps.spawn();
    this.#worker = worker;
    const thread = await openReadingThread(worker);
    this.#thread = thread;
    void thread.ended.then((why) => {
      this.#thread = null;
      this.#startLater(new Error(why));
    });
    this.#deps.free();
  }

  #startLater(error: unknown): void {
    if (this.#stopped) return;
    this.#deps.warn('A thread that reads mentions again has died and will be started again.', error);
    const delayMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#again = this.#deps.clock.scheduler.schedule(() => {
      this.#restarts += 1;
      this.#start().catch((failure: unknown) => this.#startLater(failure));
    }, delayMs);
  }
}
