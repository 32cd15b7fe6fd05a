import type { BoardStory } from '../../schema/contracts/board.ts';
import { within, type Evidence } from '../evidence/evidence.ts';
import type { Window } from '../metrics/family.ts';
import { growth, sizeAt } from './growth.ts';
import { keyOf } from './roots.ts';
import { storyRows } from './rows.ts';
import { storiesOf, type Story } from './stories.ts';

/** A story's reach is looked at from the originals of this long before the window. */
export const STORY_REACH_MS = 7 * 86_400_000;

/** A page is no place for a novel. */
const MOST_TEXT = 280;
/** More steps than that are no different curve. */
const MOST_POINTS = 60;

export type UntoldStory = Omit<BoardStory, 'text'>;

/** What is being passed on in a window, the most first, with how it grew in it. The evidence reaches `STORY_REACH_MS` back. */
export function storiesToTell(evidence: Evidence, { from, to }: Window, limit: number): UntoldStory[] {
  const earliest = from - STORY_REACH_MS;
  const stories = storiesOf(
    within(evidence.mentions, earliest, to),
    within(evidence.engagements, earliest, to),
  );
  const byKey = new Map(stories.map((story) => [story.key, story]));
  return storyRows(stories, to, to - from, limit).map((row) => {
    const story = byKey.get(keyOf(row.source, row.id));
    return { ...row, curve: story === undefined ? [] : curveOf(story, from, to) };
  });
}

/** With the words of the originals, by `source\0id`. */
export const withWords = (
  stories: readonly UntoldStory[],
  texts: ReadonlyMap<string, string>,
): BoardStory[] =>
  stories.map((story) => ({ ...story, text: excerptOf(texts.get(keyOf(story.source, story.id))) }));

function excerptOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT - 1).toWellFormed()}…`;
}

/** Size after each instant of growth, from what it was when the window or the story began; thinned out evenly in time. */
function curveOf(story: Story, from: number, to: number): BoardStory['curve'] {
  const start = { at: Math.max(from, story.original?.at ?? from), size: sizeAt(story, from) };
  const steps = growth(story, from, to);
  const latest = new Map<number, { at: number; size: number }>();
  for (const [at, size] of steps)
    latest.set(Math.floor(((at - from) / (to - from)) * MOST_POINTS), { at, size });
  return [start, ...latest.values()];
}
