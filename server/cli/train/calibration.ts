import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { LABELS } from '../../../pipelines/text/sentiment/training/problem.ts';
import type { Shares } from '../../../pipelines/text/sentiment/evaluation.ts';
import type { ByLabel } from '../../../pipelines/text/sentiment/reading.ts';
import type { LabelledText } from '../../../pipelines/text/sentiment/training/labelled.ts';
import {
  FEWEST_TEXTS,
  logitsOf,
  recalibrate,
  sharesBy,
  sharesOfUnseen,
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
const NORMAL_95 = 1.96;

/** Writes the weights of a model whose lines are drawn where one house draws them. @throws Trouble */
export function calibrateToFiles(argv: readonly string[], say: (line: string) => void): void {
  const { files, out, weights: path, config } = readOptions(argv);
  const rows = eachOnce(files.flatMap((file) => readLabelledFile(file, { mayLack: true })));
  if (rows.length < FEWEST_TEXTS)
    throw new Trouble(`${rows.length} labelled texts are too few, as chance would draw the lines: label ${FEWEST_TEXTS} or more.`, 2); // prettier-ignore
  checkOutFile(out);
  const { namesOf, tracked } = namesIn(config === undefined ? { brands: [] } : { brands: readConfigFile(config).brands ?? [] }); // prettier-ignore
  const weights = readWeightsFile(path);
  const brandsOf = ({ split }: LabelledText) => split.split(',').map(namesOf);
  const texts = logitsOf(weights, rows, (row) => [tracked, ...brandsOf(row)]);
  const calibration = recalibrate(texts, weights.calibration);
  const before = sharesBy(texts, weights.calibration);
  const after = sharesOfUnseen(texts, weights.calibration);
  report({ n: rows.length, before, after }, say);
  const version = versionOf(weights.version, calibration);
  writeOutFile(out, gzipSync(encodeWeights({ ...weights, version, calibration }), { level: 9 }));
  say(`wrote ${out}: ${version}`);
  say(JSON.stringify({ n: rows.length, before: furthest(before), after: furthest(after), version }));
}

/** A file that is named twice, or two that overlap, say no more than one. */
const eachOnce = (rows: readonly LabelledText[]): LabelledText[] => [
  ...new Map(rows.map((row) => [JSON.stringify([row.split, row.id, row.text]), row])).values(),
];

interface Report {
  readonly n: number;
  readonly before: Shares;
  readonly after: Shares;
}

function report({ n, before, after }: Report, say: (line: string) => void): void {
  say(lineOf('', [...LABELS]));
  say(lineOf('by people', percent(before.gold)));
  say(
    lineOf(
      'by chance',
      LABELS.map((label) => `± ${byChance(before.gold[label], n)}`),
    ),
  );
  say(lineOf('counted as it was', percent(before.counted)));
  say(lineOf('counted from now on', percent(after.counted)));
  say('The last line is counted by lines that did not see the texts they count. Chance: 95 % of samples of that many texts.'); // prettier-ignore
  const rare = LABELS.filter((label) => before.gold[label] * n < FEWEST_OF_A_LABEL);
  if (rare.length > 0)
    say(`Hardly any text is ${rare.join(' or ')}: that line stays near where it was. Label more of them, at random.`); // prettier-ignore
}

const percent = (shares: ByLabel): string[] => LABELS.map((label) => `${(100 * shares[label]).toFixed(1)} %`);

const byChance = (share: number, n: number): string =>
  (NORMAL_95 * 100 * Math.sqrt((share * (1 - share)) / n)).toFixed(1);

const lineOf = (name: string, cells: readonly string[]): string =>
  [name.padEnd(20), ...cells.map((cell) => cell.padStart(10))].join(' ').trimEnd();

/** Points by which the share that is furthest off is off. */
const furthest = ({ gold, counted }: Shares): number =>
  Number(Math.max(...LABELS.map((label) => 100 * Math.abs(counted[label] - gold[label]))).toFixed(2)); // prettier-ignore

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
