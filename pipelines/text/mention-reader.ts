import type { Labels } from '../../schema/contracts/labels.ts';
import type { Mention } from '../../schema/contracts/mention.ts';
import { bareOf, type BareText } from './bare-text.ts';
import { readAutomation } from './automation/read-automation.ts';
import { intentOf, takeApart, towardOf, type IntentVerdict } from './intent/read-intent.ts';
import type { LanguageReader } from './language/read-language.ts';
import { fingerprintOfBare } from './near-duplicates/fingerprint.ts';
import { ruledIntent } from './rules/ruled-intent.ts';
import { markRuled, type RuleReader, type Ruling } from './rules/rule-reader.ts';
import type { Sentiment, SentimentScorer } from './sentiment-scorer.ts';
import type { TopicReader } from './topics/topic-reader.ts';

/** What reading a mention says of it. */
export interface Reading extends Labels {
  /** The probability that the sentiment is right, 0 … 1, where a model gave it; not stored. */
  readonly confidence?: number | undefined;
}

/** A pure function of the mention: the same mention reads the same whenever it is read. */
export type MentionReader = (mention: Mention) => Reading;

/** The same of many, one reading for each in their order; what is read beside a mention changes nothing about it. */
export type BatchReader = (mentions: readonly Mention[]) => Reading[];

/** Reads mention by mention: for a reader that has nothing to gain from many. */
export const inTurn =
  (read: MentionReader): BatchReader =>
  (mentions) =>
    mentions.map(read);

/** Mentions that go through one stage together before any goes on to the next. */
const AT_ONCE = 512;

export interface MentionReaderDeps {
  readonly language: LanguageReader;
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

/** What is known of a mention between two stages. */
interface Draft {
  readonly mention: Mention;
  readonly bare: BareText;
  readonly ruling: Ruling | null;
  language: string;
  tone: Sentiment;
  topics: readonly string[];
  wish: Wish;
  suspicion: number;
}

/** What the author wants of the brands of a mention. */
type Wish = Pick<Labels, 'intent' | 'leaving' | 'joining' | 'actionable'>;

const NO_TONE: Sentiment = { label: 'neutral', score: 0, model: '' };
const NO_WISH: Wish = { intent: 'comment', leaving: [], joining: [], actionable: false };

export function createMentionReader(deps: MentionReaderDeps): MentionReader {
  const read = createBatchReader(deps);
  return (mention) => {
    const [reading] = read([mention]);
    if (reading === undefined) throw new Error('A mention was left unread.');
    return reading;
  };
}

/**
 * Reads stage by stage, not mention by mention: the tables of one stage fill the fast memory of a processor, and taking
 * turns with those of all others for each mention made reading cost 40 % more.
 */
export function createBatchReader(deps: MentionReaderDeps): BatchReader {
  const { language, score, topics, rules } = deps;
  const hiddenOf = createHiddenNames(deps);
  const read = (mentions: readonly Mention[]): Reading[] => {
    const drafts = mentions.map((mention): Draft => ({
      mention,
      bare: bareOf(mention.text),
      ruling: rules(mention),
      language: '',
      tone: NO_TONE,
      topics: [],
      wish: NO_WISH,
      suspicion: 0,
    }));
    for (const draft of drafts) {
      const { mention, bare } = draft;
      draft.language = language(mention.text, mention.lang, bare).lang;
    }
    for (const draft of drafts) {
      const { mention, language } = draft;
      draft.tone = score(mention.text, hiddenOf(mention.brands), language);
    }
    for (const draft of drafts) draft.wish = wishOf(draft, deps);
    for (const draft of drafts) {
      const { mention, ruling } = draft;
      if (mention.direction !== 'inbound') continue;
      const found = topics(mention.text).map(({ topic }) => topic);
      draft.topics = ruling === null ? found : [...new Set([...found, ...ruling.topics])];
    }
    for (const draft of drafts) draft.suspicion = readAutomation(draft.mention, draft.bare).score;
    return drafts.map(readingOf);
  };
  return (mentions) => {
    if (mentions.length <= AT_ONCE) return read(mentions);
    const readings: Reading[] = [];
    for (let at = 0; at < mentions.length; at += AT_ONCE)
      readings.push(...read(mentions.slice(at, at + AT_ONCE)));
    return readings;
  };
}

/** The names a scorer must not be swayed by: everything that is tracked, and the brands of a mention. */
function createHiddenNames({ namesOf, tracked }: MentionReaderDeps) {
  // Names that are tracked are hidden already, and looking for them once more would find nothing.
  const isTracked = new Set(tracked);
  const onlyTracked = [tracked];
  return (brands: readonly string[]): readonly (readonly string[])[] => {
    const others = brands.map(namesOf).filter((names) => !names.every((name) => isTracked.has(name)));
    return others.length === 0 ? onlyTracked : [tracked, ...others];
  };
}

/** The tone that counts: a rule is no guess, and overrules the scorer. */
const toneOf = ({ tone, ruling }: Draft): Pick<Sentiment, 'label' | 'score'> => ruling?.sentiment ?? tone;

function wishOf(draft: Draft, { namesOf, rivalsOf }: MentionReaderDeps): Wish {
  const { mention, ruling, language } = draft;
  const { kind, direction, brands } = mention;
  const { label: sentiment, score: sentimentScore } = toneOf(draft);
  const apart = direction === 'inbound' ? takeApart(mention.text) : NOT_READ;
  const verdicts: IntentVerdict[] = [];
  const leaving: string[] = [];
  const joining: string[] = [];
  for (const brand of brands) {
    const [names, rivals] = [namesOf(brand), rivalsOf(brand).all];
    const verdict = intentOf(apart, { sentiment, sentimentScore, kind, direction, names, rivals, language });
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
    joining: joining.length < 2 ? joining : [...new Set(joining)],
    ...ruledIntent(mention, ruling, {
      intent: leaving.length > 0 ? 'churn' : (verdicts[0]?.intent ?? 'comment'),
      leaving,
      actionable: verdicts.some((verdict) => verdict.actionable),
    }),
  };
}

function readingOf(draft: Draft): Reading {
  const { mention, bare, ruling, language, tone, topics, wish, suspicion } = draft;
  const { label, score } = toneOf(draft);
  return {
    sentiment: label,
    sentimentScore: score,
    sentimentModel: ruling === null ? tone.model : markRuled(tone.model),
    confidence: ruling?.sentiment == null ? tone.confidence : undefined,
    topics,
    ...wish,
    suspicion,
    fingerprint: fingerprintOfBare(mention.text, bare),
    language,
  };
}
