import type { SentimentScorer } from '../sentiment-scorer.ts';
import type { SentimentModel } from './model.ts';

/** A model as the scorer of the topology: its label is the one to count. */
export function sentimentScorer(model: SentimentModel): SentimentScorer {
  return (text, names) => {
    const { counted, score, model: version } = model.read(text, { mask: names });
    return { label: counted, score, model: version };
  };
}
