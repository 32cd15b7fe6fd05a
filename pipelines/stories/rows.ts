import type { StoryRow } from '../../schema/contracts/stories.ts';
import { doublingMs, sizeAt, spreadOver } from './growth.ts';
import type { Story } from './stories.ts';

/**
 * Stories as they are told at an instant, those passed on most in the trailing window first, then the larger ones.
 * Those that have not begun to spread by then are left out.
 */
export function storyRows(
  stories: readonly Story[],
  at: number,
  trailingMs: number,
  limit: number,
): StoryRow[] {
  return stories
    .map((story) => ({ story, size: sizeAt(story, at), r: spreadOver(story, at, trailingMs) }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.r - a.r || b.size - a.size || (a.story.key < b.story.key ? -1 : 1))
    .slice(0, limit)
    .map(({ story, size, r }) => ({
      source: story.source,
      id: story.id,
      author: story.original?.author ?? null,
      at: story.original === null ? null : new Date(story.original.at).toISOString(),
      sentiment: story.original?.sentiment ?? null,
      size,
      r,
      doublingMs: doublingMs(story, at, trailingMs),
      reach: story.reach,
      paid: story.paid,
      paidByCustomer: story.paidByCustomer,
    }));
}
