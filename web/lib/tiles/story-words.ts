import type { BoardStory } from '../../../schema/contracts/board.ts';
import { formatBrief, formatCount } from '../format.ts';

export interface StoryWords {
  /** `passed on 23×, doubles in 2.1 h`. */
  readonly facts: string;
  readonly text: string;
}

/** Fewer passings-on in a day are no story. */
const LEAST_R = 3;

/** Null when it does not spread enough to be worth a line. */
export function storyWords({
  r,
  doublingMs,
  paidByCustomer,
  author,
  text,
}: Pick<BoardStory, 'r' | 'doublingMs' | 'paidByCustomer' | 'author' | 'text'>): StoryWords | null {
  if (r < LEAST_R) return null;
  const facts = [
    `passed on ${formatCount(r)}×`,
    doublingMs === null ? '' : `doubles in ${formatBrief(doublingMs)}`,
    paidByCustomer ? 'a customer pays for it' : '',
  ].filter((part) => part !== '');
  return { facts: facts.join(', '), text: text ?? (author === null ? '' : `by ${author}`) };
}
