import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Failure, FromServer, ToServer } from './clickhouse-server-process.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROGRAM = fileURLToPath(new URL('./clickhouse-server-process.ts', import.meta.url));
const START_TIMEOUT_MS = 60_000;
/** What a server says that has no memory left: a refusal that a later try may not meet again. */
const OUT_OF_MEMORY = 'Code: 241. DB::Exception: (total) memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)';

export interface TestServer {
  readonly url: string;
  /** SIGKILL: connections break, nothing is written back. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts again on the same port and data directory, killing it first when it still runs. */
  restart(): Promise<void>;
  /** Freezes the process: the kernel still accepts connections, nobody answers. Off: it goes on where it was. */
  stall(on: boolean): void;
  /** Answers the next `times` statements with this status; 0 breaks the connection off instead. */
  failNext(times: number, status?: number, how?: Partial<Omit<Failure, 'status'>>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A ClickHouse server for tests: the real client and the real engine with a socket between them that can be killed,
 * stalled and made to answer 500. Without `dataDir` it makes one and `stop` removes it.
 */
export async function startServer(options: { dataDir?: string; port?: number } = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'brandwall-server-'));
  let { child, port } = await launch(dataDir, options.port ?? 0);

  const kill = async () => {
    if (hasEnded(child)) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    kill,
    async restart() {
      await kill();
      ({ child, port } = await launch(dataDir, port));
    },
    stall(on) {
      child.kill(on ? 'SIGSTOP' : 'SIGCONT');
    },
    async failNext(times, status = 500, { when = 'before', body = OUT_OF_MEMORY } = {}) {
      const heard = next(child, 'done');
      send(child, { kind: 'fail', times, failure: { status, when, body } });
      await heard;
    },
    async stop() {
      if (!hasEnded(child)) {
        const ended = once(child, 'exit');
        child.kill('SIGCONT');
        if (child.connected) send(child, { kind: 'stop' });
        const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
        await ended;
        clearTimeout(timer);
      }
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function launch(dataDir: string, port: number): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(PROGRAM, [dataDir, String(port)], {
    cwd: ROOT,
    execArgv: ['--import', 'tsx'],
    // Each running query takes a thread of libuv's pool; the default of 4 would make a slow query hold others up.
    env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-4_000)));
  const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS);
  try {
    const ready = await next(child, 'ready');
    return { child, port: ready.port };
  } catch (error) {
    throw new Error(`The ClickHouse test server did not start: ${complaint.trim() || String(error)}`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
const send = (child: ChildProcess, message: ToServer) => child.send(message);

function next<K extends FromServer['kind']>(
  child: ChildProcess,
  kind: K,
): Promise<Extract<FromServer, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      child.off('message', onMessage);
      child.off('exit', onExit);
    };
    const onMessage = (message: FromServer) => {
      if (message.kind !== kind) return;
      settle();
      resolve(message as Extract<FromServer, { kind: K }>);
    };
    const onExit = (code: number | null, signal: string | null) => {
      settle();
      reject(new Error(`it ended with ${signal ?? `code ${code}`}`));
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}
