import { wordsOf, type Word } from '../words.ts';
import { MAX_GAP, PhraseError, parsePhrase, type Phrase } from './phrase.ts';
import { createPhraseIndex, type Edges, type PhraseIndex, type PhraseNode } from './phrase-index.ts';
import { TaxonomyError, type Taxonomy } from './taxonomy.ts';
import { NO_TERMS, type Terms } from './vocabulary.ts';

/** A topic of a text, and which words said so. */
export interface TopicHit {
  readonly topic: string;
  /** In text order, not overlapping; UTF-16 offsets, `text` is the text between them. */
  readonly matches: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

/** Reads one text. Pure and total; topics come in the order of the taxonomy, each at most once. */
export type TopicReader = (text: string) => TopicHit[];

/** A phrase found from one word to another, inclusive. */
interface Find {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

type Tag = NonNullable<Word['tag']>;
const ANY_BITS = { bits: -1, moreBits: -1 };

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
    const finds = findAll(index, words);
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

/** One text being read. Handed from function to function: closures made for each text would cost more than reading. */
interface Reading {
  readonly index: PhraseIndex;
  readonly words: readonly Word[];
  readonly terms: readonly Terms[];
  readonly finds: Find[];
  /** Bits of the terms of the next word, and of the words that a gap and the word after it may reach. */
  nextBits: number;
  nextMoreBits: number;
  laterBits: number;
  laterMoreBits: number;
}

/** Every phrase at every word, in text order. */
function findAll(index: PhraseIndex, words: readonly Word[]): Find[] {
  const terms = words.map((word) => index.termsOf(word.text));
  const noBits = { nextBits: 0, nextMoreBits: 0, laterBits: 0, laterMoreBits: 0 };
  const reading: Reading = { index, words, terms, finds: [], ...noBits };
  for (let at = 0; at < words.length; at++) {
    lookAhead(reading, at + 1);
    const { ids } = terms[at] ?? NO_TERMS;
    for (let nth = 0; nth < ids.length; nth++) start(reading, ids[nth] ?? -1, at);
    const tag = words[at]?.tag;
    if (tag !== undefined) startTag(reading, at, tag);
  }
  return reading.finds;
}

/** Gathers the bits of the words from `at` on, as far as one step of a phrase can reach. */
function lookAhead(reading: Reading, at: number): void {
  const { words, terms } = reading;
  reading.nextBits = reading.nextMoreBits = reading.laterBits = reading.laterMoreBits = 0;
  for (let ahead = at; ahead <= at + MAX_GAP && ahead < words.length; ahead++) {
    const word = words[ahead];
    if (word === undefined || word.breaks) return;
    // A hashtag is looked at as a whole too, whose terms are not known here: it may be anything.
    const { bits, moreBits } = word.tag === undefined ? (terms[ahead] ?? NO_TERMS) : ANY_BITS;
    reading.laterBits |= bits;
    reading.laterMoreBits |= moreBits;
    if (ahead !== at) continue;
    reading.nextBits = bits;
    reading.nextMoreBits = moreBits;
  }
}

/** Begins every phrase that begins with this term. Most do not go on with the words ahead: the bits say so at once. */
function start(reading: Reading, term: number, at: number): void {
  const { first, nodes, bits } = reading.index.starts;
  const open = first[2 * term + 1] ?? 0;
  const end = first[2 * term + 2] ?? 0;
  for (let nth = first[2 * term] ?? 0; nth < open; nth++) begin(reading, nodes[nth], at, at + 1);
  const { nextBits, nextMoreBits, laterBits, laterMoreBits } = reading;
  if (laterBits === 0) return;
  for (let nth = open, bit = 4 * open; nth < end; nth++, bit += 4) {
    const isNext = ((bits[bit] ?? 0) & nextBits) !== 0 && ((bits[bit + 1] ?? 0) & nextMoreBits) !== 0;
    if (isNext || (((bits[bit + 2] ?? 0) & laterBits) !== 0 && ((bits[bit + 3] ?? 0) & laterMoreBits) !== 0))
      begin(reading, nodes[nth], at, at + 1);
  }
}

function startTag(reading: Reading, at: number, tag: Tag): void {
  const { first, nodes } = reading.index.starts;
  for (const term of tagTerms(reading.index, tag))
    for (let nth = first[2 * term] ?? 0; nth < (first[2 * term + 2] ?? 0); nth++)
      begin(reading, nodes[nth], at, at + tag.words);
}

function begin(reading: Reading, node: PhraseNode | undefined, first: number, at: number): void {
  if (node !== undefined) follow(reading, node, first, at);
}

/** Goes on from `node`, whose last word was the one before `at`; `first` is the word the phrase began with. */
function follow(reading: Reading, node: PhraseNode, first: number, at: number): void {
  const { values, nextBits, laterBits } = node;
  for (let nth = 0; nth < values.length; nth++)
    reading.finds.push({ value: values[nth] ?? 0, from: first, to: at - 1 });
  if (at >= reading.words.length || reading.words[at]?.breaks === true) return;
  if (nextBits !== 0) {
    const { bits, moreBits } = reading.terms[at] ?? NO_TERMS;
    if ((nextBits & bits) !== 0 && (node.nextMoreBits & moreBits) !== 0) take(reading, node.next, first, at);
    takeTag(reading, node.next, first, at);
  }
  if (laterBits === 0) return;
  const last = Math.min(at + MAX_GAP, reading.words.length - 1);
  for (let ahead = at; ahead <= last && reading.words[ahead]?.breaks === false; ahead++) {
    const { bits, moreBits } = reading.terms[ahead] ?? NO_TERMS;
    if ((laterBits & bits) !== 0 && (node.laterMoreBits & moreBits) !== 0)
      take(reading, node.later, first, ahead);
    takeTag(reading, node.later, first, ahead);
  }
}

/** Steps along those edges that the word at `at` is. */
function take(reading: Reading, edges: Edges, first: number, at: number): void {
  const { ids } = reading.terms[at] ?? NO_TERMS;
  for (let nth = 0; nth < ids.length; nth++) {
    const nodes = edges.get(ids[nth] ?? -1);
    if (nodes !== undefined) for (const node of nodes) follow(reading, node, first, at + 1);
  }
}

/** A hashtag is its words, and is one word too. */
function takeTag(reading: Reading, edges: Edges, first: number, at: number): void {
  const tag = reading.words[at]?.tag;
  if (tag === undefined) return;
  for (const id of tagTerms(reading.index, tag))
    for (const node of edges.get(id) ?? []) follow(reading, node, first, at + tag.words);
}

function tagTerms({ termsOf }: PhraseIndex, { text, words }: Tag): number[] {
  return [...termsOf(`#${text}`).ids, ...(words > 1 ? termsOf(text).ids : [])];
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
