/** What was chosen on the development texts. */
export interface TrainingOptions {
  /** A feature or word of fewer texts is left out. */
  readonly minTexts: number;
  /** Words with a capital in more than this share of their places are names. */
  readonly maxCapitals: number;
  /** How many of the most frequent words with a vector are known, seen in training or not. */
  readonly vectorWords: number;
  /** How many features are kept besides the words. */
  readonly keep: number;
  readonly sparseL2: number;
  readonly scoreL2: number;
  readonly vectorL2: number;
  /** For what scores and vectors say in one round of labelling and not in the others. */
  readonly roundL2: number;
  /** Share of every label that is spread over all classes. */
  readonly smoothing: number;
  readonly rankingIterations: number;
  readonly iterations: number;
  /** Parts for calibration: each is read by a model of the others. The more, the closer those are to the model of all. */
  readonly folds: number;
  /** The mix of negative, neutral and positive that probabilities are calibrated to. */
  readonly prior: readonly [number, number, number];
}

export const TRAINING_OPTIONS: TrainingOptions = {
  minTexts: 3,
  maxCapitals: 0.5,
  vectorWords: 25_000,
  keep: 35_000,
  sparseL2: 200,
  scoreL2: 20,
  vectorL2: 100,
  roundL2: 100,
  smoothing: 0.1,
  rankingIterations: 20,
  iterations: 40,
  folds: 10,
  prior: [0.3, 0.48, 0.22],
};
