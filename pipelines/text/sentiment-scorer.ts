import type { SentimentLabel } from '../../schema/contracts/mention.ts';

export interface Sentiment {
  readonly label: SentimentLabel;
  /** −1 … 1. */
  readonly score: number;
  /** The probability that `label` is right, 0 … 1; left out by a scorer that gives none. */
  readonly confidence?: number | undefined;
  /** Which scorer and which version of it said so; stored with the mention. */
  readonly model: string;
}

/**
 * Reads one text. Pure and total: any string gets an answer.
 *
 * @param names lists of what is tracked, whose sound must not sway a reading. The same list again is prepared once.
 * @param language of the text, as `readLanguage` gives it; English when left out.
 */
export type SentimentScorer = (
  text: string,
  names?: readonly (readonly string[])[],
  language?: string,
) => Sentiment;
