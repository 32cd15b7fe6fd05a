import type { SentimentWeights } from '../../pipelines/text/sentiment/weights.ts';
import { ConfigError } from '../config.ts';
import { readSentimentWeights } from '../text/shipped-sentiment.ts';
import { Trouble } from './replay/trouble.ts';

/** Weights that a command is told of. @throws Trouble that says why they cannot be used. */
export function readWeightsFile(path: string): SentimentWeights {
  try {
    return readSentimentWeights(path, '--weights');
  } catch (error) {
    if (error instanceof ConfigError) throw new Trouble(error.message, 2);
    throw error;
  }
}
