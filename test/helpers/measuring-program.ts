import process from 'node:process';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Trouble } from '../../server/cli/replay/trouble.ts';

type Value = number | string | boolean;

export interface ProgramOption {
  /** What it is without being said; its type is what the option takes, and `false` takes nothing. */
  readonly default: Value;
  /** How help says the default where the value itself says nothing. */
  readonly otherwise?: string;
  /** What stands for a value in help; `N` for numbers and `TEXT` without it. */
  readonly value?: string;
  /** What is counted, of which there is at least this: a whole number. */
  readonly least?: number;
  /** Of which it takes any, parted by commas, and no others. */
  readonly among?: readonly string[];
  readonly means: string;
}

/** What a bench or a soak says of itself. */
export interface Program {
  /** As `npm run` knows it. */
  readonly name: string;
  readonly measures: string;
  readonly options: Readonly<Record<string, ProgramOption>>;
  /** What it prints, and what its exit code says. */
  readonly prints: string;
  /** How long it takes, roughly, with the defaults. */
  readonly lasts: string;
}

type Widened<T extends Value> = T extends number ? number : T extends boolean ? boolean : string;
/** The options of a program as the command line says them. */
export type OptionValues<P extends Program> = {
  readonly [Name in keyof P['options']]: Widened<P['options'][Name]['default']>;
};

/** The options of this process. Ends it with 0 after `--help`, and with 2 and a sentence for what it does not know. */
export function optionsOf<const P extends Program>(program: P): OptionValues<P> {
  try {
    const values = readOptions(program, process.argv.slice(2));
    if (values !== null) return values;
    process.stdout.write(helpOf(program));
    process.exit(0);
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(error.exitCode);
  }
}

/** Reads a command line; null when help was asked for. @throws Trouble with exit code 2 */
export function readOptions<const P extends Program>(
  program: P,
  argv: readonly string[],
): OptionValues<P> | null {
  const said = parsed(program, argv);
  if (said['help'] === true) return null;
  const values = Object.entries(program.options).map(([name, option]) => {
    const value = said[name];
    return [name, value === undefined ? option.default : readValue(program, name, option, value)];
  });
  return Object.fromEntries(values) as OptionValues<P>;
}

function parsed({ name, options }: Program, argv: readonly string[]): Record<string, unknown> {
  const config: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean', short: 'h' } };
  for (const [key, { default: value }] of Object.entries(options))
    config[key] = { type: typeof value === 'boolean' ? 'boolean' : 'string' };
  try {
    return parseArgs({ args: [...argv], options: config }).values;
  } catch (error) {
    // What follows the first sentence is of what Node guesses was meant.
    const [wrong] = (error instanceof Error ? error.message : String(error)).split(/\.\s/);
    throw refused(name, wrong ?? '');
  }
}

function readValue(
  { name }: Program,
  option: string,
  { default: usual, among, least }: ProgramOption,
  said: unknown,
): Value {
  const unknown =
    among &&
    String(said)
      .split(',')
      .find((part) => !among.includes(part));
  if (unknown !== undefined) throw refused(name, `--${option} takes ${among?.join(', ')}, not "${unknown}"`);
  if (typeof usual !== 'number') return said as Value;
  const text = String(said);
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (least !== undefined && !(Number.isSafeInteger(number) && number >= least))
    throw refused(name, `--${option} takes a whole number from ${least} on, not "${text}"`);
  if (Number.isFinite(number) && number >= 0) return number;
  throw refused(name, `--${option} takes a number, not "${text}"`);
}

const refused = (name: string, wrong: string): Trouble =>
  new Trouble(`${wrong}; see npm run ${name} -- --help.`, 2);

export function helpOf({ name, measures, options, prints, lasts }: Program): string {
  const lines = Object.entries(options).map(
    ([key, option]) => [usageOf(key, option), saidOf(option)] as const,
  );
  lines.push(['--help', 'this text']);
  const width = Math.max(...lines.map(([usage]) => usage.length));
  return `${wrapped(measures)}

  npm run ${name} -- [options]

${lines.map(([usage, said]) => `  ${usage.padEnd(width)}  ${said}`).join('\n')}

${wrapped(`${prints} It takes ${lasts}.`)}
`;
}

const wrapped = (text: string): string => text.replace(/(.{1,100})(?: |$)/g, '$1\n').trimEnd();

const usageOf = (name: string, { default: usual, value }: ProgramOption): string =>
  typeof usual === 'boolean'
    ? `--${name}`
    : `--${name} ${value ?? (typeof usual === 'number' ? 'N' : 'TEXT')}`;

const saidOf = ({ default: usual, otherwise = String(usual), means }: ProgramOption): string =>
  typeof usual === 'boolean' ? means : `${means}; ${otherwise} by default`;
