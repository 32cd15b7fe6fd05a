import { SENTIMENT_LABELS, type SentimentLabel } from '../../../schema/contracts/mention.ts';
import type { ByLabel } from './reading.ts';

/** One text as a person labelled it and as a model read it. */
export interface Judged {
  readonly gold: SentimentLabel;
  readonly label: SentimentLabel;
  /** The label that is counted; `label` where a model has but one. */
  readonly counted?: SentimentLabel;
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
  readonly shares: Shares;
}

/** Share of each class: as labelled by people, as labelled and as counted by the model, and as the mean probability. */
export interface Shares {
  readonly gold: ByLabel;
  readonly labels: ByLabel;
  readonly counted: ByLabel;
  readonly mean: ByLabel;
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
    recall,
    ...weighted(judged, () => 1),
  };
}

/** What a model's probabilities and counts are worth where each text weighs as much as its class is to have in `mix`. */
export function evaluateInMix(judged: readonly Judged[], mix: ByLabel): Pick<Evaluation, 'ece' | 'shares'> {
  const texts = byLabel((label) => judged.filter(({ gold }) => gold === label).length);
  return weighted(judged, ({ gold }) => (mix[gold] * judged.length) / texts[gold]);
}

function weighted(
  judged: readonly Judged[],
  weightOf: (of: Judged) => number,
): Pick<Evaluation, 'ece' | 'shares'> {
  const total = judged.reduce((sum, of) => sum + weightOf(of), 0) || 1;
  const share = (of: (judged: Judged, label: SentimentLabel) => number) =>
    byLabel((label) => judged.reduce((sum, one) => sum + weightOf(one) * of(one, label), 0) / total);
  const bins = Array.from({ length: BINS }, () => ({ confidence: 0, right: 0 }));
  for (const of of judged) {
    const { gold, p } = of;
    const likeliest = SENTIMENT_LABELS.reduce((best, label) => (p[label] > p[best] ? label : best));
    const bin = bins[Math.min(BINS - 1, Math.floor(p[likeliest] * BINS))];
    if (bin === undefined) continue;
    bin.confidence += weightOf(of) * p[likeliest];
    if (likeliest === gold) bin.right += weightOf(of);
  }
  return {
    ece: bins.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0) / total,
    shares: {
      gold: share(({ gold }, label) => (gold === label ? 1 : 0)),
      labels: share((of, label) => (of.label === label ? 1 : 0)),
      counted: share((of, label) => ((of.counted ?? of.label) === label ? 1 : 0)),
      mean: share(({ p }, label) => p[label]),
    },
  };
}

function byLabel(of: (label: SentimentLabel) => number): ByLabel {
  return { negative: of('negative'), neutral: of('neutral'), positive: of('positive') };
}
