import type { BoardStory } from '../../../schema/contracts/board.ts';
import { formatCount } from '../format.ts';
import { growthWords, hasStopped } from '../spread.ts';

export interface StoryWords {
  /** `passed on 23×, doubles in 2.1 h`. */
  readonly facts: string;
  readonly text: string;
  /** It is still being passed on. */
  readonly grows: boolean;
}

/** Fewer passings-on in a day are no story. */
const LEAST_R = 3;

/**
 * Of the stories of a day, most passed on first, the first that still spreads, or else the first. Null when none spreads
 * enough to be worth a line.
 *
 * @param at when they were read
 */
export function storyWords(stories: readonly BoardStory[], at: number): StoryWords | null {
  const told = stories.filter(({ r }) => r >= LEAST_R);
  const story = told.find((one) => !hasStopped(one, at)) ?? told[0];
  if (story === undefined) return null;
  const { r, paidByCustomer, author, text } = story;
  const grows = !hasStopped(story, at);
  const facts = [
    `passed on ${formatCount(r)}×`,
    growthWords(story, at),
    paidByCustomer ? 'a customer pays for it' : '',
  ].filter((part) => part !== '');
  return { facts: facts.join(', '), text: text ?? (author === null ? '' : `by ${author}`), grows };
}
