import type { Direction, Kind, SentimentLabel } from '../../schema/contracts/mention.ts';

export interface Utterance {
  readonly direction: Direction;
  readonly kind: Kind;
  readonly sentiment: SentimentLabel;
  readonly hasQuestionMark: boolean;
}

/** What a mention means to the clocks of a conversation. */
export function clockOf({ direction, kind, sentiment, hasQuestionMark }: Utterance): {
  opensClock: boolean;
  actionable: boolean;
} {
  const opensClock = direction === 'inbound' && kind !== 'repost';
  // Until intents are read from the text, a question mark or a negative tone says that someone waits for an answer.
  return { opensClock, actionable: opensClock && (hasQuestionMark || sentiment === 'negative') };
}
