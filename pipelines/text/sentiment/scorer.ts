import { coverage } from '../language/coverage.ts';
import type { Sentiment, SentimentScorer } from '../sentiment-scorer.ts';
import { createEmojiScorer } from './emoji-scorer.ts';
import type { SentimentModel } from './model.ts';

/** What is in no language that is covered and has no emoji: not read, so no opinion. */
export const UNSUPPORTED: Sentiment = { label: 'neutral', score: 0, model: 'unsupported' };

/**
 * A model as the scorer of the topology: its label is the one to count. It reads the languages it was trained on; of
 * others the emoji are read, and without any the text has no tone: a model never guesses at a language it does not know.
 */
export function sentimentScorer(model: SentimentModel): SentimentScorer {
  const byEmoji = createEmojiScorer(model.emoji);
  return (text, names, language = 'en') => {
    const covered = coverage(language, text);
    if (covered === 'unsupported') return UNSUPPORTED;
    if (covered === 'lexicon') return byEmoji(text);
    const { counted, p, score, model: version } = model.read(text, { mask: names });
    return { label: counted, score, confidence: p[counted], model: version };
  };
}
