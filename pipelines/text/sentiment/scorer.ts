import type { SentimentScorer } from '../sentiment-scorer.ts';
import type { SentimentModel } from './model.ts';

/** A model as the scorer of the topology. @param mask tracked names, whose sound must not sway a reading. */
export function sentimentScorer(model: SentimentModel, mask: readonly string[] = []): SentimentScorer {
  return (text) => {
    const { label, score, model: version } = model.read(text, { mask });
    return { label, score, model: version };
  };
}
