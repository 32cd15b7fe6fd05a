import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Trouble } from '../../server/cli/replay/trouble.ts';
import { calibrateToFiles } from '../../server/cli/train/calibration.ts';
import { loadSentimentModel, SHIPPED_SENTIMENT } from '../../server/text/shipped-sentiment.ts';
import { runNode } from '../helpers/run-node.ts';
import { ROWS } from '../text/sentiment/invented.ts';

const folder = mkdtempSync(join(tmpdir(), 'brandwall-calibration-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

/** A house that calls every question and report of a rating neutral: whoever does not love or hate something. */
const strict = Array.from({ length: 10 }, (_, round) =>
  ROWS.map(({ id, label, text }) => ({
    id: `${round}-${id}`,
    label: /love|hate|worst|best/.test(text) ? label : 'neutral',
    text: `${text} ${round}`,
  })),
).flat();
const tableOf = (rows: readonly { id: string; label: string; text: string }[]) =>
  `split\tid\tlabel\ttext\n${rows.map(({ id, label, text }) => `acme\t${id}\t${label}\t${text}\n`).join('')}`;
const file = (name: string, text: string) => {
  writeFileSync(at(name), text);
  return at(name);
};
const labelled = file('labelled.tsv', tableOf(strict));

/** What the command says; a process of its own is started where exit codes are looked at. */
function run(...args: string[]): string {
  const lines: string[] = [];
  calibrateToFiles(args, (line) => lines.push(line));
  return `${lines.join('\n')}\n`;
}
const runProgram = (...args: string[]) =>
  runNode('--import', 'tsx', 'server/cli/train.ts', 'calibration', ...args);
const lastOf = (stdout: string) =>
  JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Record<'n' | 'before' | 'after', number> & {
    version: string;
  };

describe('npm run train -- calibration', () => {
  it('draws the lines where the labels draw them, and says what that mends', async () => {
    const { code, stdout } = await runProgram(labelled, '--out', at('own.bin.gz'));
    expect(code).toBe(0);
    const { n, before, after, version } = lastOf(stdout);
    expect(n).toBe(strict.length);
    expect(before).toBeGreaterThan(20);
    expect(after).toBeLessThan(3);
    expect(version).toMatch(/^sentiment\/3@[0-9a-f]{8}$/);
    expect(stdout).toContain(`expected to be off by ${after} points`);
    for (const line of ['by people', 'counted as it was', 'counted from now on'])
      expect(stdout).toMatch(new RegExp(`^${line} +\\S+`, 'm'));

    const own = loadSentimentModel(at('own.bin.gz'));
    const shipped = loadSentimentModel();
    const counted = (model: typeof own) =>
      strict.filter(({ text }) => model.read(text).counted === 'neutral').length;
    expect(own.version).toBe(version);
    expect(counted(own)).toBeGreaterThan(1.3 * counted(shipped));
    // What the words say is the same: the balanced label does not move.
    for (const { text } of strict.slice(0, 60)) expect(own.read(text).label).toBe(shipped.read(text).label);
  });

  it('gives the same bytes for the same labels, and its lines can be drawn again from theirs', () => {
    const first = run(labelled, '--out', at('once.bin.gz'));
    run(labelled, '--out', at('twice.bin.gz'));
    expect(readFileSync(at('twice.bin.gz')).equals(readFileSync(at('once.bin.gz')))).toBe(true);
    const stdout = run(labelled, '--weights', at('once.bin.gz'), '--out', at('again.bin.gz'));
    expect(lastOf(stdout).before).toBeLessThan(lastOf(first).before / 4);
    expect(lastOf(stdout).version).toMatch(/^sentiment\/3@[0-9a-f]{8}$/);
  });

  it('takes a file that is named twice once, and a label as it is typed', () => {
    const shouted = file(
      'shouted.tsv',
      tableOf(strict.map((row) => ({ ...row, label: ` ${row.label.toUpperCase()}` }))),
    );
    const stdout = run(labelled, shouted, labelled, '--out', at('shouted.bin.gz'));
    expect(lastOf(stdout).n).toBe(strict.length);
  });

  it('leaves out what nobody has labelled, and says which label is rare', () => {
    const half = strict.map((row, index) => (index < 360 ? row : { ...row, label: '' }));
    let praised = 0;
    const calm = half.map((row) =>
      row.label === 'positive' && ++praised > 9 ? { ...row, label: 'neutral' } : row,
    );
    const stdout = run(file('half.tsv', tableOf(calm)), '--out', at('half.bin.gz'));
    expect(lastOf(stdout).n).toBe(360);
    expect(stdout).toContain('Only 9 texts are positive');
  });

  it('reads what a spreadsheet has put in quotes as it was', () => {
    const wordy = strict.map((row) => ({ ...row, text: `${row.text}, they said "so"` }));
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    const asTyped = run(file('wordy.tsv', tableOf(wordy)), '--out', at('wordy.bin.gz'));
    const saved = tableOf(wordy.map((row) => ({ ...row, text: quoted(row.text) }))).replaceAll(
      'acme',
      '"acme"',
    );
    const asSaved = run(file('saved.tsv', saved), '--out', at('saved.bin.gz'));
    expect(lastOf(asSaved)).toEqual(lastOf(asTyped));
    expect(readFileSync(at('saved.bin.gz')).equals(readFileSync(at('wordy.bin.gz')))).toBe(true);
  });

  it('hides the names of the configured brands, as where mentions are read', () => {
    const named = strict.map((row) => ({ ...row, text: row.text.replace('the', 'Awful') }));
    const table = file('named.tsv', tableOf(named));
    const config = file('brands.yaml', 'brands: [{ id: awful, name: Awful }]\n');
    const plain = lastOf(run(table, '--out', at('plain.bin.gz')));
    const hidden = lastOf(run(table, '--out', at('hidden.bin.gz'), '--config', config));
    expect(hidden.version).not.toBe(plain.version);
    expect(hidden.before).toBeLessThan(plain.before);
  });

  it.each<[string[], RegExp]>([
    [[], /Name at least one labelled file/],
    [[labelled], /Say with --out where to write/],
    [[file('few.tsv', tableOf(strict.slice(0, 299))), '--out', at('x')], /^299 labelled texts are too few, .+ label 300 or more\.$/],
    [[file('none.tsv', tableOf(strict.map((row) => ({ ...row, label: '' })))), '--out', at('x')], /holds no labelled texts/],
    [[file('mood.tsv', tableOf([{ id: '1', label: 'meh', text: 'x' }])), '--out', at('x')], /line 2 is labelled "meh"/],
    [[at('nowhere.tsv'), '--out', at('x')], /Cannot read .+nowhere\.tsv: there is no such file/],
    [[labelled, '--out', at('no/such/folder')], /Cannot write/],
    [[labelled, '--out', labelled], /labelled\.tsv is to be kept: say with --out where else to write\.$/],
    [[labelled, '--out', SHIPPED_SENTIMENT], /sentiment\.bin\.gz is to be kept/],
    [[file('angry.tsv', tableOf(strict.map((row) => ({ ...row, label: 'negative' })))), '--out', at('x')], /None of the 600 texts is labelled neutral or positive: label a random sample/],
    [[labelled, '--out', at('x'), '--weights', at('nowhere')], /The file .+nowhere of --weights cannot be used: there is no such file\.$/],
    [[labelled, '--out', at('x'), '--weights', labelled], /cannot be used: the file holds no packed weights/],
    [[labelled, '--out', at('x'), '--config', at('nowhere.yaml')], /Cannot read .+nowhere\.yaml/],
    [[labelled, '--out', at('x'), '--config', file('bad.yaml', 'brands: 7')], /bad\.yaml, line 1/],
    [[labelled, '--outt', at('x')], /--outt.+See npm run train -- --help/],
  ])('says in a sentence what is wrong: %j', (args, says) => {
    const refused = () => run(...args);
    expect(refused).toThrow(Trouble);
    expect(refused).toThrow(says);
  }); // prettier-ignore

  it('ends with 2 and a sentence where it is asked for wrongly', async () => {
    const { code, stdout, stderr } = await runProgram(labelled);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Say with --out where to write. See npm run train -- --help.\n',
    });
  });
});
