import type { BoardStory } from '../../schema/contracts/board.ts';
import { formatBrief } from './format.ts';

const HOUR_MS = 3_600_000;

type Grown = Pick<BoardStory, 'curve' | 'doublingMs'>;

/** How long ago a story was last passed on, milliseconds; null when no growth was seen. */
function restedMs({ curve }: Grown, at: number): number | null {
  const last = curve.length > 1 ? curve.at(-1) : undefined;
  return last === undefined ? null : Math.max(0, at - last.at);
}

/** It has rested for longer than it took to double: how fast it once grew says nothing of now. */
export function hasStopped(story: Grown, at: number): boolean {
  const rested = restedMs(story, at);
  return rested !== null && rested >= Math.max(HOUR_MS, story.doublingMs ?? 0);
}

/** `doubles in 42 min`, or `last 16.0 h ago` when it has stopped; empty when neither is known. */
export function growthWords(story: Grown, at: number): string {
  if (hasStopped(story, at)) return `last ${formatBrief(restedMs(story, at) ?? 0)} ago`;
  return story.doublingMs === null ? '' : `doubles in ${formatBrief(story.doublingMs)}`;
}
