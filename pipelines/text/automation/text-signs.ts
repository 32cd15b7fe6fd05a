import type { Mention } from '../../../schema/contracts/mention.ts';
import { HANDLE, HASHTAG, LINK, READ_AT_MOST, SHORTENERS, withoutEntities } from '../markup.ts';
import type { Sign } from './reasons.ts';
import { WORDINGS } from './wordings.ts';

const SHORT_LINK = new RegExp(`(?:\\/\\/|^|\\s)(?:${SHORTENERS})\\/`, 'i');
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** The same character eight times; one character after the other, so nothing is read twice. */
const LONG_RUN = /([^\s.\-_=*~])\1{7,}/gu;
/** Handles a network puts before a reply by itself say nothing about its author. */
const LEADING_HANDLES = /^(?:[\s.]*@\w+)+/;
const HEADLINE_WORDS_AT_LEAST = 6;

/** What the text alone says. Pure; reads the first 5,000 characters. */
export function textSigns({ text, kind, url }: Pick<Mention, 'text' | 'kind' | 'url'>): Sign[] {
  const read = withoutEntities(text.slice(0, READ_AT_MOST).replaceAll('&amp;', '&'));
  const links = read.includes('/') || read.includes('www.') ? (read.match(LINK) ?? []) : [];
  const unlinked = links.length > 0 ? read.replace(LINK, ' ') : read;
  const hashtags = count(unlinked, '#', HASHTAG);
  const handles = count(unlinked.replace(LEADING_HANDLES, ' '), '@', HANDLE);
  const plain = (unlinked.includes('@') ? unlinked.replace(HANDLE, ' ') : unlinked)
    .replace(/\s+/g, ' ')
    .trim();
  const words = plain.split(' ').filter((word) => !word.startsWith('#') && LETTER_OR_DIGIT.test(word));

  const signs: Sign[] = [...wordingSigns(plain.toLowerCase().replaceAll('’', "'"))];
  const isReply = kind === 'reply' || LEADING_HANDLES.test(read);
  if (links.length > 0 && !isReply && signs.length > 0)
    signs.push({ reason: 'offer_with_link', weight: 0.3 });
  if (links.length > 0 && words.length === 0)
    signs.push({ reason: 'link_only', weight: isReply ? 0.1 : 0.4 });
  if (links.length > 3) signs.push({ reason: 'many_links', weight: 0.35 });
  if (SHORT_LINK.test(read) || SHORT_LINK.test(url)) signs.push({ reason: 'short_link', weight: 0.2 });
  if (isHeadline(plain, words, links.length, isReply)) signs.push({ reason: 'headline', weight: 0.25 });
  signs.push(...stuffing(hashtags, handles, words.length));
  const runs = plain.match(LONG_RUN) ?? [];
  const repeated = runs.reduce((sum, run) => sum + run.length, 0);
  // "Noooooooo" is a person; a text that is mostly one character is a stuck key or a filter being tested.
  if (repeated >= 40 && repeated * 2 >= plain.length)
    signs.push({ reason: 'repeated_characters', weight: 0.4 });
  else if (repeated > 0) signs.push({ reason: 'repeated_characters', weight: 0.05 });
  return signs;
}

const count = (text: string, mark: string, pattern: RegExp): number =>
  text.includes(mark) || text.includes('＃') ? (text.match(pattern)?.length ?? 0) : 0;

/** Sure alone. */
const SURE = 0.7;
/** One phrase that complaints use as well; two different ones of a kind are nearly enough. */
const HINT = 0.35;
const HINTS_COUNTED = 2;

/** One sign a kind: ten words of one shop are not ten signs. */
function wordingSigns(plain: string): Sign[] {
  const signs: Sign[] = [];
  for (const { reason, sure, hints } of WORDINGS) {
    // `search` starts at the front whatever an earlier use of the pattern left behind.
    if (sure !== null && plain.search(sure) >= 0) signs.push({ reason, weight: SURE });
    else if (hints !== null && plain.search(hints) >= 0) {
      const different = Math.min(new Set(plain.match(hints)).size, HINTS_COUNTED);
      signs.push({ reason, weight: 1 - (1 - HINT) ** different });
    }
  }
  return signs;
}

/** Capitals At The Start Of Most Words, then a link: what feeds of articles and products look like. */
function isHeadline(plain: string, words: readonly string[], links: number, isReply: boolean): boolean {
  if (links === 0 || isReply || words.length < HEADLINE_WORDS_AT_LEAST) return false;
  const capitals = words.filter((word) => /^[^\p{L}]*\p{Lu}\p{Ll}/u.test(word)).length;
  return capitals >= words.length * 0.6 && !/\b(?:I|my|me|you|your)\b/.test(plain);
}

/** @param handles those beyond the leading ones. */
function stuffing(hashtags: number, handles: number, words: number): Sign[] {
  const signs: Sign[] = [];
  if (hashtags >= 12) signs.push({ reason: 'hashtags', weight: 0.65 });
  else if (hashtags >= 8 || (hashtags >= 5 && hashtags > words))
    signs.push({ reason: 'hashtags', weight: 0.45 });
  else if (hashtags >= 5) signs.push({ reason: 'hashtags', weight: 0.2 });
  if (handles >= 10) signs.push({ reason: 'handles', weight: 0.6 });
  else if (handles >= 6) signs.push({ reason: 'handles', weight: 0.35 });
  return signs;
}
