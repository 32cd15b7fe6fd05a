import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  ClickHouseLogLevel,
  createClient,
  type ClickHouseClient,
  type ClickHouseSettings,
} from '@clickhouse/client';
import { createChdbConnection } from 'chdb/connection';
import { DiskGuard, fullError, requireRoom, type GuardedEngine } from './disk-guard.ts';
import { isLocked, mayBeLocked } from './lock.ts';
import { StoreError, type QueryParams, type Store } from './store.ts';

/** The only file that knows which engine runs. `chdb/connection` is experimental: both packages are pinned exactly. */
export type StoreOptions =
  | { readonly kind: 'embedded'; readonly path: string }
  | { readonly kind: 'server'; readonly url: string; readonly requestTimeoutMs?: number };

/** On a server, tables live here unless the URL names another database in its path. */
const SERVER_DATABASE = 'brandwall';

/** ClickHouse's error number for a lock that is taken. */
const CANNOT_OPEN_FILE = 76;

type ClientConfig = Parameters<typeof createClient>[0];

const WRITE_SETTINGS: ClickHouseSettings = {
  // History arrives with months mixed in one batch; the default of 100 partitions refuses that.
  max_partitions_per_insert_block: '0',
  date_time_input_format: 'best_effort',
  // A token must reach the rollups behind a view too, or a retried batch doubles them.
  deduplicate_blocks_in_dependent_materialized_views: 1,
};
/** A query cannot be interrupted once it runs, so each has its end from the start. */
const READ_SETTINGS: ClickHouseSettings = {
  max_execution_time: 60,
  output_format_json_quote_64bit_integers: 0,
};

/**
 * Opens the store. `damaged` is told when the disk filled up under the embedded engine and spoilt what it wrote; from
 * then on everything is refused.
 * @throws StoreError with kind `locked` when another process has the data directory.
 */
export async function openStore(
  options: StoreOptions,
  damaged: (error: StoreError) => void = () => undefined,
): Promise<Store> {
  try {
    const connect =
      options.kind === 'embedded'
        ? embedded(options.path)
        : await server(options.url, options.requestTimeoutMs);
    return await ClickHouseStore.over(connect, options, damaged);
  } catch (error) {
    throw storeError(error, options);
  }
}

function embedded(path: string): () => ClickHouseClient {
  // The engine refuses both too, but prints lines of its own to the terminal while it does.
  makeUsable(path);
  if (isLocked(path)) throw lockedError(path);
  // What it makes of a new directory on a full disk cannot be opened ever again.
  if (!existsSync(join(path, 'store'))) requireRoom(path);
  // chDB implements the interface of its own copy of the client's types; the shapes are the same, the names are not.
  // The directory is ours alone, so its database is the engine's default one.
  const config = () => ({ connection: createChdbConnection({ path }) }) as unknown as ClientConfig;
  return () => createClient(config());
}

/** Makes the data directory and checks that it may be written, with what an earlier run left in it. */
function makeUsable(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    const status = join(path, 'status');
    for (const needed of existsSync(status) ? [path, status] : [path])
      accessSync(needed, constants.R_OK | constants.W_OK);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw fullError(path, 0, error);
    const isFile = code === 'EEXIST' || code === 'ENOTDIR';
    const mayNot = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
    const why = isFile ? 'there is a file in its way' : mayNot ? 'this user may not write there' : message;
    throw new StoreError(
      `The data directory ${path} cannot be used: ${why}. Choose another with BRANDWALL_DATA.`,
      'refused',
      0,
      { cause: error },
    );
  }
}

async function server(address: string, requestTimeoutMs = 60_000): Promise<() => ClickHouseClient> {
  const url = new URL(address);
  const database = url.pathname.replaceAll('/', '') || SERVER_DATABASE;
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(database))
    throw new StoreError(
      `CLICKHOUSE_URL names the database "${database}"; use letters, digits and "_" only.`,
      'refused',
      0,
    );
  url.pathname = '';
  const connect = (name: string) =>
    createClient({
      url,
      database: name,
      request_timeout: requestTimeoutMs,
      application: 'brandwall',
      // A lookup of a whole batch's ids is longer than a URL may be: 1 MiB on the server, 8 KiB on many proxies.
      use_multipart_params_auto: true,
      // Every failure is thrown as a StoreError; the client would print each one as well.
      log: { level: ClickHouseLogLevel.OFF },
    });
  const bootstrap = connect('default');
  try {
    await bootstrap.command({ query: `CREATE DATABASE IF NOT EXISTS \`${database}\`` });
  } finally {
    await bootstrap.close();
  }
  return () => connect(database);
}

/**
 * Settings stick to an embedded handle and statements on one take turns, so each kind of work has its own: commands,
 * queries, and the inserts into each table. New mentions wait neither for panes nor for hours that are being merged.
 */
class ClickHouseStore implements Store {
  private readonly inserters = new Map<string, ClickHouseClient>();

  private constructor(
    private readonly connect: () => ClickHouseClient,
    private readonly writer: ClickHouseClient,
    private readonly reader: ClickHouseClient,
    private readonly options: StoreOptions,
    private readonly guard: DiskGuard | null,
    readonly engine: string,
  ) {}

  static async over(
    connect: () => ClickHouseClient,
    options: StoreOptions,
    damaged: (error: StoreError) => void,
  ) {
    const [writer, reader] = [connect(), connect()];
    const answer = await reader.query({ query: 'SELECT version() AS version', format: 'JSONEachRow' });
    const [row] = await answer.json<{ version: string }>();
    const name = options.kind === 'embedded' ? 'chDB' : 'ClickHouse';
    // A server looks after its own disk.
    const guard =
      options.kind === 'embedded'
        ? new DiskGuard({ path: options.path, open: () => guardedEngine(connect()), damaged })
        : null;
    return new ClickHouseStore(
      connect,
      writer,
      reader,
      options,
      guard,
      `${name} ${row?.version ?? 'of unknown version'}`,
    );
  }

  async insert(table: string, rows: readonly object[], token: string): Promise<void> {
    if (rows.length === 0) return;
    await this.write(() =>
      this.inserterOf(table).insert({
        table,
        values: rows,
        format: 'JSONEachRow',
        clickhouse_settings: { ...WRITE_SETTINGS, insert_deduplication_token: token },
      }),
    );
  }

  query<Row extends object>(sql: string, params: QueryParams = {}): Promise<Row[]> {
    return this.run(async () => {
      const answer = await this.reader.query({
        query: sql,
        query_params: { ...params },
        format: 'JSONEachRow',
        clickhouse_settings: READ_SETTINGS,
      });
      return answer.json<Row>();
    });
  }

  async command(sql: string, params: QueryParams = {}): Promise<void> {
    await this.write(() =>
      this.writer.command({
        query: sql,
        query_params: { ...params },
        // The last insert's token is still on the embedded handle and would drop an INSERT SELECT as its repeat.
        clickhouse_settings: { insert_deduplication_token: '' },
      }),
    );
  }

  async close(): Promise<void> {
    await this.guard?.stop();
    const handles = [this.writer, this.reader, ...this.inserters.values()];
    await Promise.all(handles.map((handle) => handle.close()));
  }

  private inserterOf(table: string): ClickHouseClient {
    const inserter = this.inserters.get(table) ?? this.connect();
    this.inserters.set(table, inserter);
    return inserter;
  }

  private async write(work: () => Promise<unknown>): Promise<void> {
    await this.run(async () => {
      this.guard?.requireRoom();
      await work();
      await this.guard?.confirm();
    });
  }

  private async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw storeError(error, this.options);
    }
  }
}

const guardedEngine = (client: ClickHouseClient): GuardedEngine => ({
  async query(sql) {
    const answer = await client.query({
      query: sql,
      format: 'JSONEachRow',
      clickhouse_settings: READ_SETTINGS,
    });
    return answer.json<object>();
  },
  command: async (sql) => void (await client.command({ query: sql })),
  close: () => client.close(),
});

const lockedError = (path: string, cause?: Error): StoreError =>
  new StoreError(
    `Another process is using the data directory ${path}. Stop it, or start this one with another BRANDWALL_DATA.`,
    'locked',
    CANNOT_OPEN_FILE,
    { cause },
  );

function storeError(error: unknown, options: StoreOptions): StoreError {
  if (error instanceof StoreError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const code = Number((cause as { code?: unknown }).code);
  const reason = cause.message.trim().replace(/\.$/, '');
  if (
    options.kind === 'embedded' &&
    /create connection|lock file/i.test(cause.message) &&
    mayBeLocked(options.path)
  )
    return lockedError(options.path, cause);
  if (Number.isFinite(code) && code > 0) return new StoreError(cause.message, 'refused', code, { cause });
  return new StoreError(
    options.kind === 'server'
      ? `The ClickHouse server does not answer: ${reason}. Check CLICKHOUSE_URL and that it is running.`
      : `The embedded engine failed: ${reason}.`,
    options.kind === 'server' ? 'unreachable' : 'refused',
    0,
    { cause },
  );
}
