import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLanguageDetector } from '../../pipelines/text/language/detector.ts';
import { createLetters, lettersOfAscii } from '../../pipelines/text/language/letters.ts';
import { decodeNgrams } from '../../pipelines/text/language/ngrams.ts';
import { SHIPPED_NGRAMS } from '../../server/text/shipped-language.ts';
import { runNode } from '../helpers/run-node.ts';

const folder = mkdtempSync(join(tmpdir(), 'brandwall-train-language-'));
afterAll(() => rmSync(folder, { recursive: true }));
const shipped = readFileSync(SHIPPED_NGRAMS);
const inFolder = (name: string): string => join(folder, name);

/** How much a run of letters speaks for each language, by its number. */
type Ngrams = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The command with these files for those of the package, or without any: it knows them by where they are installed. */
function train(data: string | null, ...args: string[]) {
  const hooks = `export const resolve = (name, context, next) => {
    const file = /\\/eld\\/src\\/(?:ngrams\\/)?(\\w+)\\.js$/.exec(name)?.[1];
    if (file === undefined) return next(name, context);
    return next(${data === null ? "'file:///nowhere.mjs'" : `${JSON.stringify(`${pathToFileURL(folder).href}/${data}-`)} + file + '.mjs'`}, context);
  };`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(asModule(hooks))});`;
  return runNode('--import', 'tsx', '--import', asModule(register), 'server/cli/train.ts', 'language', ...args);
} // prettier-ignore

const asModule = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;

/** Files in the form of the package, with a character for each byte. */
function writeData(name: string, ngrams: Ngrams): string {
  const languages = { 0: 'de', 1: 'en' };
  const dictionary = Array.from({ length: 256 }, (_, byte) =>
    byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ' ',
  );
  writeFileSync(inFolder(`${name}-small.mjs`), `export const ngramsData = ${JSON.stringify({ languages, ngrams })};`); // prettier-ignore
  writeFileSync(inFolder(`${name}-dictionary.mjs`), `export const dictionary = ${JSON.stringify(dictionary)};`); // prettier-ignore
  return name;
}

const TINY: Ngrams = { ' der ': { 0: 200 }, ' the ': { 1: 200, 0: 3 }, ' in ': { 0: 90, 1: 90 }, ' of ': {} };

describe('npm run train -- language', () => {
  let tiny: string;
  beforeAll(() => void (tiny = writeData('tiny', TINY)));

  it('writes the table to --out and says what is in it', async () => {
    const out = inFolder('tiny.bin.gz');
    const { code, stdout, stderr } = await train(tiny, '--out', out);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`wrote ${out}: 2 languages, 3 runs, 0 KB\n`);

    const table = decodeNgrams(gunzipSync(readFileSync(out)));
    expect(table.languages).toEqual(['de', 'en']);
    expect(Buffer.from(table.bytes).toString('latin1')).toBe(' der  the  in ');
    expect([table.lengths, table.counts, table.weights].map((list) => [...list])).toEqual([[5, 5, 4], [1, 2, 2], [200, 3, 200, 90, 90]]); // prettier-ignore
    const detector = createLanguageDetector(table);
    const letters = createLetters();
    const languageOf = (text: string) => {
      lettersOfAscii(letters, text);
      return detector.ofLetters(letters)?.language;
    };
    expect(['in der of', 'in the of'].map(languageOf)).toEqual(['de', 'en']);
  });

  it('writes the same file each time, and no other', async () => {
    const outs = [inFolder('first.bin.gz'), inFolder('second.bin.gz')];
    for (const out of outs) expect((await train(tiny, '--out', out)).code).toBe(0);
    const [first, second] = outs.map((out) => readFileSync(out));
    expect(first?.equals(second ?? Buffer.of())).toBe(true);
    expect(readFileSync(SHIPPED_NGRAMS).equals(shipped)).toBe(true);
  });

  it.each<[what: string, ngrams: Ngrams, named: string]>([
    ['a weight that is too large', { ' the ': { 1: 256 } }, '{" the ":{"1":256}}'],
    ['a weight that is no whole number', { ' the ': { 1: 0.5 } }, '{" the ":{"1":0.5}}'],
    ['a language without a name', { ' der ': { 0: 1 }, ' que ': { 2: 1 } }, '{" que ":{"2":1}}'],
    ['a character that stands for no byte', { ' é ': { 1: 1 } }, '{" é ":{"1":1}}'],
    ['a run that is too long', { letters: { 1: 1 } }, '{"letters":{"1":1}}'],
  ])('says in a sentence which run is wrong, and writes nothing: %s', async (_what, ngrams, named) => {
    const out = inFolder('refused.bin.gz');
    const { code, stdout, stderr } = await train(writeData('bad', ngrams), '--out', out);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `The package eld holds ${named}, which is no run of letters with a weight from 0 to 255 for languages it names: it is another version than the one this reads.\n`,
    });
    expect(() => readFileSync(out)).toThrow('ENOENT');
  });

  it('says in a sentence that its data is not installed', async () => {
    const { code, stdout, stderr } = await train(null, '--out', inFolder('refused.bin.gz'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^This needs the package eld, which is not installed: run npm install without --omit=dev\. .*\n$/);
  }); // prettier-ignore

  it.each([
    [['--out', inFolder('no/such/folder.bin.gz')], /^Cannot write .*folder\.bin\.gz: ENOENT.*\n$/],
    [['--out', folder], /^Cannot write .*: EISDIR.*\n$/],
    [['--name', 'language/2'], /^Unknown option '--name'.*See npm run train -- --help\.\n$/s],
    [['labelled.tsv'], /^Unexpected argument 'labelled\.tsv'/],
  ])('says in a sentence what is wrong: %j', async (args, says) => {
    const { code, stdout, stderr } = await train(tiny, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('    at ');
  });
});
