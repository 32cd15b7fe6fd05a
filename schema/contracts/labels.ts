import type { Intent, SentimentLabel } from './mention.ts';

/** What reading a mention adds to it. Stored with its row. */
export interface Labels {
  readonly sentiment: SentimentLabel;
  /** −1 … 1. */
  readonly sentimentScore: number;
  /** Which model said so. */
  readonly sentimentModel: string;
  /** Issue categories, `branch.leaf`. */
  readonly topics: readonly string[];
  readonly intent: Intent;
  /** Brands of the mention that are being left. */
  readonly leaving: readonly string[];
  /** Brands and rivals that are being joined. */
  readonly joining: readonly string[];
  /** A person of a brand should answer it. */
  readonly actionable: boolean;
  /** 0 … 1: how much it looks like automation or spam. */
  readonly suspicion: number;
  /** The same for copies and reposts of one text. */
  readonly fingerprint: bigint;
  /** ISO 639-1, or `und`. */
  readonly language: string;
}

export type LabelName = keyof Labels;

export const LABEL_NAMES = [
  'sentiment',
  'sentimentScore',
  'sentimentModel',
  'topics',
  'intent',
  'leaving',
  'joining',
  'actionable',
  'suspicion',
  'fingerprint',
  'language',
] as const satisfies readonly LabelName[];

/** Why a stored mention is said to be something else: a person corrected it, or it was read again. */
export const RELABEL_REASONS = ['correction', 'reread'] as const;
export type RelabelReason = (typeof RELABEL_REASONS)[number];

/** The model of a sentiment that a person decided. */
export const HUMAN = 'human';
