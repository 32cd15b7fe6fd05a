import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type ToServer =
  | { readonly do: 'status' }
  | { readonly do: 'pace'; readonly pace: number }
  /** Every socket is cut off, as by a switch that restarts. */
  | { readonly do: 'drop' };

export interface Status {
  /** Simulated epoch milliseconds. */
  readonly now: number;
  /** Sent so far, to everybody. */
  readonly frames: number;
  readonly bytes: number;
  readonly warnings: number;
}

export type FromServer = { readonly ready: string } | { readonly status: Status };

export interface FastServer {
  readonly url: string;
  tell(message: ToServer): Promise<Status>;
  stop(): Promise<void>;
}

/** Resolves when the demo has told its past: from then on a day is like any other. @throws when it ends before. */
export async function startFastServer(): Promise<FastServer> {
  const dir = mkdtempSync(join(tmpdir(), 'brandwall-soak-'));
  const child = fork(fileURLToPath(new URL('fast-server.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env['PATH'], PORT: '0', BRANDWALL_DATA: join(dir, 'data') },
  });
  const exited = once(child, 'exit');
  const ended = exited.then(() => Promise.reject(new Error('The server has ended.')));
  const heard = <K extends 'ready' | 'status'>(kind: K) =>
    new Promise<Extract<FromServer, Record<K, unknown>>>((resolve) => {
      const listener = (message: FromServer) => {
        if (!(kind in message)) return;
        child.off('message', listener);
        resolve(message as Extract<FromServer, Record<K, unknown>>);
      };
      child.on('message', listener);
    });
  // Nobody waits for it yet, and a rejection without anybody would be the end of this process.
  ended.catch(() => undefined);
  const { ready } = await Promise.race([heard('ready'), ended]);
  return {
    url: ready,
    tell: async (message) => {
      const answer = heard('status');
      child.send(message);
      return (await Promise.race([answer, ended])).status;
    },
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
