import type { Labels } from '../../schema/contracts/labels.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { bareOf } from './bare-text.ts';
import { readAutomation } from './automation/read-automation.ts';
import { intentOf, takeApart, towardOf, type IntentVerdict } from './intent/read-intent.ts';
import { readLanguage } from './language/read-language.ts';
import { fingerprintOfBare } from './near-duplicates/fingerprint.ts';
import { ruledIntent } from './rules/ruled-intent.ts';
import { markRuled, type RuleReader, type Ruling } from './rules/rule-reader.ts';
import type { SentimentScorer } from './sentiment-scorer.ts';
import type { TopicReader } from './topics/topic-reader.ts';

/** What reading a mention says of it. */
export interface Reading extends Labels {
  /** The probability that the sentiment is right, 0 … 1, where a model gave it; not stored. */
  readonly confidence?: number | undefined;
}

/** A pure function of the mention: the same mention reads the same whenever it is read. */
export type MentionReader = (mention: Mention) => Reading;

export interface MentionReaderDeps {
  readonly score: SentimentScorer;
  readonly topics: TopicReader;
  /** What brands know better than the models. */
  readonly rules: RuleReader;
  /** What a brand is called: names, handles, keywords. */
  readonly namesOf: (brand: string) => readonly string[];
  readonly rivalsOf: (brand: string) => Rivals;
  /** Names of everything that is tracked, hidden from the scorer with those of the mention's brands. */
  readonly tracked: readonly string[];
}

/** What a brand's rivals are called. Arrays are kept by whoever gives them: they are compiled once for each. */
export interface Rivals {
  /** By the name they are counted under. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
  readonly all: readonly string[];
}

/** What the brand writes asks for nothing. */
const NOT_READ = takeApart('');

export function createMentionReader({
  score,
  topics,
  rules,
  namesOf,
  rivalsOf,
  tracked,
}: MentionReaderDeps): MentionReader {
  const topicsOf = (text: string, ruling: Ruling | null): string[] => {
    const read = topics(text).map(({ topic }) => topic);
    return ruling === null ? read : [...new Set([...read, ...ruling.topics])];
  };
  // Names that are tracked are hidden already, and looking for them once more would find nothing.
  const isTracked = new Set(tracked);
  const onlyTracked = [tracked];
  const hiddenOf = (brands: readonly string[]): readonly (readonly string[])[] => {
    const others = brands.map(namesOf).filter((names) => !names.every((name) => isTracked.has(name)));
    return others.length === 0 ? onlyTracked : [tracked, ...others];
  };
  return (mention) => {
    const bare = bareOf(mention.text);
    const hidden = hiddenOf(mention.brands);
    const ruling = rules(mention);
    const language = readLanguage(mention.text, mention.lang, bare).lang;
    const read = score(mention.text, hidden, language);
    const ruled = ruling?.sentiment ?? null;
    const { label, score: sentimentScore } = ruled ?? read;
    const { kind, direction } = mention;
    const apart = direction === 'inbound' ? takeApart(mention.text) : NOT_READ;
    const verdicts: IntentVerdict[] = [];
    const leaving: string[] = [];
    const joining: string[] = [];
    for (const brand of mention.brands) {
      const verdict = intentOf(apart, {
        sentiment: label,
        sentimentScore,
        kind,
        direction,
        names: namesOf(brand),
        rivals: rivalsOf(brand).all,
      });
      verdicts.push(verdict);
      if (verdict.toward === 'leaving') leaving.push(brand);
      if (verdict.toward === 'joining') joining.push(brand);
    }
    // Whom someone leaves for is only asked where someone leaves: rivals are many and departures few.
    for (const brand of leaving)
      for (const [rival, names] of rivalsOf(brand).byName)
        if (towardOf(apart, { kind, direction, names, rivals: namesOf(brand) }) === 'joining')
          joining.push(rival);
    return {
      sentiment: label,
      sentimentScore,
      sentimentModel: ruling === null ? read.model : markRuled(read.model),
      // A rule is no guess.
      confidence: ruled === null ? read.confidence : undefined,
      topics: direction === 'inbound' ? topicsOf(mention.text, ruling) : [],
      joining: joining.length < 2 ? joining : [...new Set(joining)],
      ...ruledIntent(mention, ruling, {
        intent: leaving.length > 0 ? 'churn' : (verdicts[0]?.intent ?? 'comment'),
        leaving,
        actionable: verdicts.some((verdict) => verdict.actionable),
      }),
      suspicion: readAutomation(mention, bare).score,
      fingerprint: fingerprintOfBare(mention.text, bare),
      language,
    };
  };
}
