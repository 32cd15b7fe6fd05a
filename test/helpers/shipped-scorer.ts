import { sentimentScorer } from '../../pipelines/text/sentiment/scorer.ts';
import { loadSentimentModel } from '../../server/text/shipped-sentiment.ts';

/** The scorer that the server starts with. */
export const shippedScorer = sentimentScorer(loadSentimentModel());
