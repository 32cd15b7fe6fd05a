import type { BareText } from '../bare-text.ts';
import { HASHTAG } from '../markup.ts';
import { READ_FOR_LANGUAGE } from './letters.ts';

const NOT_A_WORD = /[^\p{L}\p{M}'’]+/gu;

/** Without hashtags, which belong to no language. */
export const untagged = ({ bare }: BareText): string =>
  bare.includes('#') || bare.includes('＃') ? bare.replace(HASHTAG, ' ') : bare;

/**
 * The letters of a text with one space between words: no links, handles, hashtags, numbers or emoji, which belong to
 * no language. Apostrophes are straight: telephones write what keyboards do not, and it is the same word. Pure; answers at
 * most 1,000 characters.
 */
export const wordsOnly = (text: BareText): string =>
  untagged(text).replace(NOT_A_WORD, ' ').replaceAll('’', "'").trim().slice(0, READ_FOR_LANGUAGE);
