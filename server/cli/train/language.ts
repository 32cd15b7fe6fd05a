import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { encodeNgrams, type NgramTable } from '../../../pipelines/text/language/ngrams.ts';
import { SHIPPED_NGRAMS } from '../../text/shipped-language.ts';
import { writeOutFile } from '../out-file.ts';
import { optionTrouble, Trouble } from '../replay/trouble.ts';

/** Writes the table of the language detector from the data of the package. */
export async function writeLanguageTable(
  argv: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const out = outIn(argv);
  const table = await readEldTable();
  // The level is fixed and the header has no time in it: the same table is the same file.
  const bytes = gzipSync(encodeNgrams(table), { level: 9 });
  writeOutFile(out, bytes);
  say(`wrote ${out}: ${table.languages.length} languages, ${table.lengths.length} runs, ${Math.round(bytes.length / 1_024)} KB`); // prettier-ignore
}

/**
 * The data of the package as a table. It does not name these files among what it offers: its version is pinned.
 * @throws Trouble when it is not installed, or holds what no table can
 */
export async function readEldTable(): Promise<NgramTable> {
  const { ngramsData } = await import('../../../node_modules/eld/src/ngrams/small.js').catch(missing);
  const { dictionary } = await import('../../../node_modules/eld/src/dictionary.js').catch(missing);
  return tableOf(ngramsData, dictionary);
}

/** Of a run of letters, as the format of the table has it. */
const MOST_BYTES = 6;

type EldNgrams = (typeof import('../../../node_modules/eld/src/ngrams/small.js'))['ngramsData'];

/** @param dictionary the package's character of each byte; what it has none for is a space, as the edge of a word is */
function tableOf({ languages, ngrams }: EldNgrams, dictionary: readonly string[]): NgramTable {
  const byteOf = new Map(dictionary.map((character, byte) => [character, byte]));
  byteOf.set(' ', 0x20);
  const runs = Object.entries(ngrams).filter(([, weights]) => Object.keys(weights).length > 0);
  const odd = runs.find(
    ([run, weights]) =>
      !(run.length <= MOST_BYTES && Array.from(run).every((character) => byteOf.has(character))) ||
      !Object.entries(weights).every(([to, weight]) => Object.hasOwn(languages, to) && isByte(weight)),
  );
  if (odd !== undefined)
    throw new Trouble(`The package eld holds ${JSON.stringify(Object.fromEntries([odd]))}, which is no run of letters with a weight from 0 to 255 for languages it names: it is another version than the one this reads.`, 2); // prettier-ignore
  const spokenFor = runs.flatMap(([, weights]) => Object.entries(weights));
  const bytes = runs.flatMap(([run]) => Array.from(run, (character) => byteOf.get(character) as number));
  return {
    languages: Object.values(languages),
    lengths: Uint8Array.from(runs, ([run]) => run.length),
    bytes: Uint8Array.from(bytes),
    counts: Uint8Array.from(runs, ([, weights]) => Object.keys(weights).length),
    spokenFor: Uint8Array.from(spokenFor, ([language]) => Number(language)),
    weights: Uint8Array.from(spokenFor, ([, weight]) => weight),
  };
}

const isByte = (number: number): boolean => Number.isInteger(number) && number >= 0 && number <= 0xff;

function outIn(argv: readonly string[]): string {
  try {
    return parseArgs({ args: [...argv], options: { out: { type: 'string', default: SHIPPED_NGRAMS } } })
      .values.out;
  } catch (error) {
    throw optionTrouble(error, 'train');
  }
}

const missing = (cause: unknown): never => {
  throw new Trouble(`This needs the package eld, which is not installed: run npm install without --omit=dev. (${String(cause)})`); // prettier-ignore
};
