import type { BoardStory } from '../../schema/contracts/board.ts';
import type { SentimentLabel } from '../../schema/contracts/mention.ts';
import { formatAge, formatCount, formatDuration, windowWords } from './format.ts';
import type { Readings } from './live/readings.ts';
import { growthWords, hasStopped } from './spread.ts';
import { tameText } from './text.ts';

export interface Spreading {
  readonly story: BoardStory;
  /** Brands that it is about. */
  readonly brands: readonly string[];
  readonly windowMs: number;
  /** When it was read. */
  readonly at: number;
}

/** Of all brands, those that still spread first, and the most passed on in the window first among them. A story about two brands is one story. */
export function spreading(readings: Readings): readonly Spreading[] {
  const byStory = new Map<string, Spreading>();
  for (const { brand, from, to, stories } of readings.values())
    for (const story of stories) {
      const key = storyKey(story);
      const known = byStory.get(key);
      const brands = [...(known?.brands ?? []), brand];
      // Counted alike for each brand, but not read at the same moment: the larger one is the newer one.
      const isNewer = known === undefined || story.r > known.story.r;
      byStory.set(key, isNewer ? { story, brands, windowMs: to - from, at: to } : { ...known, brands });
    }
  return [...byStory.values()].sort(
    (a, b) =>
      Number(hasStopped(a.story, a.at)) - Number(hasStopped(b.story, b.at)) ||
      b.story.r - a.story.r || b.story.size - a.story.size || compare(storyKey(a.story), storyKey(b.story)),
  );
} // prettier-ignore

export const storyKey = ({ source, id }: BoardStory): string => `${source} ${id}`;
/** How the server names the post. */
export const storyName = ({ source, id }: Pick<BoardStory, 'source' | 'id'>): string => `${source}/${id}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export interface StoryFact {
  readonly label: string;
  /** What it means, for who opens it. */
  readonly meaning: string;
  readonly value: string;
  /** There is nothing known or nothing to tell. */
  readonly weak: boolean;
}

export function storyFacts({ story, windowMs, at }: Spreading): readonly StoryFact[] {
  const { size, r, doublingMs, reach } = story;
  return [
    {
      label: `passed on, ${windowWords(windowMs)}`,
      meaning: 'Reposts and quotes in the window, as seen here or as its network reports (R).',
      value: formatCount(r),
      weak: r === 0,
    },
    { label: 'in all', meaning: 'Since it was posted.', value: formatCount(size), weak: size === 0 },
    hasStopped(story, at)
      ? {
          label: 'stopped growing',
          meaning: 'It has rested for longer than it took to double, and for an hour at least.',
          value: growthWords(story, at),
          weak: false,
        }
      : {
          label: 'doubles in',
          meaning: 'At the pace of its growth in the window.',
          // All of its growth may be younger than the window: it had nothing to double.
          value: doublingMs !== null ? formatDuration(doublingMs) : r === 0 ? 'not growing' : 'not known',
          weak: doublingMs === null,
        },
    {
      label: 'reach',
      meaning:
        'Followers of the distinct accounts that passed it on, without those paid for; audiences overlap.',
      value: reach === 0 ? 'not known' : formatCount(reach),
      weak: reach === 0,
    },
  ];
}

/** Who pays for it, which changes what there is to do. */
export function paidWords({ paid, paidByCustomer }: BoardStory): string {
  if (paidByCustomer) return 'a customer pays to promote it';
  return paid ? 'some of its reach is paid for' : 'nobody pays to promote it';
}

export const storyText = ({ text }: BoardStory, most = 280): string =>
  text === null || text.trim() === '' ? 'The original was never seen.' : tameText(text, most);

/** `now`: the clock of the mentions. */
export function postedWords({ at }: BoardStory, now: number | null): string {
  const posted = at === null ? NaN : Date.parse(at);
  if (Number.isNaN(posted) || now === null) return '';
  const age = formatAge(Math.max(0, now - posted));
  return age === 'now' ? 'just now' : `${age} ago`;
}

/** A page believes nothing that it was sent. */
export const labelOf = ({ sentiment }: BoardStory): SentimentLabel | null =>
  sentiment === 'positive' || sentiment === 'neutral' || sentiment === 'negative' ? sentiment : null;
