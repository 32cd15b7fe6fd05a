import { wordsOf } from '../words.ts';
import { findPhrases, type Find } from './find-phrases.ts';
import { PhraseError, parsePhrase, type Phrase } from './phrase.ts';
import { createPhraseIndex } from './phrase-index.ts';
import { TaxonomyError, type Taxonomy } from './taxonomy.ts';

/** A topic of a text, and which words said so. */
export interface TopicHit {
  readonly topic: string;
  /** In text order, not overlapping; UTF-16 offsets, `text` is the text between them. */
  readonly matches: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

/** Reads one text. Pure and total; topics come in the order of the taxonomy, each at most once. */
export type TopicReader = (text: string) => TopicHit[];

/** In the index, topic n reports 2n, and its `not` phrases report 2n + 1. */
const isNot = (value: number): boolean => value % 2 === 1;
const topicOf = (value: number): number => value >> 1;

/**
 * Compiles a taxonomy once; the reader then takes time linear in the text, whatever the text.
 * @throws TaxonomyError naming the topic and the phrase that cannot be read.
 */
export function createTopicReader(taxonomy: Taxonomy): TopicReader {
  const index = createPhraseIndex(
    taxonomy.flatMap(({ id, phrases, not }, nth) => [
      ...phrases.map((source) => ({ phrase: parse(id, source), value: 2 * nth })),
      ...not.map((source) => ({ phrase: parse(id, source), value: 2 * nth + 1 })),
    ]),
  );
  const ids = taxonomy.map(({ id }) => id);
  return (text) => {
    const words = wordsOf(text);
    const finds = findPhrases(index, words);
    if (finds.length === 0) return [];
    // Stable: within a topic they stay in text order.
    finds.sort((a, b) => topicOf(a.value) - topicOf(b.value));
    const hits: TopicHit[] = [];
    for (let at = 0; at < finds.length;) {
      const nth = topicOf(finds[at]?.value ?? 0);
      let end = at;
      while (end < finds.length && topicOf(finds[end]?.value ?? 0) === nth) end++;
      const matches = settle(finds.slice(at, end)).map(({ from, to }) => {
        const start = words[from]?.start ?? 0;
        const end = words[to]?.end ?? 0;
        return { start, end, text: text.slice(start, end) };
      });
      if (matches.length > 0) hits.push({ topic: ids[nth] ?? '', matches });
      at = end;
    }
    return hits;
  };
}

function parse(topic: string, source: string): Phrase {
  try {
    return parsePhrase(source);
  } catch (error) {
    if (!(error instanceof PhraseError)) throw error;
    throw new TaxonomyError(`Topic "${topic}": the phrase "${source}" ${error.message}.`);
  }
}

/** What is left of the finds of one topic: not cancelled, and of those that overlap the first, then longest. */
function settle(finds: readonly Find[]): Find[] {
  const cancelled = new Set<number>();
  for (const { value, from, to } of finds)
    if (isNot(value)) for (let word = from; word <= to; word++) cancelled.add(word);
  const kept: Find[] = [];
  for (const find of finds) {
    if (isNot(find.value) || (cancelled.size > 0 && isCancelled(find, cancelled))) continue;
    const last = kept.at(-1);
    if (last === undefined || find.from > last.to) kept.push(find);
    else if (find.from === last.from && find.to > last.to) kept[kept.length - 1] = find;
  }
  return kept;
}

function isCancelled({ from, to }: Find, cancelled: ReadonlySet<number>): boolean {
  for (let word = from; word <= to; word++) if (cancelled.has(word)) return true;
  return false;
}
