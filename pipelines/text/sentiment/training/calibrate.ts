import type { Calibration } from '../weights.ts';
import { minimise } from './minimise.ts';

/** Keeps the scales finite where a few texts are told apart without a mistake. */
const HOLD = 0.01;

/**
 * Fits scales and shifts that turn logits of texts the model did not see into probabilities.
 *
 * @param logits pairs (negative, positive) against neutral.
 * @param prior the mix of classes to calibrate to: each text counts as much as its class is to weigh.
 */
export function fitCalibration(
  logits: Float64Array,
  label: Uint8Array,
  prior: readonly [number, number, number],
): Calibration {
  // prettier-ignore
  const texts = [0, 0, 0];
  for (const of of label) texts[of] = (texts[of] as number) + 1;
  const weightOf = prior.map((share, of) => (share * label.length) / Math.max(1, texts[of] as number));
  // Scale and shift of negative, then of positive; neutral is what they are measured against.
  const x = Float64Array.from([1, 0, 1, 0]);
  minimise(
    (at, gradient) => {
      gradient.fill(0);
      let loss = 0;
      for (const scale of [0, 2]) {
        const off = (at[scale] as number) - 1;
        loss += 0.5 * HOLD * off * off;
        gradient[scale] = HOLD * off;
      }
      for (let row = 0; row < label.length; row++) {
        const of = label[row] as number;
        const weight = (weightOf[of] as number) / label.length;
        const n = logits[row * 2] as number;
        const p = logits[row * 2 + 1] as number;
        const a = n * (at[0] as number) + (at[1] as number);
        const c = p * (at[2] as number) + (at[3] as number);
        const top = Math.max(a, 0, c);
        const [ea, eb, ec] = [Math.exp(a - top), Math.exp(-top), Math.exp(c - top)];
        const sum = ea + eb + ec;
        loss -= weight * ((of === 0 ? a : of === 2 ? c : 0) - top - Math.log(sum));
        const da = weight * (ea / sum - (of === 0 ? 1 : 0));
        const dc = weight * (ec / sum - (of === 2 ? 1 : 0));
        gradient[0] = (gradient[0] as number) + da * n;
        gradient[1] = (gradient[1] as number) + da;
        gradient[2] = (gradient[2] as number) + dc * p;
        gradient[3] = (gradient[3] as number) + dc;
      }
      return loss;
    },
    x,
    { iterations: 200, tolerance: 1e-12 },
  );
  const round = (value: number) => Number(value.toPrecision(6));
  const [na = 1, nb = 0, pa = 1, pb = 0] = [...x].map(round);
  return { scale: [na, 1, pa], shift: [nb, 0, pb], prior };
}
