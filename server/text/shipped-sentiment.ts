import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createSentimentModel, type SentimentModel } from '../../pipelines/text/sentiment/model.ts';
import { decodeWeights, type SentimentWeights } from '../../pipelines/text/sentiment/weights.ts';
import { ConfigError } from '../config.ts';
import { whyUnreadable } from '../why-unreadable.ts';

/** The weights that come with the program; see MODEL_CARD.md beside them. */
export const SHIPPED_SENTIMENT = fileURLToPath(
  new URL('../../pipelines/text/sentiment/weights/sentiment.bin.gz', import.meta.url),
);

/** Those that ship are 3 MB: what unpacks to more are no weights. */
const MOST_BYTES = 268_435_456;

/**
 * Reads the weights of a sentiment model.
 *
 * @param named what names the file, for the sentence that says it cannot be used.
 * @throws ConfigError with a sentence when the file cannot be read or holds no weights of this version of the program.
 */
export function readSentimentWeights(path: string, named: string): SentimentWeights {
  try {
    // Neither a pipe nor a device: those may never end.
    const stat = statSync(path);
    if (!stat.isFile() && !stat.isDirectory()) throw new RangeError('it is no file');
    return decodeWeights(gunzipSync(readFileSync(path), { maxOutputLength: MOST_BYTES }));
  } catch (error) {
    throw new ConfigError(`The file ${path} of ${named} cannot be used: ${whyUnusable(error)}.`);
  }
}

function whyUnusable(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE') return 'the file holds no packed weights';
  return error instanceof RangeError ? error.message : whyUnreadable(error);
}

/** The model that `sentiment.weights` of the configuration names, or the one that ships; about 50 ms. @throws ConfigError */
export const loadSentimentModel = (path: string = SHIPPED_SENTIMENT): SentimentModel =>
  createSentimentModel(readSentimentWeights(path, 'sentiment.weights'));
