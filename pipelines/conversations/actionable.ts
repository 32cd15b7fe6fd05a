import type { Direction, SentimentLabel } from '../../schema/contracts/mention.ts';

/** Whether a mention asks or complains, so that someone waits for an answer: a question mark or a negative tone. */
export const isActionable = (direction: Direction, sentiment: SentimentLabel, asks: boolean): boolean =>
  direction === 'inbound' && (asks || sentiment === 'negative');
