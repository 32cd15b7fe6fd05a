import type { Libraries } from './libraries.ts';

/** The tokens of a text as a model wants them, special ones included. */
export type Encoder = (text: string) => readonly number[];

/** Far more than any model reads: no text is cut by this that is not cut by its tokens anyway. */
const CHARACTERS_PER_TOKEN = 20;

/**
 * Cuts texts into tokens, at most `maxTokens`. What is beyond is left out and what ends every text, such as `[SEP]`, is kept.
 *
 * @param tokenizer the parsed tokenizer.json
 * @param config the parsed tokenizer_config.json, `{}` when there is none
 * @throws whatever the library says of a tokenizer that it does not know
 */
export function createEncoder(
  Tokenizer: Libraries['Tokenizer'],
  tokenizer: object,
  config: object,
  maxTokens: number,
): Encoder {
  const encoder = new Tokenizer(tokenizer, config);
  const endings = endingsOf((add_special_tokens) => encoder.encode('a', { add_special_tokens }).ids);
  return (text) => {
    // A pair of surrogates may have been cut in two, and feeds send halves of their own.
    const read = text.slice(0, maxTokens * CHARACTERS_PER_TOKEN).toWellFormed();
    // A word that the vocabulary lacks has no number where the tokenizer names no token for such words.
    const ids = encoder.encode(read).ids.filter(Number.isInteger);
    if (ids.length <= maxTokens) return ids;
    return [...ids.slice(0, maxTokens - endings), ...ids.slice(ids.length - endings)];
  };
}

/** How many tokens are put behind every text. */
function endingsOf(encode: (withSpecialTokens: boolean) => readonly number[]): number {
  const whole = encode(true);
  const body = encode(false);
  const last = body.at(-1);
  return last === undefined ? 0 : Math.max(0, whole.length - 1 - whole.lastIndexOf(last));
}
