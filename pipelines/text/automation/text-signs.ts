import type { Mention } from '../../../schema/contracts/mention.ts';
import { bareOf, bareOfRead, countHandles, type BareText } from '../bare-text.ts';
import { HASHTAG, READ_AT_MOST, withoutEntities } from '../markup.ts';
import { createMarks } from './marks.ts';
import type { Sign } from './reasons.ts';
import { hasShortLink } from './short-links.ts';
import { WORDINGS } from './wordings.ts';

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const LETTER_OR_DIGIT_OF_ASCII = /[A-Za-z\d]/;
const CAPITALISED = /^[^\p{L}]*\p{Lu}\p{Ll}/u;
const CAPITALISED_OF_ASCII = /^[^A-Za-z]*[A-Z][a-z]/;
/** The same character eight times; one character after the other, so nothing is read twice. */
const LONG_RUN = /([^\s.\-_=*~])\1{7,}/gu;
/** Handles a network puts before a reply by itself say nothing about its author. */
const LEADING_HANDLES = /^(?:[\s.]*@\w+)+/;
const HEADLINE_WORDS_AT_LEAST = 6;
const HEADLINE_CAPITALS = 0.6;
/** Fewer say nothing, so they need not be told from what merely looks like them. */
const HASHTAGS_AT_LEAST = 5;
const HANDLES_AT_LEAST = 6;

/** What the text alone says. Pure; reads the first 5,000 characters. @param given the same text without its markup. */
export function textSigns(
  { text, kind, url }: Pick<Mention, 'text' | 'kind' | 'url'>,
  given: BareText = bareOf(text),
): Sign[] {
  // "&amp;" is a word here, and nothing to the other readers.
  const taken = text.includes('&amp;') ? bareOfUnescaped(text, given.isAscii) : given;
  const { isAscii, read, links, unlinked, bare } = taken;
  const hashtags = countHashtags(unlinked, isAscii);
  const handles = taken.handles < HANDLES_AT_LEAST ? 0 : countHandles(unlinked.replace(LEADING_HANDLES, ' '));
  const signs = wordingSigns(bare, isAscii);
  if (links > 0) signs.push(...linkSigns(taken, kind, signs.length > 0));
  if (hasShortLink(read) || hasShortLink(url)) signs.push({ reason: 'short_link', weight: 0.2 });
  if (links > 0 && isHeadline(taken, kind)) signs.push({ reason: 'headline', weight: 0.25 });
  if (hashtags > 0 || handles > 0)
    signs.push(...stuffing(hashtags, handles, wordsOf(plainOf(bare), isAscii).length));
  if (mayRepeat(bare)) signs.push(...repetition(plainOf(bare)));
  return signs;
}

const bareOfUnescaped = (text: string, isAscii: boolean): BareText =>
  bareOfRead(withoutEntities(text.slice(0, READ_AT_MOST).replaceAll('&amp;', '&')), isAscii);

/** Each run of spaces as one; one space alone, which most are, is left where it is. */
const plainOf = (bare: string): string => bare.replace(/ \s+|[^\S ]\s*/g, ' ').trim();

const wordsOf = (plain: string, isAscii: boolean): string[] => {
  const pattern = isAscii ? LETTER_OR_DIGIT_OF_ASCII : LETTER_OR_DIGIT;
  return plain.split(' ').filter((word) => !word.startsWith('#') && pattern.test(word));
};

function countHashtags(text: string, isAscii: boolean): number {
  let marks = 0;
  for (let at = text.indexOf('#'); at >= 0; at = text.indexOf('#', at + 1)) marks++;
  const mayMatter = marks >= HASHTAGS_AT_LEAST || (!isAscii && text.includes('＃'));
  return mayMatter ? (text.match(HASHTAG)?.length ?? 0) : 0;
}

/** Sure alone. */
const SURE = 0.7;
/** One phrase that complaints use as well; two different ones of a kind are nearly enough. */
const HINT = 0.35;
const HINTS_COUNTED = 2;
const marksIn = createMarks(WORDINGS.map(({ marks }) => marks));

/** One sign a kind: ten words of one shop are not ten signs. */
function wordingSigns(bare: string, isAscii: boolean): Sign[] {
  const signs: Sign[] = [];
  // Letters beyond ASCII may be made small to such of ASCII.
  const marks = marksIn(isAscii ? bare : bare.toLowerCase());
  if (marks === 0) return signs;
  const plain = plainOf(bare).toLowerCase().replaceAll('’', "'");
  WORDINGS.forEach(({ reason, sure, hints }, nth) => {
    if ((marks & (1 << nth)) === 0) return;
    // `search` starts at the front whatever an earlier use of the pattern left behind.
    if (sure !== null && plain.search(sure) >= 0) signs.push({ reason, weight: SURE });
    else if (hints !== null && plain.search(hints) >= 0) {
      const different = Math.min(new Set(plain.match(hints)).size, HINTS_COUNTED);
      signs.push({ reason, weight: 1 - (1 - HINT) ** different });
    }
  });
  return signs;
}

const isReply = ({ read }: BareText, kind: Mention['kind']): boolean =>
  kind === 'reply' || LEADING_HANDLES.test(read);

/** What a text with links says, apart from where they lead. @param isOffer its wording is one of selling. */
function linkSigns(taken: BareText, kind: Mention['kind'], isOffer: boolean): Sign[] {
  const signs: Sign[] = [];
  const isAnswer = isReply(taken, kind);
  if (!isAnswer && isOffer) signs.push({ reason: 'offer_with_link', weight: 0.3 });
  const pattern = taken.isAscii ? LETTER_OR_DIGIT_OF_ASCII : LETTER_OR_DIGIT;
  // Most texts have a word of their own at once: only those that seem to have none are cut into words.
  if (!pattern.test(taken.bare) || wordsOf(plainOf(taken.bare), taken.isAscii).length === 0)
    signs.push({ reason: 'link_only', weight: isAnswer ? 0.1 : 0.4 });
  if (taken.links > 3) signs.push({ reason: 'many_links', weight: 0.35 });
  return signs;
}

/** Capitals At The Start Of Most Words, then a link: what feeds of articles and products look like. */
function isHeadline(taken: BareText, kind: Mention['kind']): boolean {
  if (isReply(taken, kind)) return false;
  if (taken.isAscii && !isCapitalised(taken.bare)) return false;
  const plain = plainOf(taken.bare);
  const words = wordsOf(plain, taken.isAscii);
  if (words.length < HEADLINE_WORDS_AT_LEAST) return false;
  const pattern = taken.isAscii ? CAPITALISED_OF_ASCII : CAPITALISED;
  const capitals = words.filter((word) => pattern.test(word)).length;
  return capitals >= words.length * HEADLINE_CAPITALS && !/\b(?:I|my|me|you|your)\b/.test(plain);
}

/**
 * Whether so many words of a text of ASCII begin with a capital that it may be a headline: few texts have them, and the
 * others need not be cut into words.
 */
function isCapitalised(bare: string): boolean {
  let words = 0;
  let capitals = 0;
  for (let at = 0; at < bare.length; at++) {
    const isTag = bare.charCodeAt(at) === 0x23;
    let isWord = false;
    let hasLetter = false;
    for (; at < bare.length && !isSpace(bare.charCodeAt(at)); at++) {
      const unit = bare.charCodeAt(at);
      const isCapital = unit >= 0x41 && unit <= 0x5a;
      if (isCapital || isSmall(unit)) {
        if (!hasLetter && !isTag && isCapital && isSmall(bare.charCodeAt(at + 1))) capitals++;
        hasLetter = isWord = true;
      } else if (unit >= 0x30 && unit <= 0x39) isWord = true;
    }
    if (isWord && !isTag) words++;
  }
  return words >= HEADLINE_WORDS_AT_LEAST && capitals >= words * HEADLINE_CAPITALS;
}

const isSmall = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;
const isSpace = (unit: number): boolean => unit === 0x20 || (unit >= 9 && unit <= 13);

/**
 * Whether a character may stand there eight times in a row: of such a run, which is two units to a character at most,
 * four units that begin at a multiple of four repeat with a period of two. Looks at every fourth unit.
 */
function mayRepeat(text: string): boolean {
  for (let at = 0; at + 3 < text.length; at += 4)
    if (
      text.charCodeAt(at) === text.charCodeAt(at + 2) &&
      text.charCodeAt(at + 1) === text.charCodeAt(at + 3) &&
      text.charCodeAt(at) !== 0x20
    )
      return true;
  return false;
}

function repetition(plain: string): Sign[] {
  const runs = plain.match(LONG_RUN) ?? [];
  const repeated = runs.reduce((sum, run) => sum + run.length, 0);
  // "Noooooooo" is a person; a text that is mostly one character is a stuck key or a filter being tested.
  if (repeated >= 40 && repeated * 2 >= plain.length) return [{ reason: 'repeated_characters', weight: 0.4 }];
  return repeated > 0 ? [{ reason: 'repeated_characters', weight: 0.05 }] : [];
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
