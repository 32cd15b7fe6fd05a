import { Worker } from 'node:worker_threads';
import { ConfigError } from '../../config.ts';
import type { ReadRequest, ReadTexts, ThreadData, ThreadMessage } from './messages.ts';

/** A thread that has loaded the model and reads one batch at a time. */
export interface ReadingThread {
  readonly runtime: string;
  /** @throws an Error when the thread is gone or dies over it. */
  ask(texts: readonly string[]): Promise<ReadTexts>;
  /** Resolves when the thread is gone, with why. */
  readonly ended: Promise<string>;
}

/** A thread's program; it is TypeScript, and a thread has to be told how to read that. */
const PROGRAM = new URL('./thread.ts', import.meta.url);
const LOADER = import.meta.resolve('tsx/esm/api');

/** Starts the program of a thread. */
export function spawnThread(data: ThreadData): Worker {
  const start = `import { register } from ${JSON.stringify(LOADER)}; register(); await import(${JSON.stringify(PROGRAM.href)});`;
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(start)}`), {
    workerData: data,
    // How this process was started is not for its threads.
    execArgv: [],
  });
}

/**
 * Resolves when the model is loaded and has read a text.
 *
 * @throws ConfigError when the model cannot be used, an Error when the thread died before it could say so
 */
export async function openReadingThread(worker: Worker): Promise<ReadingThread> {
  let gone: string | null = null;
  let waiting: { resolve: (message: ThreadMessage) => void; reject: (error: Error) => void } | null = null;
  const died = (why: string) => new Error(`A thread that reads mentions again is gone: ${why}.`);
  const ended = new Promise<string>((resolve) => {
    const end = (why: string) => {
      gone ??= why;
      waiting?.reject(died(gone));
      waiting = null;
      resolve(gone);
    };
    worker.on('error', (error) => end(error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => end(`it ended with code ${code}`));
  });
  worker.on('message', (message: ThreadMessage) => {
    waiting?.resolve(message);
    waiting = null;
  });
  const next = (): Promise<ThreadMessage> =>
    new Promise((resolve, reject) => {
      if (gone !== null) reject(died(gone));
      else waiting = { resolve, reject };
    });

  const first = await next();
  if (first.kind === 'refused') throw new ConfigError(first.says);
  return {
    runtime: first.kind === 'ready' ? first.runtime : '',
    async ask(texts) {
      const answer = next();
      worker.postMessage({ texts } satisfies ReadRequest);
      const message = await answer;
      if (message.kind !== 'read') throw died('it answers something else than it was asked');
      return message;
    },
    ended,
  };
}
