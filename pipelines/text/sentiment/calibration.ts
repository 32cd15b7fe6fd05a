import type { ByLabel } from './reading.ts';
import type { Calibration } from './weights.ts';

/** Probabilities in the natural mix of classes from logits of a balanced model (vector scaling, Guo et al. 2017). */
export function calibrated(negative: number, positive: number, { scale, shift }: Calibration): ByLabel {
  const a = negative * scale[0] + shift[0];
  const b = shift[1];
  const c = positive * scale[2] + shift[2];
  const top = Math.max(a, b, c);
  const [ea, eb, ec] = [Math.exp(a - top), Math.exp(b - top), Math.exp(c - top)];
  const sum = ea + eb + ec;
  return { negative: ea / sum, neutral: eb / sum, positive: ec / sum };
}
