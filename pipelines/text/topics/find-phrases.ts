import type { Word } from '../words.ts';
import { MAX_GAP } from './phrase.ts';
import type { Edges, PhraseIndex, PhraseNode } from './phrase-index.ts';
import { NO_TERMS, type Terms } from './vocabulary.ts';

/** A phrase found from one word to another, inclusive. */
export interface Find {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

type Tag = NonNullable<Word['tag']>;
const ANY_BITS = { bits: -1, moreBits: -1 };

/**
 * Steps along phrases that are taken in one text. Phrases and texts made to match each other everywhere could take
 * millions; beyond this no further phrase is looked for. A text of 2,000 words may take 150 steps at each.
 */
const MAX_STEPS = 300_000;

/** One text being read. Handed from function to function: closures made for each text would cost more than reading. */
interface Reading {
  readonly index: PhraseIndex;
  readonly words: readonly Word[];
  readonly terms: readonly Terms[];
  readonly finds: Find[];
  /** Steps that may still be taken. */
  left: number;
  /** Bits of the terms of the next word, and of the words that a gap and the word after it may reach. */
  nextBits: number;
  nextMoreBits: number;
  laterBits: number;
  laterMoreBits: number;
}

/** Every phrase at every word, in text order: overlapping, and the same again where there are several ways to it. */
export function findPhrases(index: PhraseIndex, words: readonly Word[]): Find[] {
  const terms: Terms[] = [];
  for (let at = 0; at < words.length; at++) terms.push(index.termsOf(words[at]?.text ?? ''));
  const noBits = { nextBits: 0, nextMoreBits: 0, laterBits: 0, laterMoreBits: 0 };
  const reading: Reading = { index, words, terms, finds: [], left: MAX_STEPS, ...noBits };
  for (let at = 0; at < words.length && reading.left > 0; at++) {
    const { ids } = terms[at] ?? NO_TERMS;
    if (ids.length > 0) lookAhead(reading, at + 1);
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
  if (reading.left-- <= 0) return;
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
