import type { SentimentWeights } from '../weights.ts';
import { fitCalibration, only, type Unseen } from './calibrate.ts';
import { compact, type Fitted } from './compact.ts';
import { fitCountFactors } from './count-factors.ts';
import { asRead, denseOf, latestRound, type Dense } from './dense.ts';
import type { LabelledText } from './labelled.ts';
import { extract, type Extracted } from './matrix.ts';
import { CLASSES, LABELS, type Problem } from './problem.ts';
import { logCountScale } from './scale.ts';
import { bestColumns, foldOf, withColumns } from './select.ts';
import { allLogits, fitSoftmax, type Weights } from './softmax.ts';
import type { TrainingOptions } from './options.ts';
import { SCORES } from '../scores.ts';
import type { WordVectors } from './vectors.ts';
import { buildVocabulary } from './vocabulary.ts';
import { wordTable } from './word-vectors.ts';
import type { WordLists } from './word-lists.ts';

export interface TrainingInput {
  readonly rows: readonly LabelledText[];
  readonly lists: WordLists;
  /** Without them the model knows fewer words and no meanings. */
  readonly vectors: WordVectors;
  /** Name and version to store. */
  readonly version: string;
}

/** The same rows and options give the same bytes: nothing is drawn by lot. @param say is told of every step. */
export function trainSentiment(
  input: TrainingInput,
  options: TrainingOptions,
  say: (step: string) => void,
): SentimentWeights {
  // prettier-ignore
  const { lists, vectors, version } = input;
  const rows = withoutRepeats(input.rows);
  const texts = rows.map(({ text }) => text);
  const plain = vectors.words.filter((word) => /^[a-z][a-z']+$/.test(word)).slice(0, options.vectorWords);
  const vocabulary = buildVocabulary(texts, lists, plain, options);
  const table = wordTable(vocabulary, vectors);
  const extracted = extract(texts, vocabulary, lists.emoji, table, options.minTexts);
  const isLatest = latestRound(rows.map(({ split }) => split));
  const dense = denseOf(extracted, isLatest);
  const problem = problemOf(extracted, dense, rows, 2 * vocabulary.words.length);
  say(`${rows.length} texts, ${vocabulary.words.length} words, ${extracted.hashes.length} other features`);

  const words = 2 * vocabulary.words.length;
  const logits = new Float64Array(rows.length * 2);
  for (let fold = 0; fold < options.folds; fold++) {
    const { inside, rest } = foldOf(problem, fold, options.folds);
    const { columns, weights } = fitBest(rest, words, options);
    const all = allLogits(withColumns(problem, words, columns), asRead(dense, weights));
    for (const row of inside) {
      const [negative, neutral, positive] = all.subarray(row * CLASSES) as unknown as [number, number, number]; // prettier-ignore
      logits.set([negative - neutral, positive - neutral], row * 2);
    }
    say(`calibration: part ${fold + 1} of ${options.folds} read by a model of the others`);
  }
  const unseen: Unseen = { logits, label: problem.label };
  const fittedTo = fitCalibration(
    unseen,
    only(unseen, (row) => isLatest[row] === true),
    options.prior,
  );
  const calibration = { ...fittedTo, countFactors: fitCountFactors(unseen, fittedTo) };
  const { columns, weights } = fitBest(problem, words, options);
  const hashes = Array.from(columns, (column) => extracted.hashes[column - words] as number);
  const fitted: Fitted = { vocabulary, vectors: table, dense, weights, hashes, emoji: lists.emoji };
  say(`fitted on all, ${hashes.length} features kept`);
  return compact(fitted, version, calibration);
}

/** Fits all columns, keeps the best, fits those again. */
function fitBest(
  problem: Problem,
  words: number,
  options: TrainingOptions,
): { readonly columns: Int32Array; readonly weights: Weights } {
  // prettier-ignore
  const own = (problem.denseColumns - 1) / 2;
  const denseL2 = Float32Array.from({ length: problem.denseColumns }, (_, at) =>
    at < SCORES.length ? options.scoreL2 : at < own ? options.vectorL2 : at < 2 * own ? options.roundL2 : 1,
  );
  const fit = (of: Problem, iterations: number): Weights =>
    fitSoftmax(of, { sparseL2: options.sparseL2, denseL2, scale: logCountScale(of), smoothing: options.smoothing, iterations }); // prettier-ignore
  const columns = bestColumns(problem, fit(problem, options.rankingIterations), words, options.keep);
  return { columns, weights: fit(withColumns(problem, words, columns), options.iterations) };
}

function problemOf(
  extracted: Extracted,
  dense: Dense,
  rows: readonly LabelledText[],
  words: number,
): Problem {
  const { start, column, value } = extracted;
  return {
    rows: rows.length,
    sparseColumns: words + extracted.hashes.length,
    denseColumns: dense.columns,
    start,
    column,
    value,
    dense: dense.values,
    label: Uint8Array.from(rows, ({ label }) => LABELS.indexOf(label)),
  };
}

/** A text that comes twice would be on both sides of a fold. */
function withoutRepeats(rows: readonly LabelledText[]): LabelledText[] {
  const seen = new Set<string>();
  return rows.filter(({ text }) => !seen.has(text) && seen.add(text));
}
