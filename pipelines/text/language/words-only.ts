import { HASHTAG, READ_AT_MOST, withoutEntities, withoutHandles, withoutLinks } from '../markup.ts';

const NOT_A_WORD = /[^\p{L}\p{M}'’]+/gu;
/** The detector reads 380 bytes: nothing behind this much text changes its answer. */
const READ_FOR_LANGUAGE = 1_000;

/**
 * The letters of a text with one space between words: no links, handles, hashtags, numbers or emoji, which belong to
 * no language. Pure; looks at the first 5,000 characters and answers at most 1,000.
 */
export function wordsOnly(text: string): string {
  const bare = withoutHandles(withoutLinks(withoutEntities(text.slice(0, READ_AT_MOST))));
  const untagged = bare.includes('#') || bare.includes('＃') ? bare.replace(HASHTAG, ' ') : bare;
  return untagged.replace(NOT_A_WORD, ' ').trim().slice(0, READ_FOR_LANGUAGE);
}
