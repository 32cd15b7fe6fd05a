import type { ByLabel } from '../reading.ts';
import { calibrated, countedLabel } from '../calibration.ts';
import type { Calibration } from '../weights.ts';
import { priorWeights, type Unseen } from './calibrate.ts';
import { LABELS } from './problem.ts';

type Triple = [negative: number, neutral: number, positive: number];

const ROUNDS = 400;
/** Steps shrink from here on: counts jump, so the last steps must be small. */
const WIDE_ROUNDS = 10;

/**
 * Factors for which as many labels are counted as the probabilities add up to, on texts the model did not see, in the
 * mix of the prior: a class that is counted too rarely is made easier to reach, round after round.
 */
export function fitCountFactors(
  { logits, label }: Unseen,
  calibration: Omit<Calibration, 'countFactors'>,
): Triple {
  const weights = priorWeights(label, calibration.prior);
  const p = Array.from(label, (_, at) =>
    calibrated(logits[at * 2] as number, logits[at * 2 + 1] as number, calibration),
  );
  const summed = (shareOf: (of: ByLabel, label: (typeof LABELS)[number]) => number) =>
    LABELS.map((name) => p.reduce((sum, of, at) => sum + (weights[at] as number) * shareOf(of, name), 0));
  const wanted = summed((of, name) => of[name]);
  let factors: Triple = [1, 1, 1];
  let best = factors;
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const current = factors;
    const counted = summed((of, name) => (countedLabel(of, current) === name ? 1 : 0));
    const off = Math.max(...wanted.map((sum, of) => Math.abs(sum - (counted[of] as number))));
    if (off < least) [least, best] = [off, factors];
    const step = 1 / (1 + round / WIDE_ROUNDS);
    const [negative, neutral, positive] = factors.map(
      (factor, of) =>
        factor * (Math.max(wanted[of] as number, 1) / Math.max(counted[of] as number, 1)) ** step,
    ) as Triple;
    factors = [negative / neutral, 1, positive / neutral];
  }
  return best.map((factor) => Number(factor.toPrecision(6))) as Triple;
}
