import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { encodeNgrams, type NgramTable } from '../../../pipelines/text/language/ngrams.ts';
import { SHIPPED_NGRAMS } from '../../text/shipped-language.ts';
import { Trouble } from '../replay/trouble.ts';

/** Writes the table of the language detector from the data of the package. */
export async function writeLanguageTable(
  argv: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const out = outIn(argv);
  const table = await readEldTable();
  // The level is fixed and the header has no time in it: the same table is the same file.
  const bytes = gzipSync(encodeNgrams(table), { level: 9 });
  writeFileSync(out, bytes);
  say(`wrote ${out}: ${table.languages.length} languages, ${table.lengths.length} runs, ${Math.round(bytes.length / 1_024)} KB`); // prettier-ignore
}

/** The data of the package as a table. It does not name these files among what it offers: its version is pinned. */
export async function readEldTable(): Promise<NgramTable> {
  const { ngramsData } = await import('../../../node_modules/eld/src/ngrams/small.js').catch(missing);
  const { dictionary } = await import('../../../node_modules/eld/src/dictionary.js').catch(missing);
  return tableOf(ngramsData, dictionary);
}

type EldNgrams = (typeof import('../../../node_modules/eld/src/ngrams/small.js'))['ngramsData'];

/** @param dictionary the package's character of each byte; what it has none for is a space, as the edge of a word is */
function tableOf({ languages, ngrams }: EldNgrams, dictionary: readonly string[]): NgramTable {
  const byteOf = new Map(dictionary.map((character, byte) => [character, byte]));
  byteOf.set(' ', 0x20);
  const runs = Object.entries(ngrams).filter(([, weights]) => Object.keys(weights).length > 0);
  const spokenFor = runs.flatMap(([, weights]) => Object.entries(weights));
  const bytes = runs.flatMap(([run]) => Array.from(run, (character) => byteOf.get(character) ?? -1));
  return {
    languages: Object.values(languages),
    lengths: bytesOf(runs.map(([run]) => run.length)),
    bytes: bytesOf(bytes),
    counts: bytesOf(runs.map(([, weights]) => Object.keys(weights).length)),
    spokenFor: bytesOf(spokenFor.map(([language]) => Number(language))),
    weights: bytesOf(spokenFor.map(([, weight]) => weight)),
  };
}

function bytesOf(numbers: readonly number[]): Uint8Array {
  const odd = numbers.find((number) => !Number.isInteger(number) || number < 0 || number > 0xff);
  if (odd !== undefined) throw new RangeError(`${odd} is no byte: this is another version of the package.`);
  return Uint8Array.from(numbers);
}

function outIn(argv: readonly string[]): string {
  try {
    return parseArgs({ args: [...argv], options: { out: { type: 'string', default: SHIPPED_NGRAMS } } })
      .values.out;
  } catch (error) {
    throw new Trouble(`${(error as Error).message} See npm run train -- --help.`, 2);
  }
}

const missing = (cause: unknown): never => {
  throw new Trouble(`This needs the package eld, which is not installed: run npm install without --omit=dev. (${String(cause)})`); // prettier-ignore
};
