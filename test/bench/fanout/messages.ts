import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What the process of the clients is asked to do. Groups are named by whoever asks. */
export type Order =
  | { readonly do: 'open'; readonly group: string; readonly url: string; readonly count: number }
  /** Stops reading, and asks for snapshots until nothing more can be on its way. */
  | { readonly do: 'stall'; readonly group: string; readonly resyncs: number }
  | { readonly do: 'close'; readonly group: string }
  /** Forgets what was measured so far. */
  | { readonly do: 'reset' }
  | { readonly do: 'report'; readonly group: string }
  /** Walls with the page's own way of coming back. */
  | { readonly do: 'walls'; readonly url: string; readonly count: number }
  | { readonly do: 'drop' }
  | { readonly do: 'leave' }
  /** Resolves when every wall has a snapshot it did not have before `since`. */
  | { readonly do: 'current'; readonly since: number };

export interface Report {
  readonly frames: number;
  readonly bytes: number;
  /** Received minus sent, milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface Comeback {
  /** Epoch milliseconds: the first time the address took a connection again. */
  readonly reachableAt: number;
  /** When each wall was current again. */
  readonly currentAt: readonly number[];
}

export type Answer =
  | { readonly id: number; readonly result: Report | Comeback | null }
  | { readonly id: number; readonly error: string };

export interface ClientProcess {
  ask<T extends Report | Comeback | null>(order: Order): Promise<T>;
  stop(): void;
}

/** Starts the process that plays the viewers, so that what is measured here is the server's side alone. */
export function startClients(): ClientProcess {
  const program = fileURLToPath(new URL('clients.ts', import.meta.url));
  const child: ChildProcess = fork(program, { execArgv: ['--import', 'tsx'] });
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  let last = 0;
  child.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) asked?.reject(new Error(answer.error));
    else asked?.resolve(answer.result as never);
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The process of the clients has ended.'));
  });
  return {
    ask: (order) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        child.send({ id: last, order });
      }),
    stop: () => void child.kill(),
  };
}
