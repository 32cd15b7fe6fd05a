import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import type { Weights } from '../schema/contracts/care.ts';
import { DEFAULT_CHANNELS } from '../schema/contracts/channels.ts';
import type { BrandConfig, ConfigFile } from '../schema/contracts/config.ts';
import type { StoreOptions } from '../schema/clickhouse/client.ts';
import type { WatermarkConfig } from '../pipelines/operators/watermark-tracker.ts';
import { DEMO_BRANDS } from '../pipelines/sources/demo/brands.ts';
import type { SecondReadingSection } from '../schema/contracts/second-reading.ts';
import type { Taxonomy } from '../pipelines/text/topics/taxonomy.ts';
import { parseConfigFile } from './config-file.ts';
import { taxonomyOf } from './taxonomy.ts';
import { whyUnreadable } from './why-unreadable.ts';

/** A setting that cannot be used, as a sentence that says which, and what was expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly store: StoreOptions;
  /** Whether the demo may run: nobody brought a configuration of their own or said `--no-demo`. */
  readonly demo: boolean;
  readonly brands: readonly BrandConfig[];
  /** Somebody wrote these brands down: each has its tile, heard of or not. */
  readonly brandsAreChosen: boolean;
  readonly maxDiscoveredBrands: number;
  readonly channels: ReadonlySet<string>;
  readonly allowedOrigins: readonly string[];
  /** Of composed figures, where the file says so. */
  readonly weights: Weights;
  /** What mentions can be about: the built-in topics and those of the file. */
  readonly taxonomy: Taxonomy;
  /** The file with the weights of the sentiment model; null: those that come with the program. */
  readonly sentimentWeights: string | null;
  /** The heavier model that reads doubtful and far-reaching mentions again; null: there is none. */
  readonly secondReading: SecondReadingConfig | null;
  readonly eventTime: WatermarkConfig & { readonly maxFutureSkewMs: number };
  readonly limits: {
    readonly maxBodyBytes: number;
    readonly maxRowsPerRequest: number;
    readonly maxBufferedRows: number;
    readonly maxViewers: number;
  };
}

/** `sentiment.onnx` of the file, with nothing left out but the name of the model's file. */
export type SecondReadingConfig = Required<Omit<SecondReadingSection, 'model'>> &
  Pick<SecondReadingSection, 'model'>;

export const HELP = `Brandwall: a real-time brand-health wall.

  npm start                 build and serve everything on http://127.0.0.1:8080
  npm start -- --no-demo    without the simulated stream
  npm start -- --help       this text

Environment
  PORT               port to listen on                                  8080
  HOST               address to listen on                               127.0.0.1
  BRANDWALL_DATA     folder of the embedded engine                      ./data
  BRANDWALL_CONFIG   YAML file with brands, channels and limits         six demo brands
  CLICKHOUSE_URL     a ClickHouse server instead of the embedded engine
                     http://user:password@host:8123/database
`;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the whole configuration: the only reader of the environment.
 * @throws ConfigError with one sentence that says which setting is wrong, where, and what was expected.
 */
export function readConfig(argv: readonly string[], env: Environment = process.env): Config {
  const unknown = argv.find((argument) => argument !== '--no-demo');
  if (unknown !== undefined) throw new ConfigError(`"${unknown}" is not an option; try --help.`);
  const path = env['BRANDWALL_CONFIG'];
  const file = path === undefined || path === '' ? {} : readConfigFile(path);
  return {
    host: readHost(env['HOST']),
    port: readPort(env['PORT']),
    store: readStore(env),
    demo: !argv.includes('--no-demo') && file.brands === undefined,
    ...withDefaults(file),
  };
}

function withDefaults(file: ConfigFile): Omit<Config, 'host' | 'port' | 'store' | 'demo'> {
  const { eventTime = {}, limits = {} } = file;
  return {
    brands: file.brands ?? DEMO_BRANDS,
    brandsAreChosen: file.brands !== undefined,
    maxDiscoveredBrands: file.maxDiscoveredBrands ?? 200,
    channels: new Set([...DEFAULT_CHANNELS, ...(file.channels ?? [])]),
    allowedOrigins: file.allowedOrigins ?? [],
    weights: file.weights ?? {},
    taxonomy: taxonomyOf(file),
    sentimentWeights: file.sentiment?.weights ?? null,
    secondReading: secondReadingOf(file),
    eventTime: {
      maxOutOfOrdernessMs: eventTime.maxOutOfOrdernessMs ?? 10_000,
      idleTimeoutMs: eventTime.idleTimeoutMs ?? 30_000,
      maxFutureSkewMs: eventTime.maxFutureSkewMs ?? 60_000,
      allowedLatenessMs: eventTime.allowedLatenessMs ?? 3_600_000,
    },
    limits: {
      maxBodyBytes: limits.maxBodyBytes ?? 33_554_432,
      maxRowsPerRequest: limits.maxRowsPerRequest ?? 50_000,
      maxBufferedRows: limits.maxBufferedRows ?? 100_000,
      maxViewers: limits.maxViewers ?? 2_000,
    },
  };
}

function secondReadingOf({ sentiment }: ConfigFile): SecondReadingConfig | null {
  const section = sentiment?.onnx;
  if (section === undefined) return null;
  return { doubtBelow: 0.6, reachFrom: 10_000, threads: 1, batch: 16, queue: 2_000, ...section };
}

function readConfigFile(path: string): ConfigFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`BRANDWALL_CONFIG is ${path}, but ${whyUnreadable(error)}.`);
  }
  const { config, problem } = parseConfigFile(text);
  if (problem !== undefined) throw new ConfigError(`${path}, ${problem}`);
  return config;
}

function readPort(value: string | undefined): number {
  if (value === undefined || value === '') return 8_080;
  const port = Number(value);
  if (/^\d{1,5}$/.test(value) && port <= 65_535) return port;
  throw new ConfigError(`PORT is "${value}"; expected a number from 0 to 65535.`);
}

function readHost(value: string | undefined): string {
  if (value === undefined || value === '') return '127.0.0.1';
  if (isIP(value) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(value)) return value;
  throw new ConfigError(`HOST is "${value}"; expected an address or a host name.`);
}

function readStore(env: Environment): StoreOptions {
  const url = env['CLICKHOUSE_URL'];
  if (url === undefined || url === '')
    return { kind: 'embedded', path: resolve(env['BRANDWALL_DATA'] || './data') };
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return { kind: 'server', url };
  throw new ConfigError(
    'CLICKHOUSE_URL is not an http:// or https:// address, such as http://user:password@host:8123/brandwall.',
  );
}
