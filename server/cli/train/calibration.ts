import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { LABELS } from '../../../pipelines/text/sentiment/training/problem.ts';
import type { Shares } from '../../../pipelines/text/sentiment/evaluation.ts';
import type { ByLabel } from '../../../pipelines/text/sentiment/reading.ts';
import type { LabelledText } from '../../../pipelines/text/sentiment/training/labelled.ts';
import {
  expectedOff,
  FEWEST_TEXTS,
  furthest,
  logitsOf,
  recalibrate,
  sharesBy,
} from '../../../pipelines/text/sentiment/training/recalibrate.ts';
import { encodeWeights, type Calibration } from '../../../pipelines/text/sentiment/weights.ts';
import { SHIPPED_SENTIMENT } from '../../text/shipped-sentiment.ts';
import { namesIn } from '../../tracked-names.ts';
import { readConfigFile } from '../config-file.ts';
import { readLabelledFile } from '../labelled-file.ts';
import { checkOutFile, writeOutFile } from '../out-file.ts';
import { optionTrouble, Trouble } from '../replay/trouble.ts';
import { readWeightsFile } from '../weights-file.ts';

/** Of fewer, little is learnt of a line. */
const FEWEST_OF_A_LABEL = 20;

/** Writes the weights of a model whose lines are drawn where one house draws them. @throws Trouble */
export function calibrateToFiles(argv: readonly string[], say: (line: string) => void): void {
  const { files, out, weights: path, config } = readOptions(argv);
  const rows = eachOnce(files.flatMap((file) => readLabelledFile(file, { fromSpreadsheet: true })));
  if (rows.length < FEWEST_TEXTS)
    throw new Trouble(`${rows.length} labelled texts are too few, as chance would draw the lines: label ${FEWEST_TEXTS} or more.`, 2); // prettier-ignore
  refuseOverwriting(out, files);
  checkOutFile(out);
  const { namesOf, tracked } = namesIn(config === undefined ? { brands: [] } : { brands: readConfigFile(config).brands ?? [] }); // prettier-ignore
  const weights = readWeightsFile(path);
  const brandsOf = ({ split }: LabelledText) => split.split(',').map(namesOf);
  const texts = logitsOf(weights, rows, (row) => [tracked, ...brandsOf(row)]);
  const before = sharesBy(texts, weights.calibration);
  refuseOneSided(before, rows.length);
  say(`${rows.length} labelled texts, read by ${weights.version}`);
  const calibration = recalibrate(texts, weights.calibration);
  report({ before, after: sharesBy(texts, calibration), n: rows.length }, say);
  const off = { n: rows.length, before: round(furthest(before)), after: round(expectedOff(texts, weights.calibration)) }; // prettier-ignore
  say(`Of new mentions the furthest share may be expected to be off by ${off.after} points, chance in what was labelled included; it was ${off.before} here.`); // prettier-ignore
  const version = versionOf(weights.version, calibration);
  writeOutFile(out, gzipSync(encodeWeights({ ...weights, version, calibration }), { level: 9 }));
  say(`wrote ${out}: ${version}`);
  say(JSON.stringify({ ...off, version }));
}

/** A file that is named twice, or two that overlap, say no more than one. */
const eachOnce = (rows: readonly LabelledText[]): LabelledText[] => [
  ...new Map(rows.map((row) => [JSON.stringify([row.split, row.id, row.text]), row])).values(),
];

/** @throws Trouble where hand-made labels, or the weights that ship, would be lost. */
function refuseOverwriting(out: string, files: readonly string[]): void {
  const target = resolve(out);
  if ([...files, SHIPPED_SENTIMENT].some((file) => resolve(file) === target))
    throw new Trouble(`${out} is to be kept: say with --out where else to write.`, 2);
}

/** @throws Trouble where a label is missing altogether, as nothing is learnt of its line then. */
function refuseOneSided({ gold }: Shares, n: number): void {
  const missing = LABELS.filter((label) => gold[label] === 0);
  if (missing.length > 0)
    throw new Trouble(`None of the ${n} texts is labelled ${missing.join(' or ')}: label a random sample, or a larger one.`, 2); // prettier-ignore
}

function report(
  { before, after, n }: { readonly before: Shares; readonly after: Shares; readonly n: number },
  say: (line: string) => void,
): void {
  say(lineOf('', [...LABELS]));
  say(lineOf('by people', percent(before.gold)));
  say(lineOf('counted as it was', percent(before.counted)));
  say(lineOf('counted from now on', percent(after.counted)));
  for (const label of LABELS) {
    const texts = Math.round(before.gold[label] * n);
    if (texts < FEWEST_OF_A_LABEL)
      say(`Only ${texts} texts are ${label}: where its line belongs is hardly known. Label more, at random.`); // prettier-ignore
  }
}

const percent = (shares: ByLabel): string[] => LABELS.map((label) => `${(100 * shares[label]).toFixed(1)} %`);

const lineOf = (name: string, cells: readonly string[]): string =>
  [name.padEnd(20), ...cells.map((cell) => cell.padStart(10))].join(' ').trimEnd();

const round = (points: number): number => Number(points.toFixed(2));

/** The model's name and what tells these lines from others; the same labels give the same. */
function versionOf(version: string, calibration: Calibration): string {
  const digest = createHash('sha256').update(JSON.stringify(calibration)).digest('hex');
  return `${version.replace(/@.*$/, '')}@${digest.slice(0, 8)}`;
}

function readOptions(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        weights: { type: 'string', default: SHIPPED_SENTIMENT },
        config: { type: 'string' },
      },
    });
    if (positionals.length === 0) throw new TypeError('Name at least one labelled file.');
    const { out, weights, config } = values;
    if (out === undefined) throw new TypeError('Say with --out where to write.');
    return { files: positionals, out, weights, config };
  } catch (error) {
    throw optionTrouble(error, 'train');
  }
}
