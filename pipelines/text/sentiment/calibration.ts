import type { SentimentLabel } from '../../../schema/contracts/mention.ts';
import type { ByLabel } from './reading.ts';
import type { Calibration } from './weights.ts';

/** Probabilities in the natural mix of classes from logits of a balanced model (vector scaling, Guo et al. 2017). */
export function calibrated(
  negative: number,
  positive: number,
  { scale, shift }: Pick<Calibration, 'scale' | 'shift'>,
): ByLabel {
  const a = negative * scale[0] + shift[0];
  const b = shift[1];
  const c = positive * scale[2] + shift[2];
  const top = Math.max(a, b, c);
  const [ea, eb, ec] = [Math.exp(a - top), Math.exp(b - top), Math.exp(c - top)];
  const sum = ea + eb + ec;
  return { negative: ea / sum, neutral: eb / sum, positive: ec / sum };
}

/** The label to count: its counts match the shares of the classes where the largest probability would favour the most frequent class. */
export function countedLabel(
  p: ByLabel,
  [negative, neutral, positive]: Calibration['countFactors'],
): SentimentLabel {
  const [a, b, c] = [p.negative * negative, p.neutral * neutral, p.positive * positive];
  if (a > c) return a > b ? 'negative' : 'neutral';
  return c > b ? 'positive' : 'neutral';
}
