import type { ExplainAnswer } from '../../schema/contracts/explain.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { readAutomation } from '../../pipelines/text/automation/read-automation.ts';
import type { MentionReader } from '../../pipelines/text/mention-reader.ts';
import type { RuleReader } from '../../pipelines/text/rules/rule-reader.ts';
import type { SentimentModel } from '../../pipelines/text/sentiment/model.ts';
import { isCovered } from '../../pipelines/text/language/coverage.ts';
import type { LanguageReader } from '../../pipelines/text/language/read-language.ts';
import type { Taxonomy } from '../../pipelines/text/topics/taxonomy.ts';
import type { TopicReader } from '../../pipelines/text/topics/topic-reader.ts';
import type { TrackedNames } from '../tracked-names.ts';

export interface LabelReasonsDeps {
  /** What mentions are read with, and its parts. */
  readonly read: MentionReader;
  readonly language: LanguageReader;
  readonly model: SentimentModel;
  readonly topics: TopicReader;
  readonly rules: RuleReader;
  readonly taxonomy: Taxonomy;
  readonly names: TrackedNames;
}

/** Says why a mention is read as it is: the words that decided, and how sure that is. Pure. */
export type LabelReasons = (mention: Mention) => ExplainAnswer;

/** Costs about two hundred readings: for a person who asks, not for a stream. */
export function createLabelReasons(deps: LabelReasonsDeps): LabelReasons {
  const { read, model, topics, rules, taxonomy, names } = deps;
  const titles = new Map(taxonomy.map(({ id, title }) => [id, title]));
  return (mention) => {
    const { text } = mention;
    const { sentiment, sentimentScore, sentimentModel, intent, actionable, suspicion, language, ...lists } =
      read(mention);
    return {
      labels: {
        sentiment, sentimentScore, sentimentModel, intent, actionable, suspicion, language,
        topics: [...lists.topics], leaving: [...lists.leaving], joining: [...lists.joining],
      }, // prettier-ignore
      sentiment: sentimentOf(mention),
      topics: topics(text).map(({ topic, matches }) => ({
        id: topic,
        title: titles.get(topic) ?? topic,
        matches: [...matches],
      })),
      rules: (rules(mention)?.words ?? []).map(({ start, end }) => ({
        start,
        end,
        text: text.slice(start, end),
      })),
      automation: [...readAutomation(mention).reasons],
    };
  };

  function sentimentOf({ text, lang, brands }: Mention): ExplainAnswer['sentiment'] {
    if (!isCovered(deps.language(text, lang).lang)) return null;
    const mask = [names.tracked, ...brands.map(names.namesOf)];
    const { p, counted, tokens } = model.read(text, { mask, explain: true });
    return { p: { ...p }, confidence: p[counted], tokens: [...tokens] };
  }
}
