import type { Rules } from '../schema/contracts/rules.ts';
import {
  createBatchReader,
  createMentionReader,
  type BatchReader,
  type MentionReader,
  type MentionReaderDeps,
} from '../pipelines/text/mention-reader.ts';
import { compileRules, type BrandRules } from '../pipelines/text/rules/brand-rules.ts';
import { createRuleReader, type RuleReader } from '../pipelines/text/rules/rule-reader.ts';
import type { SentimentScorer } from '../pipelines/text/sentiment-scorer.ts';
import { DEFAULT_TAXONOMY } from '../pipelines/text/topics/default/default-taxonomy.ts';
import { createTopicReader, type TopicReader } from '../pipelines/text/topics/topic-reader.ts';
import type { Config } from './config.ts';
import { shippedLanguageReader } from './text/shipped-language.ts';
import { namesIn } from './tracked-names.ts';

/** What there is to know of reading: the brands, the scorer of tones, topics and rules, the default ones where left out. */
type ReaderParts = readonly [
  config: Pick<Config, 'brands'>,
  score: SentimentScorer,
  topics?: TopicReader,
  rules?: RuleReader,
];

/** The reader of mentions for the brands of a configuration, with everything that can be worked out beforehand. */
export const readerOf = (...parts: ReaderParts): MentionReader => createMentionReader(depsOf(...parts));

/** The same, for many at once. */
export const batchReaderOf = (...parts: ReaderParts): BatchReader => createBatchReader(depsOf(...parts));

const depsOf = (
  ...[
    { brands },
    score,
    topics = createTopicReader(DEFAULT_TAXONOMY),
    rules = ruleReaderOf({ brands }),
  ]: ReaderParts
): MentionReaderDeps => ({ language: shippedLanguageReader(), score, topics, rules, ...namesIn({ brands }) });

/**
 * The rules of the configured brands. @param instead rules of one brand that stand for those of the configuration.
 */
export function ruleReaderOf(
  { brands }: Pick<Config, 'brands'>,
  instead?: { readonly brand: string; readonly rules: Rules },
): RuleReader {
  const compiled = new Map<string, BrandRules>();
  for (const { id, rules } of brands)
    if (rules !== undefined && id !== instead?.brand) compiled.set(id, compileRules(rules));
  if (instead !== undefined) compiled.set(instead.brand, compileRules(instead.rules));
  return createRuleReader((brand) => compiled.get(brand) ?? null);
}
