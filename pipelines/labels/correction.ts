import { HUMAN, type Labels } from '../../schema/contracts/labels.ts';
import type { Direction, Intent, Kind, SentimentLabel } from '../../schema/contracts/mention.ts';
import { clockOf } from '../conversations/actionable.ts';

/** What a person says of a mention. What is left out is not said. */
export interface Correction {
  readonly sentiment?: SentimentLabel;
  readonly topics?: readonly string[];
  readonly intent?: Intent;
}

export interface CorrectedMention {
  readonly direction: Direction;
  readonly kind: Kind;
  readonly brands: readonly string[];
  readonly labels: Pick<Labels, 'leaving'>;
}

/** A person is certain. */
const SCORES: Readonly<Record<SentimentLabel, number>> = { positive: 1, neutral: 0, negative: -1 };
const ASKS: ReadonlySet<Intent> = new Set(['query', 'complaint', 'churn']);

/**
 * The labels that a correction gives. It changes what it names and what that says as well:
 *
 * - a sentiment has the score of a person who is certain (1, 0 or −1) and the model `human`;
 * - an intent says whether someone should answer: a query, a complaint and churn are actionable, praise and comments are
 *   not (nor is anything the brand says itself, or a repost). Churn leaves the brands that were said to be left, or all
 *   the mention is about when none was; any other intent leaves none.
 *
 * A sentiment alone makes nothing actionable.
 */
export function labelsOfCorrection(mention: CorrectedMention, correction: Correction): Partial<Labels> {
  const { sentiment, topics, intent } = correction;
  return {
    ...(sentiment === undefined
      ? {}
      : { sentiment, sentimentScore: SCORES[sentiment], sentimentModel: HUMAN }),
    ...(topics === undefined ? {} : { topics: [...new Set(topics)] }),
    ...(intent === undefined
      ? {}
      : {
          intent,
          leaving: intent === 'churn' ? leavingOf(mention) : [],
          actionable: clockOf({ ...mention, actionable: ASKS.has(intent) }).actionable,
        }),
  };
}

const leavingOf = ({ labels: { leaving }, brands }: CorrectedMention): readonly string[] =>
  leaving.length > 0 ? leaving : brands;
