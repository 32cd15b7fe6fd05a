import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createSentimentModel, type SentimentModel } from '../../pipelines/text/sentiment/model.ts';
import { decodeWeights } from '../../pipelines/text/sentiment/weights.ts';

/** The weights that come with the program; see MODEL_CARD.md beside them. */
export const SHIPPED_SENTIMENT = fileURLToPath(
  new URL('../../pipelines/text/sentiment/weights/sentiment.bin.gz', import.meta.url),
);

/**
 * Reads a trained sentiment model from a file, about 50 ms.
 *
 * @throws when the file cannot be read, or a RangeError when it holds no weights of this version of the program.
 */
export function loadSentimentModel(path: string = SHIPPED_SENTIMENT): SentimentModel {
  return createSentimentModel(decodeWeights(gunzipSync(readFileSync(path))));
}
