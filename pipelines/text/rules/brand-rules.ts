import type { Intent, SentimentLabel } from '../../../schema/contracts/mention.ts';
import type { LexiconEntry, Override, Rules } from '../../../schema/contracts/rules.ts';
import { findPhrases, type Find } from '../topics/find-phrases.ts';
import { parsePhrase } from '../topics/phrase.ts';
import { createPhraseIndex } from '../topics/phrase-index.ts';
import type { Word } from '../words.ts';

/** What the rules of one brand say of a text. Null: nothing. */
export interface Verdict {
  readonly sentiment: Tone | null;
  readonly intent: Intent | null;
  /** Beside those that were read, in the order of the rules. */
  readonly topics: readonly string[];
  /** Words that were matched, in text order; UTF-16 offsets. They may overlap. */
  readonly words: readonly { readonly start: number; readonly end: number }[];
}

export interface Tone {
  readonly label: SentimentLabel;
  /** −1 … 1. */
  readonly score: number;
}

/** Reads the words of one text that was said on a channel. Pure; null when no rule matches. */
export type BrandRules = (words: readonly Word[], channel: string) => Verdict | null;

const SCORES: Readonly<Record<SentimentLabel, number>> = { positive: 1, neutral: 0, negative: -1 };

/**
 * Compiles the rules of one brand. An override decides; without one, the lexicon does: the value of the entry that is
 * found takes the place of what the model said. Of several that are found the longest counts, in words, then the
 * first of the list, for sentiment and for intent each on its own. Topics of all overrides that are found are added.
 * @throws PhraseError when a phrase cannot be read; `faultOfRules` says which before.
 */
export function compileRules({ lexicon = [], overrides = [] }: Rules): BrandRules {
  // In the index, override n reports n, and what follows are the entries of the lexicon.
  const index = createPhraseIndex(
    [...overrides, ...lexicon].map(({ phrase }, value) => ({ phrase: parsePhrase(phrase), value })),
  );
  return (words, channel) => {
    const finds = findPhrases(index, words).filter(({ value }) => {
      const only = overrides[value]?.channel;
      return only === undefined || only === channel;
    });
    if (finds.length === 0) return null;
    const sentiment = best(finds, ({ value }) => overrides[value]?.sentiment);
    const entry = best(finds, ({ value }) => lexicon[value - overrides.length]);
    return {
      sentiment: sentiment === null ? (entry === null ? null : toneOf(entry.sentiment)) : toneOf(sentiment),
      intent: best(finds, ({ value }) => overrides[value]?.intent),
      topics: topicsOf(finds, overrides),
      words: spansOf(finds, words),
    };
  };
}

/** What the longest find gives, or of those the one of the first rule; null: none gives anything. */
function best<T>(finds: readonly Find[], give: (find: Find) => T | undefined): T | null {
  let chosen: { readonly find: Find; readonly given: T } | null = null;
  for (const find of finds) {
    const given = give(find);
    if (given !== undefined && (chosen === null || isBefore(find, chosen.find))) chosen = { find, given };
  }
  return chosen === null ? null : chosen.given;
}

function isBefore(a: Find, b: Find): boolean {
  const longer = a.to - a.from - (b.to - b.from);
  return longer > 0 || (longer === 0 && a.value < b.value);
}

function toneOf(value: LexiconEntry['sentiment']): Tone {
  if (typeof value === 'string') return { label: value, score: SCORES[value] };
  // Never −0, which no store gives back.
  return {
    label: value > 0 ? 'positive' : value < 0 ? 'negative' : 'neutral',
    score: value === 0 ? 0 : value,
  };
}

function topicsOf(finds: readonly Find[], overrides: readonly Override[]): string[] {
  const found = [...new Set(finds.map(({ value }) => value))].sort((a, b) => a - b);
  return [...new Set(found.flatMap((value) => overrides[value]?.topic ?? []))];
}

function spansOf(finds: readonly Find[], words: readonly Word[]): Verdict['words'] {
  const spans = new Map<string, { start: number; end: number }>();
  for (const { from, to } of finds) {
    const span = { start: words[from]?.start ?? 0, end: words[to]?.end ?? 0 };
    spans.set(`${span.start}-${span.end}`, span);
  }
  return [...spans.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}
