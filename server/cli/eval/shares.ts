import { evaluateInMix, type Evaluation, type Judged } from '../../../pipelines/text/sentiment/evaluation.ts';
import type { ByLabel } from '../../../pipelines/text/sentiment/reading.ts';
import { estimateShares } from '../../../pipelines/text/sentiment/shares.ts';
import { LABELS } from '../../../pipelines/text/sentiment/training/problem.ts';

/** The shares of the classes in a file, by everything that can name them. @param prior what the model is calibrated to. */
export function shareLines(judged: readonly Judged[], { shares }: Evaluation, prior: ByLabel): string[] {
  const adjusted = estimateShares(judged.map(({ p }) => p), prior); // prettier-ignore
  return [
    shareLine('people', shares.gold),
    shareLine('counted labels', shares.counted),
    shareLine('mean probability', shares.mean),
    shareLine('adjusted to the mix', adjusted),
    shareLine('balanced labels', shares.labels),
  ];
}

/** The same as if the classes came in the mix the model is calibrated to, and the calibration error of that. */
export function inMixLines(judged: readonly Judged[], prior: ByLabel): string[] {
  const { ece, shares } = evaluateInMix(judged, prior);
  return [
    `weighted to the stated mix: calibration error ${ece.toFixed(4)}`,
    shareLine('people', shares.gold),
    shareLine('counted labels', shares.counted),
    shareLine('mean probability', shares.mean),
  ];
}

const shareLine = (by: string, shares: ByLabel): string =>
  `shares by ${by.padEnd(20)} ${LABELS.map((label) => `${label} ${(100 * shares[label]).toFixed(1)} %`).join('  ')}`;
