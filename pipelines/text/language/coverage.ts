import { READ_AT_MOST } from '../markup.ts';
import { UNDETERMINED } from './declared.ts';

/** How well sentiment reads a text: by the model, by its emoji only, or not at all. */
export const COVERAGES = ['model', 'lexicon', 'unsupported'] as const;
export type Coverage = (typeof COVERAGES)[number];

/** Languages the sentiment model was trained on. */
const MODEL_LANGUAGES: ReadonlySet<string> = new Set(['en']);
/** What the model reads, with those of which nobody knows what they are. */
export const COVERED_LANGUAGES: readonly string[] = [...MODEL_LANGUAGES, UNDETERMINED, ''];
/** Pictures, flags and keycaps, but no digit or letter that merely may be shown as one; and faces of punctuation. */
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}/u;
const EMOTICON =
  /(?:^|\s)(?:[:;=][-'^o]?[)(DPp/\\|*3]|[xX]D|<3|<\/3|[)(][-']?[:;=]|\^_\^|T_T|;_;)(?=\s|$|[.,!?])/;
const LATIN = /\p{Script=Latin}/gu;
/** Letters of other scripts; those of mathematics, which some write in for looks, are of none. */
const FOREIGN = /[^\P{L}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/gu;

/**
 * What sentiment can make of a text in a language. A text whose language cannot be told is too short, or full of names:
 * of 16,500 English tweets one in a hundred is, and nearly all such tweets are English. The model reads it, unless it is
 * written in another script. Pure; looks at the first 5,000 characters.
 *
 * @param lang as `readLanguage` gives it
 */
export function coverage(lang: string, text: string): Coverage {
  if (MODEL_LANGUAGES.has(lang)) return 'model';
  const read = text.slice(0, READ_AT_MOST);
  if (isUndetermined(lang) && count(FOREIGN, read) <= count(LATIN, read)) return 'model';
  return EMOJI.test(read) || EMOTICON.test(read) ? 'lexicon' : 'unsupported';
}

/** Whether the model reads texts of this language; where nobody could tell the language, that is not held against it. */
export const isCovered = (lang: string): boolean => isUndetermined(lang) || MODEL_LANGUAGES.has(lang);

/** Rows of before languages were read have none. */
const isUndetermined = (lang: string): boolean => lang === UNDETERMINED || lang === '';

const count = (pattern: RegExp, text: string): number => text.match(pattern)?.length ?? 0;
