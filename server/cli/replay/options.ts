import { parseArgs } from 'node:util';
import { optionTrouble, Trouble } from './trouble.ts';

export interface ReplayOptions {
  readonly file: string;
  readonly preset: 'twcs' | 'ndjson';
  /** Where mentions are posted. */
  readonly endpoint: URL;
  readonly asIs: boolean;
  /** Times as fast as it happened. */
  readonly speed: number;
  readonly maxGapMs: number;
  readonly batch: number;
  /** Appended to ids, '' for none. */
  readonly run: string;
  /** How long to keep trying without getting a row through. */
  readonly patienceMs: number;
}

export const HELP = `Streams a file of mentions into a running server.

  npm run replay -- FILE [options]

  FILE                 a .ndjson file (one mention a line) or a "Customer Support on Twitter" .csv
  --preset twcs|ndjson how to read it; by default .csv is twcs, anything else ndjson
  --url URL            the server; http://127.0.0.1:8080 by default
  --speed N            N times as fast as it happened; 60 by default
  --max-gap SECONDS    longest wait between two events, in real time; 1 by default
  --as-is              keep the event times and send as fast as the server takes it, in file order;
                       --speed and --max-gap have no say then
  --run NAME           add a suffix to every id, so that the same file can be shown again
  --batch N            most rows in one request; 500 by default
  --patience SECONDS   give up after this long without getting a row through; 60 by default
  --help               this text

Without --as-is every event is sent as if it happened now, in the order of the recorded times.
The same file gives the same ids: sent twice, the second time counts as duplicates only.
Exit code 0: everything was sent and answered (rejected rows are listed). 1: it was not. 2: a wrong option.
`;

/** Reads the command line; null when help was asked for. @throws Trouble with exit code 2 */
export function readOptions(argv: readonly string[]): ReplayOptions | null {
  const { values, positionals } = parsed(argv);
  if (values.help) return null;
  const [file, ...more] = positionals;
  if (file === undefined) throw new Trouble('Which file? Name one, or see --help.', 2);
  if (more.length > 0) throw new Trouble(`One file at a time: what is "${more[0]!}"?`, 2);
  const run = values.run ?? '';
  if (!/^[A-Za-z0-9_.-]{0,64}$/.test(run) || values.run === '')
    throw new Trouble('--run takes a name of up to 64 letters, digits, ".", "_" and "-".', 2);
  return {
    file,
    preset: preset(values.preset, file),
    endpoint: endpoint(values.url ?? 'http://127.0.0.1:8080'),
    asIs: values['as-is'] ?? false,
    speed: number('speed', values.speed ?? '60', 0.001, 1_000_000),
    maxGapMs: number('max-gap', values['max-gap'] ?? '1', 0, 86_400) * 1_000,
    batch: Math.floor(number('batch', values.batch ?? '500', 1, 100_000)),
    run,
    patienceMs: number('patience', values.patience ?? '60', 0, 86_400) * 1_000,
  };
}

function parsed(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        preset: text,
        url: text,
        speed: text,
        'max-gap': text,
        'as-is': flag,
        run: text,
        batch: text,
        patience: text,
        help: { ...flag, short: 'h' },
      },
    });
  } catch (error) {
    throw optionTrouble(error, 'replay');
  }
}

function preset(value: string | undefined, file: string): ReplayOptions['preset'] {
  if (value === undefined) return file.toLowerCase().endsWith('.csv') ? 'twcs' : 'ndjson';
  if (value === 'twcs' || value === 'ndjson') return value;
  throw new Trouble(`There is no preset "${value}": it is twcs or ndjson.`, 2);
}

function endpoint(value: string): URL {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value))
    throw new Trouble(`"${value}" is not the address of a server; write http://host:port.`, 2);
  const base = new URL(value);
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return new URL('api/mentions', base);
}

function number(name: string, value: string, least: number, most: number): number {
  const read = value.trim() === '' ? NaN : Number(value);
  if (!(read >= least && read <= most))
    throw new Trouble(`--${name} takes a number from ${least} to ${most}, not "${value}".`, 2);
  return read;
}
