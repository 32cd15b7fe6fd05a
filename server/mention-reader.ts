import { createMentionReader, type MentionReader, type Rivals } from '../pipelines/text/mention-reader.ts';
import type { SentimentScorer } from '../pipelines/text/sentiment-scorer.ts';
import { DEFAULT_TAXONOMY } from '../pipelines/text/topics/default/default-taxonomy.ts';
import { createTopicReader, type TopicReader } from '../pipelines/text/topics/topic-reader.ts';
import type { Config } from './config.ts';

/** The reader of mentions for the brands of a configuration, with everything that can be worked out beforehand. */
export function readerOf(
  { brands }: Pick<Config, 'brands'>,
  score: SentimentScorer,
  topics: TopicReader = createTopicReader(DEFAULT_TAXONOMY),
): MentionReader {
  const names = new Map(
    brands.map(({ id, name, handles = [], keywords = [] }) => [
      id,
      [...new Set([id, name, ...handles, ...keywords].map((word) => word.toLowerCase()))],
    ]),
  );
  /** The same array each time: names are compiled once for each. */
  const namesOf = (brand: string): readonly string[] => {
    const known = names.get(brand);
    if (known !== undefined) return known;
    const own = [brand.toLowerCase()];
    names.set(brand, own);
    return own;
  };
  const rivals = new Map<string, Rivals>(
    brands.map(({ id, care }) => {
      const byName = new Map<string, readonly string[]>(
        brands.filter((other) => other.id !== id).map((other) => [other.id, namesOf(other.id)]),
      );
      for (const word of care?.competitors ?? []) byName.set(word, [word.toLowerCase()]);
      return [id, { byName, all: [...byName.values()].flat() }];
    }),
  );
  const tracked = brands.flatMap(({ id, hashtags = [], care }) => [
    ...namesOf(id),
    ...hashtags,
    ...(care?.competitors ?? []),
  ]);
  const nobody: Rivals = { byName: new Map(), all: [] };
  return createMentionReader({
    score,
    topics,
    namesOf,
    rivalsOf: (brand) => rivals.get(brand) ?? nobody,
    tracked,
  });
}
