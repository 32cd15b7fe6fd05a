import type { Mention } from '../../../schema/contracts/mention.ts';

/** Whom a heavier model is asked about. */
export interface CascadeRule {
  /** Mentions whose quick label is right with less than this probability, 0 … 1. */
  readonly doubtBelow: number;
  /** Mentions of authors with at least so many followers, however sure the quick reading is. */
  readonly reachFrom: number;
}

/** What decides. */
export interface QuicklyRead extends Pick<Mention, 'text' | 'direction'> {
  readonly author: Pick<Mention['author'], 'followers'>;
  /** The probability that the quick label is right, 0 … 1; left out where no model gave it. */
  readonly confidence?: number | undefined;
}

/**
 * Whether a mention is worth a second reading: doubtful or far-reaching. Never the brand's own words, whose tone no
 * figure counts, nor what something else than the quick model has settled, such as a rule or a language it cannot read.
 */
export function wantsSecondReading(
  { text, direction, author, confidence }: QuicklyRead,
  { doubtBelow, reachFrom }: CascadeRule,
): boolean {
  if (direction !== 'inbound' || confidence === undefined || text.trim() === '') return false;
  return author.followers >= reachFrom || confidence < doubtBelow;
}
