import type { Labels } from '../../../schema/contracts/labels.ts';
import type { Mention } from '../../../schema/contracts/mention.ts';

/** Whom a heavier model is asked about. */
export interface CascadeRule {
  /** Mentions whose quick label is right with less than this probability, 0 … 1. */
  readonly doubtBelow: number;
  /** Mentions of authors with at least so many followers, however sure the quick reading is. */
  readonly reachFrom: number;
}

/** What decides; `sentimentModel` says who labelled it. */
export type Readable = Pick<Mention, 'text' | 'direction'> & {
  readonly author: Pick<Mention['author'], 'followers'>;
} & Pick<Labels, 'sentimentModel'>;

/**
 * Whether a mention is worth a second reading: doubtful or far-reaching. Never the brand's own words, whose tone no
 * figure counts, nor what somebody else than the quick model has settled.
 *
 * @param quickModel the version that the quick model stores with its labels
 * @param confidence the probability that the quick label is right, 0 … 1; asked for only when it decides
 */
export function wantsSecondReading(
  mention: Readable,
  quickModel: string,
  confidence: () => number,
  { doubtBelow, reachFrom }: CascadeRule,
): boolean {
  if (mention.direction !== 'inbound' || mention.sentimentModel !== quickModel) return false;
  if (mention.text.trim() === '') return false;
  return mention.author.followers >= reachFrom || confidence() < doubtBelow;
}
