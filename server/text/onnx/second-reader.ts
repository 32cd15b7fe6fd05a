import type { Worker } from 'node:worker_threads';
import type { Clock } from '../../../pipelines/clock.ts';
import { readingOfLogits } from '../../../pipelines/text/second-reading/reading-of-logits.ts';
import type { Sentiment } from '../../../pipelines/text/sentiment-scorer.ts';
import { Lane } from './lane.ts';
import type { ReadTexts } from './messages.ts';
import type { ModelFolder } from './model-folder.ts';
import { spawnThread } from './reading-thread.ts';

export interface SecondReaderOptions {
  readonly folder: ModelFolder;
  /** Each holds the model in memory. */
  readonly threads: number;
  /** Texts read at once. */
  readonly batch: number;
  /** Texts that may wait beside those being read. */
  readonly queue: number;
  readonly clock: Clock;
  /** Told of a thread that died. */
  readonly warn: (message: string, error: unknown) => void;
  /** Where the packages are looked for; beside this file when left out. */
  readonly librariesFrom?: string;
  /** Starts a thread; the usual way when left out. */
  readonly spawn?: typeof spawnThread;
}

export interface SecondReader {
  /** As stored with what it read. */
  readonly version: string;
  /** What the model runs on. */
  readonly runtime: string;
  readonly counts: {
    readonly waiting: number;
    readonly read: number;
    /** Turned away because the queue was full. */
    readonly skipped: number;
    readonly failed: number;
    /** Threads that were started in the place of one that died. */
    readonly restarts: number;
  };
  /** Null: the text was not read, because too many wait, because it cannot be, or because the reader stops. */
  read(text: string): Promise<Sentiment | null>;
  /** Resolves when no thread is left; what waited is not read. */
  stop(): Promise<void>;
}

/** A model that reads nothing says so once in a while, not with every batch. */
const WARN_EVERY_MS = 60_000;

interface Waiting {
  readonly text: string;
  readonly done: (sentiment: Sentiment | null) => void;
}

/**
 * Loads a heavier model into threads of its own and has them read what is asked, in batches and in turn.
 *
 * Back pressure: none, so that nobody waits for it; beyond `queue` a text is turned away and counted.
 *
 * @throws ConfigError when a package is missing or the model cannot be used
 */
export async function openSecondReader(options: SecondReaderOptions): Promise<SecondReader> {
  const { folder, batch, clock, warn, spawn = spawnThread, librariesFrom = import.meta.url } = options;
  const queue: Waiting[] = [];
  const lanes: Lane[] = [];
  let stopped = false;
  let read = 0;
  let skipped = 0;
  let failed = 0;

  let warnAgainAt = 0;
  const tell = (trouble: string) => {
    if (clock.now() < warnAgainAt) return;
    warnAgainAt = clock.now() + WARN_EVERY_MS;
    warn('The model of sentiment.onnx could not read a mention, which keeps its label.', new Error(trouble));
  };
  const settle = (asked: readonly Waiting[], answer: ReadTexts | null) => {
    if (answer !== null && answer.trouble !== null) tell(answer.trouble);
    asked.forEach(({ done }, index) => {
      const logits = answer?.logits[index] ?? null;
      const reading = logits === null ? null : readingOfLogits(logits, folder.labels);
      if (reading === null) failed += 1;
      else read += 1;
      done(reading === null ? null : { ...reading, model: folder.version });
    });
  };
  const readNext = async (lane: Lane): Promise<void> => {
    while (!stopped && lane.isFree && queue.length > 0) {
      const asked = queue.splice(0, batch);
      settle(asked, await lane.ask(asked.map(({ text }) => text)));
    }
  };
  const pump = () => lanes.forEach((lane) => void readNext(lane));
  const stop = async () => {
    stopped = true;
    for (const { done } of queue.splice(0)) done(null);
    await Promise.all(lanes.map((lane) => lane.stop()));
  };
  const start = (): Worker => spawn({ folder, librariesFrom });

  try {
    while (lanes.length < options.threads)
      lanes.push(await Lane.open({ spawn: start, clock, warn, free: pump }));
  } catch (error) {
    await stop();
    throw error;
  }
  const runtime = lanes[0]?.runtime ?? '';
  return {
    version: folder.version,
    runtime,
    get counts() {
      const restarts = lanes.reduce((all, lane) => all + lane.restarts, 0);
      return { waiting: queue.length, read, skipped, failed, restarts };
    },
    read(text) {
      if (stopped) return Promise.resolve(null);
      if (queue.length >= options.queue) {
        skipped += 1;
        return Promise.resolve(null);
      }
      return new Promise((done) => {
        queue.push({ text, done });
        // The texts of one batch of mentions come in one go; they are read as one too.
        queueMicrotask(pump);
      });
    },
    stop,
  };
}
