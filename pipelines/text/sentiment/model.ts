import type { SentimentLabel } from '../../../schema/contracts/mention.ts';
import { calibrated, countedLabel } from './calibration.ts';
import type { EmojiValences } from './emoji.ts';
import { decidingTokens } from './explain.ts';
import { createLexicon } from './lexicon.ts';
import { createLogits, type Logits } from './logits.ts';
import type { ByLabel, ReadOptions, SentimentReading } from './reading.ts';
import { createTokenizer } from './tokenizer.ts';
import type { Tokens } from './tokens.ts';
import type { SentimentWeights } from './weights.ts';

export interface SentimentModel {
  /** Name and version, as stored with a reading. */
  readonly version: string;
  /** The mix of classes its probabilities are for; `estimateShares` needs it. */
  readonly prior: ByLabel;
  /** What pictures say on their own. */
  readonly emoji: EmojiValences;
  /** Any string gets an answer, in time that grows with its length up to 8,000 characters and no further. */
  read(text: string, options?: ReadOptions): SentimentReading;
}

/**
 * Reads the sentiment of short texts: softmax regression over words, pairs, runs of classes, letters of unknown words
 * and scores of word lists. A reading depends on its text and options alone.
 */
export function createSentimentModel(weights: SentimentWeights): SentimentModel {
  const { tokenizer, logitsOf } = partsOf(weights);
  const { version, calibration } = weights;
  const scoreOf = (tokens: Tokens): number => {
    const [negative, positive] = logitsOf(tokens);
    const p = calibrated(negative, positive, calibration);
    return p.positive - p.negative;
  };
  const [negative, neutral, positive] = calibration.prior;
  return {
    version,
    prior: { negative, neutral, positive },
    emoji: weights.emoji,
    read(text, { mask, explain = false } = {}) {
      const tokens = tokenizer.tokenize(text, mask);
      const [negative, positive] = logitsOf(tokens);
      const p = calibrated(negative, positive, calibration);
      const label = labelOf(negative, positive);
      return {
        label,
        counted: countedLabel(p, calibration.countFactors),
        p,
        score: p.positive - p.negative,
        confidence: p[label],
        tokens: explain ? decidingTokens(text, tokens, scoreOf) : [],
        model: version,
      };
    },
  };
}

/** What the features of a text say, before any line is drawn; overwritten by the next text. */
export function createLogitReader(
  weights: SentimentWeights,
): (text: string, mask: ReadOptions['mask']) => Logits {
  const { tokenizer, logitsOf } = partsOf(weights);
  return (text, mask) => logitsOf(tokenizer.tokenize(text, mask));
}

function partsOf(weights: SentimentWeights) {
  const lexicon = createLexicon(weights.lexicon);
  return { tokenizer: createTokenizer(lexicon, weights.emoji), logitsOf: createLogits(weights, lexicon) };
}

/** The highest of three logits, of which neutral's is 0. */
function labelOf(negative: number, positive: number): SentimentLabel {
  if (negative > positive) return negative > 0 ? 'negative' : 'neutral';
  return positive > 0 ? 'positive' : 'neutral';
}
