import { bareOf, bareOfRead, type BareText } from '../bare-text.ts';
import { READ_AT_MOST, withoutEntities } from '../markup.ts';
import { IDEOGRAPH, IGNORED, WORD, classOf } from './characters.ts';

/** `RT @name:`, `MT @name`, also twice and after spaces. */
const REPOST = /^(?:\s*(?:RT|MT)\s*@\w+:?)+/i;
/** What a repost may begin with, after spaces. */
const MAY_BE_REPOST = /^\s*[RM]T/i;
export const mayBeRepost = (text: string): boolean => MAY_BE_REPOST.test(text);

/**
 * The words of a text with everything taken off in which copies of it differ: case, the prefix of a repost, links,
 * handles, HTML entities, punctuation, emoji, hidden and compatibility characters (𝗕𝗼𝗹𝗱 is `bold`).
 * Words are joined by one space; a character of a script without spaces is a word of its own.
 * A text without a word (only emoji, a link, a handle) is its own trimmed self: two pictures are not copies.
 *
 * Pure; reads the first 5,000 characters. Idempotent for texts with words.
 *
 * @param given the text without its markup, where the caller has it
 */
export function normalised(text: string, given: BareText = bareOf(text)): string {
  const read = text.length > READ_AT_MOST ? text.slice(0, READ_AT_MOST) : text;
  const bare = given.isAscii && !mayBeRepost(read) ? given.bare : bareOfFolded(read, given.isAscii);
  const words = wordsOf(bare.toLowerCase());
  return words === '' ? read.trim() : words;
}

/** Folding first: it may bring forth what a link, a handle or a repost is made of. */
function bareOfFolded(read: string, isAscii: boolean): string {
  const folded = isAscii ? read : read.normalize('NFKC').slice(0, READ_AT_MOST);
  return bareOfRead(withoutEntities(folded.replace(REPOST, ' ')), isAscii).bare;
}

/** The words of a text in lower case, joined by one space. */
function wordsOf(text: string): string {
  let words = '';
  let start = -1;
  let isInside = false;
  const end = text.length;
  for (let index = 0; index < end; index++) {
    const unit = text.charCodeAt(index);
    // The common cases first: a small letter, then a space.
    if (unit >= 97 && unit <= 122) {
      if (start < 0) start = index;
      continue;
    }
    const codePoint = unit < 0xd800 || unit > 0xdfff ? unit : (text.codePointAt(index) ?? unit);
    const width = codePoint > 0xffff ? 2 : 1;
    const kind = classOf(codePoint);
    if (kind === WORD) {
      if (start < 0) start = index;
      index += width - 1;
      continue;
    }
    if (start >= 0) {
      words += isInside || words === '' ? text.slice(start, index) : ` ${text.slice(start, index)}`;
      isInside = true;
      start = -1;
    }
    if (kind === IDEOGRAPH) {
      const character = text.slice(index, index + width);
      words += words === '' ? character : ` ${character}`;
      isInside = false;
    } else if (kind !== IGNORED) {
      isInside = false;
    }
    index += width - 1;
  }
  if (start < 0) return words;
  return words + (isInside || words === '' ? text.slice(start) : ` ${text.slice(start)}`);
}
