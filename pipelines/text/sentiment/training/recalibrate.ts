import type { SentimentLabel } from '../../../../schema/contracts/mention.ts';
import { calibrated, countedLabel } from '../calibration.ts';
import { evaluate, type Shares } from '../evaluation.ts';
import { createLogitReader } from '../model.ts';
import type { ByLabel } from '../reading.ts';
import type { Calibration, SentimentWeights } from '../weights.ts';
import { fitShifts, only, type Unseen } from './calibrate.ts';
import { fitCountFactors } from './count-factors.ts';
import type { LabelledText } from './labelled.ts';
import { LABELS } from './problem.ts';

/**
 * Between rounds of labelling, shifts differed by about a half: a Gaussian of that width around those of the model. It
 * steadies what few labels say; of a thousand it is hardly felt.
 */
const PULL = 4;
/** Each time another half is counted by the lines of the rest. */
const SPLITS = 10;
/** With fewer, chance alone moves a share by more than what is mended. */
export const FEWEST_TEXTS = 300;

/** What a person said of a text, and what the features of a model say. */
export interface LabelledLogits extends Unseen {
  readonly gold: readonly SentimentLabel[];
}

/**
 * Labelled texts as a model sees them.
 *
 * @param maskOf the names to hide in a text, as where mentions are read.
 */
export function logitsOf(
  weights: SentimentWeights,
  rows: readonly LabelledText[],
  maskOf: (row: LabelledText) => readonly (readonly string[])[],
): LabelledLogits {
  const read = createLogitReader(weights);
  const logits = new Float64Array(rows.length * 2);
  for (const [at, row] of rows.entries()) logits.set(read(row.text, maskOf(row)), at * 2);
  const gold = rows.map(({ label }) => label);
  return { logits, gold, label: Uint8Array.from(gold, (label) => LABELS.indexOf(label)) };
}

/**
 * Draws the lines between negative, neutral and positive where the people of one house draw them: the shifts of the
 * probabilities, the mix they are for, and the factors that make counts match. What words say stays as it is.
 *
 * @param texts a random sample of what is to be counted: its mix is taken for that of the whole.
 */
export function recalibrate(texts: Unseen, from: Calibration): Calibration {
  const { length } = texts.label;
  const mix = LABELS.map((_, of) => (count(texts.label, of) + 1) / (length + LABELS.length));
  const [negative = 0, neutral = 0, positive = 0] = mix.map((share) => Number(share.toPrecision(6)));
  const fitted = { ...fitShifts(texts, from, PULL), prior: [negative, neutral, positive] as const };
  return { ...fitted, countFactors: fitCountFactors(texts, fitted) };
}

/** Shares by people, and by the labels that the lines of a calibration count. */
export function sharesBy({ logits, gold }: LabelledLogits, calibration: Calibration): Shares {
  const judged = gold.map((label, at) => {
    const p: ByLabel = calibrated(logits[at * 2] as number, logits[at * 2 + 1] as number, calibration);
    const counted = countedLabel(p, calibration.countFactors);
    return { gold: label, label: counted, counted, p };
  });
  return evaluate(judged).shares;
}

/** Points by which the share that is furthest off is off. */
export const furthest = ({ gold, counted }: Shares): number =>
  100 * Math.max(...LABELS.map((label) => Math.abs(counted[label] - gold[label])));

/**
 * Points by which the furthest share of new mentions may be expected to be off after `recalibrate`, with what the chance
 * of having drawn these texts adds: halves are counted by lines drawn from the other half. What they are off holds the
 * chance of both, that of `a` and that of `b` texts, and shrinks by √(ab)/n to that of all n.
 */
export function expectedOff(texts: LabelledLogits, from: Calibration): number {
  const n = texts.gold.length;
  let sum = 0;
  for (let split = 0; split < SPLITS; split++) {
    const drawn = only(texts, (at) => isFirst(at, split));
    const rest = only(texts, (at) => !isFirst(at, split));
    const gold = texts.gold.filter((_, at) => !isFirst(at, split));
    const off = furthest(sharesBy({ ...rest, gold }, recalibrate(drawn, from)));
    sum += (off * Math.sqrt(drawn.label.length * rest.label.length)) / n;
  }
  return sum / SPLITS;
}

/** Whether a text is of the first half of a split: by lot, and the same each time. */
function isFirst(at: number, split: number): boolean {
  let mixed = Math.imul(at + 1, 0x9e3779b1) ^ Math.imul(split + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 13)) & 0x1000) === 0;
}

const count = (labels: Uint8Array, of: number): number =>
  labels.reduce((sum, label) => sum + (label === of ? 1 : 0), 0);
