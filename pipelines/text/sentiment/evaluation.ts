import { SENTIMENT_LABELS, type SentimentLabel } from '../../../schema/contracts/mention.ts';
import type { ByLabel } from './reading.ts';

/** One text as a person labelled it and as a model read it. */
export interface Judged {
  readonly gold: SentimentLabel;
  readonly label: SentimentLabel;
  readonly p: ByLabel;
}

export interface Evaluation {
  readonly n: number;
  /** Mean of the three recalls, 0 … 100; of the classes that occur. */
  readonly macroRecall: number;
  /** 0 … 100. */
  readonly accuracy: number;
  /** Mean of the F1 of positive and of negative, 0 … 100. */
  readonly f1pn: number;
  /** Expected calibration error over 15 bins of the highest probability, 0 … 1 (Guo et al. 2017). */
  readonly ece: number;
  readonly recall: ByLabel;
  /** Share of each class: as labelled by people, as labelled by the model, and as the mean probability. */
  readonly shares: { readonly gold: ByLabel; readonly labels: ByLabel; readonly mean: ByLabel };
}

const BINS = 15;

export function evaluate(judged: readonly Judged[]): Evaluation {
  const n = judged.length;
  const countOf = (is: (of: Judged) => boolean) => judged.reduce((sum, of) => sum + (is(of) ? 1 : 0), 0);
  const gold = byLabel((label) => countOf((of) => of.gold === label));
  const labels = byLabel((label) => countOf((of) => of.label === label));
  const right = byLabel((label) => countOf((of) => of.gold === label && of.label === label));
  const recall = byLabel((label) => (gold[label] === 0 ? 0 : (100 * right[label]) / gold[label]));
  const occurring = SENTIMENT_LABELS.filter((label) => gold[label] > 0);
  const f1 = (label: SentimentLabel) => (200 * right[label]) / Math.max(1, gold[label] + labels[label]);
  return {
    n,
    macroRecall: occurring.reduce((sum, label) => sum + recall[label], 0) / Math.max(1, occurring.length),
    accuracy: (100 * countOf((of) => of.gold === of.label)) / Math.max(1, n),
    f1pn: (f1('positive') + f1('negative')) / 2,
    ece: calibrationError(judged),
    recall,
    shares: {
      gold: byLabel((label) => gold[label] / Math.max(1, n)),
      labels: byLabel((label) => labels[label] / Math.max(1, n)),
      mean: byLabel((label) => judged.reduce((sum, { p }) => sum + p[label], 0) / Math.max(1, n)),
    },
  };
}

function calibrationError(judged: readonly Judged[]): number {
  const bins = Array.from({ length: BINS }, () => ({ confidence: 0, right: 0 }));
  for (const { gold, p } of judged) {
    const likeliest = SENTIMENT_LABELS.reduce((best, label) => (p[label] > p[best] ? label : best));
    const bin = bins[Math.min(BINS - 1, Math.floor(p[likeliest] * BINS))];
    if (bin === undefined) continue;
    bin.confidence += p[likeliest];
    if (likeliest === gold) bin.right++;
  }
  const gap = bins.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0);
  return gap / Math.max(1, judged.length);
}

function byLabel(of: (label: SentimentLabel) => number): ByLabel {
  return { negative: of('negative'), neutral: of('neutral'), positive: of('positive') };
}
