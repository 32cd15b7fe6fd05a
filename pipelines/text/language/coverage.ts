/** How well sentiment reads a text: by the model, by its emoji only, or not at all. */
export const COVERAGES = ['model', 'lexicon', 'unsupported'] as const;
export type Coverage = (typeof COVERAGES)[number];

/** Languages the sentiment model was trained on. */
const MODEL_LANGUAGES: ReadonlySet<string> = new Set(['en']);
const READ_AT_MOST = 5_000;
/** Pictures, flags and keycaps, but no digit or letter that merely may be shown as one; and faces of punctuation. */
const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}/u;
const EMOTICON =
  /(?:^|\s)(?:[:;=][-'^o]?[)(DPp/\\|*3]|[xX]D|<3|<\/3|[)(][-']?[:;=]|\^_\^|T_T|;_;)(?=\s|$|[.,!?])/;

/**
 * What sentiment can make of a text in a language. An undetermined text is not English: it is read by its emoji.
 * Pure; looks at the first 5,000 characters.
 *
 * @param lang as `readLanguage` gives it
 */
export function coverage(lang: string, text: string): Coverage {
  if (MODEL_LANGUAGES.has(lang)) return 'model';
  const read = text.slice(0, READ_AT_MOST);
  return EMOJI.test(read) || EMOTICON.test(read) ? 'lexicon' : 'unsupported';
}
