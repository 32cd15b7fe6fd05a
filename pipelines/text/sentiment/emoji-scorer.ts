import { READ_AT_MOST, withoutLinks } from '../markup.ts';
import type { Sentiment } from '../sentiment-scorer.ts';
import type { EmojiValences } from './emoji.ts';
import { emoticonAt, mayStartEmoticon, MOOD_VALENCE } from './emoticons.ts';

export const EMOJI_MODEL = 'emoji/1';
/** Valences are −4 … 4. */
const STRONGEST = 4;
/** A mean closer to nothing than this is no opinion. */
const NEUTRAL_BELOW = 0.5;

/**
 * Sentiment by the pictures and faces of a text alone, whatever its language: the mean of their valences. Pictures
 * that nobody has rated say nothing. Pure; reads the first 5,000 characters.
 */
export function createEmojiScorer(valences: EmojiValences): (text: string) => Sentiment {
  return (text) => {
    // The beginning of a link looks like a face.
    const found = valencesOf(withoutLinks(text.slice(0, READ_AT_MOST)), valences);
    if (found.length === 0) return { label: 'neutral', score: 0, model: EMOJI_MODEL };
    const mean = found.reduce((sum, valence) => sum + valence, 0) / found.length;
    const score = Math.max(-1, Math.min(1, mean / STRONGEST));
    if (Math.abs(mean) < NEUTRAL_BELOW) return { label: 'neutral', score, model: EMOJI_MODEL };
    return { label: score > 0 ? 'positive' : 'negative', score, model: EMOJI_MODEL };
  };
}

function valencesOf(text: string, valences: EmojiValences): number[] {
  const codes = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const found: number[] = [];
  for (let at = 0; at < codes.length;) {
    const face = mayStartEmoticon(codes[at] ?? 0, codes[at + 1] ?? 0)
      ? emoticonAt(codes, at, codes.length)
      : null;
    const point = text.codePointAt(at) ?? 0;
    const valence = face === null ? valences.get(point) : MOOD_VALENCE[face.mood];
    if (valence !== undefined) found.push(valence);
    at += face?.length ?? (point > 0xffff ? 2 : 1);
  }
  return found;
}
