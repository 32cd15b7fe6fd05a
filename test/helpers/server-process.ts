import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { apiOf, eventually, type Api } from './api-client.ts';
import { ensureBuilt } from './built.ts';
import { layOutStore } from './empty-store.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What `npm start` runs when page and server are built, without `node`. */
export const START = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as PackageJson
).scripts.start
  .replace(/^.* && node /, '')
  .split(' ');
const START_TIMEOUT_MS = 60_000;

interface PackageJson {
  readonly scripts: { readonly start: string };
}

export interface ServerProcess extends Api {
  readonly url: string;
  /** Sends the signal and resolves when the process has ended. */
  kill(signal: NodeJS.Signals): Promise<Exit>;
  readonly exited: Promise<Exit>;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface ProcessOptions {
  readonly env?: Record<string, string>;
  /** `--no-demo` when left out. */
  readonly args?: readonly string[];
  /** The user it runs as, for rights that a superuser cannot be without. */
  readonly uid?: number;
  /** Its data directory is made by the program itself, as at its first start. */
  readonly first?: boolean;
}

export function launch({ env = {}, args = ['--no-demo'], uid }: ProcessOptions) {
  const options: SpawnOptions = {
    cwd: ROOT,
    // Nothing of the test runner's own environment but what a program needs to run.
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TMPDIR: process.env['TMPDIR'],
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  };
  ensureBuilt('server');
  const child = spawn(process.execPath, [...START, ...args], options);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const exited = once(child, 'close').then(([code, signal]): Exit => ({
    code: code as number | null,
    signal: signal as string | null,
  }));
  return { child, exited, stdout: () => stdout, stderr: () => stderr };
}

/** The real program in a process of its own; resolves when it takes mentions. */
export async function spawnServer(options: ProcessOptions = {}): Promise<ServerProcess> {
  const dataDir = options.env?.['BRANDWALL_DATA'];
  if (dataDir !== undefined && options.env?.['CLICKHOUSE_URL'] === undefined && options.first !== true)
    layOutStore(dataDir);
  const { child, exited, stdout, stderr } = launch(options);
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  const url = await eventually(() => {
    if (ended()) throw new Error(`The server ended at start: ${stderr()}${stdout()}`);
    return /^Brandwall \S+ on (http:\/\/\S+)/m.exec(stdout())?.[1];
  }, START_TIMEOUT_MS);
  await eventually(async () => ((await fetch(`${url}/readyz`)).ok ? true : undefined));
  return {
    url,
    ...apiOf(url),
    exited,
    stdout,
    stderr,
    kill(signal) {
      child.kill(signal);
      return exited;
    },
  };
}

/** Runs the program until it ends by itself. */
export async function runServer(
  options: ProcessOptions,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const { child, exited, stdout, stderr } = launch(options);
  const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS);
  const { code } = await exited;
  clearTimeout(timer);
  return { code, stdout: stdout(), stderr: stderr() };
}
