import type { SentimentLabel } from '../../../schema/contracts/mention.ts';

/** What a classifier's outputs say of a text. */
export interface LogitReading {
  readonly label: SentimentLabel;
  /** −1 … 1: probability of positive minus that of negative. */
  readonly score: number;
}

/**
 * The reading that a row of logits stands for: softmax, summed by label.
 *
 * @param logits one number for each of `labels`, as the model gave them
 * @returns null when the row is not what was asked for or holds something that is no number: no reading, not a guess
 */
export function readingOfLogits(
  logits: readonly number[],
  labels: readonly SentimentLabel[],
): LogitReading | null {
  if (logits.length !== labels.length || !logits.every(Number.isFinite)) return null;
  // The highest is taken off so that no exponent overflows.
  const highest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - highest));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const p = { negative: 0, neutral: 0, positive: 0 };
  labels.forEach((label, index) => (p[label] += (weights[index] ?? 0) / sum));
  let label: SentimentLabel = 'neutral';
  if (p.negative > p[label]) label = 'negative';
  if (p.positive > p[label]) label = 'positive';
  return { label, score: Math.max(-1, Math.min(1, p.positive - p.negative)) };
}
