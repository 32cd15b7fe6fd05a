import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncScheduler } from 'rxjs';
import type { Clock } from '../../pipelines/clock.ts';
import type { MentionReader } from '../../pipelines/text/mention-reader.ts';
import type { RetryConfig } from '../../pipelines/sinks/retry-policy.ts';
import { readConfig } from '../../server/config.ts';
import { start, type RunningServer } from '../../server/start.ts';
import { apiOf, type Api } from './api-client.ts';
import { layOutStore } from './empty-store.ts';

export { spawnServer, runServer, type ServerProcess } from './server-process.ts';

export interface ServerOptions {
  /** The text of a configuration file; without it the demo's brands, but never the demo. */
  readonly yaml?: string;
  /** Kept when given; otherwise a temporary one that goes with the server. */
  readonly dataDir?: string;
  /** A store over HTTP instead of the embedded engine. */
  readonly clickhouseUrl?: string;
  /** After this long a request to it is given up, whether it is worked on or not. */
  readonly requestTimeoutMs?: number;
  readonly clock?: Clock;
  readonly retry?: RetryConfig;
  /** Reads mentions instead of the built-in models. */
  readonly reader?: MentionReader;
  /**
   * False for tests of history alone: nothing is read for the wall in the background, which with many brands takes the
   * engine half of the time.
   */
  readonly readsForTheWall?: boolean;
}

export interface TestApp extends Api {
  readonly url: string;
  readonly server: RunningServer;
  /** What went wrong in the background. */
  readonly warnings: string[];
  stop(): Promise<void>;
}

/** The server in this process, over a data directory of its own. One at a time: the engine allows no second one. */
export async function startServer(options: ServerOptions = {}): Promise<TestApp> {
  const dir = temporaryDir();
  const dataDir = options.dataDir ?? join(dir, 'data');
  const environment: Record<string, string> = { PORT: '0', BRANDWALL_DATA: dataDir };
  if (options.clickhouseUrl !== undefined) environment['CLICKHOUSE_URL'] = options.clickhouseUrl;
  if (options.yaml !== undefined) {
    environment['BRANDWALL_CONFIG'] = join(dir, 'brandwall.yaml');
    writeFileSync(environment['BRANDWALL_CONFIG'], options.yaml);
  }
  const warnings: string[] = [];
  const config = readConfig(['--no-demo'], environment);
  const { requestTimeoutMs } = options;
  const store =
    config.store.kind === 'server' && requestTimeoutMs !== undefined
      ? { ...config.store, requestTimeoutMs }
      : config.store;
  if (options.clickhouseUrl === undefined) layOutStore(dataDir);
  const server = await start(
    { ...config, store },
    {
      ...(options.clock === undefined ? {} : { clock: options.clock }),
      ...(options.reader === undefined ? {} : { reader: options.reader }),
      ...(options.readsForTheWall === false ? { liveMetrics: [] } : {}),
      ...(options.retry === undefined ? {} : { retry: options.retry }),
      log: () => undefined,
      warn: (message, error) => warnings.push(`${message} ${String(error)}`),
      fatal: (error) => warnings.push(`FATAL ${String(error)}`),
    },
  );
  return {
    url: server.url,
    server,
    warnings,
    ...apiOf(server.url),
    async stop() {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export const temporaryDir = (): string => mkdtempSync(join(tmpdir(), 'brandwall-test-'));

export interface MovableClock extends Clock {
  /** Moves the time of day on; timers run on the machine's own clock. */
  advance(ms: number): void;
}

/** `startAt`: epoch milliseconds, now when left out. */
export function movableClock(startAt = Date.now()): MovableClock {
  let offset = startAt - Date.now();
  return {
    now: () => Date.now() + offset,
    scheduler: asyncScheduler,
    advance: (ms) => void (offset += ms),
  };
}
