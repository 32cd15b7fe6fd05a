import type { SentimentLabel } from '../../../schema/contracts/mention.ts';

/** One number for each label. */
export type ByLabel = Readonly<Record<SentimentLabel, number>>;

/** A part of the text and how much it swayed the score. */
export interface DecidingToken {
  readonly text: string;
  /** Where it stands in the text, in UTF-16 code units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** How far `score` falls when the token is left out: above 0 it spoke for the brand, below 0 against it. */
  readonly weight: number;
}

export interface SentimentReading {
  /** The balanced decision: a class is as easy to reach when it is rare. Best for one text, wrong to count. */
  readonly label: SentimentLabel;
  /** The decision whose counts over many texts match how many of each class there are. */
  readonly counted: SentimentLabel;
  /** Calibrated to the natural mix of classes; they sum to 1. The highest need not be `label`. */
  readonly p: ByLabel;
  /** −1 … 1: `p.positive − p.negative`. */
  readonly score: number;
  /** The calibrated probability that `label` is right. */
  readonly confidence: number;
  /** Strongest first; empty unless asked for. */
  readonly tokens: readonly DecidingToken[];
  /** Name and version of the model. */
  readonly model: string;
}

export interface ReadOptions {
  /**
   * Lists of names to hide from the model: brands, products, people that are tracked. The same list again is prepared
   * once.
   */
  readonly mask?: readonly (readonly string[])[] | undefined;
  /** Also names the tokens that decided; costs a reading for each of the first 200. */
  readonly explain?: boolean | undefined;
}
