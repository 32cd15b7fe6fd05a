import { tokensOf, type Token } from './tokens.ts';
import {
  createPairFilter,
  createWordFilter,
  hashOfPair,
  hashOfWord,
  mayHave,
  type HashFilter,
} from './word-filter.ts';

interface Node<Cue> {
  readonly next: Map<string, Node<Cue>>;
  cue: Cue | undefined;
}

/** Phrases to look for, word by word. */
export interface Phrases<Cue> {
  readonly root: Node<Cue>;
  /** Whether a phrase may begin with a word. */
  readonly mayBegin: HashFilter;
  /** Whether a word may be a phrase alone. */
  readonly mayBeAlone: HashFilter;
  /** Whether a phrase may begin with two words: many begin with "I" or "not", and few go on as a text does. */
  readonly mayGoOn: HashFilter;
}

/** `cue` from token `from` to token `to`, exclusive. */
export interface Hit<Cue> {
  readonly cue: Cue;
  readonly from: number;
  readonly to: number;
}

/**
 * Phrases from lists that are separated by commas or lines, read with the same eyes as the texts.
 *
 * @throws when a phrase is said to be two things.
 */
export function phrasesOf<Cue>(lists: Iterable<readonly [cue: Cue, list: string]>): Phrases<Cue> {
  const root: Node<Cue> = { next: new Map(), cue: undefined };
  for (const [cue, list] of lists) {
    for (const phrase of list.split(/[,\n]/)) {
      const words = tokensOf(phrase).map(({ word }) => word);
      if (words.length === 0) continue;
      const node = words.reduce((at, word) => {
        const known = at.next.get(word);
        if (known !== undefined) return known;
        const made: Node<Cue> = { next: new Map(), cue: undefined };
        at.next.set(word, made);
        return made;
      }, root);
      if (node.cue !== undefined && node.cue !== cue)
        throw new Error(
          `The phrase "${phrase.trim()}" is both ${String(node.cue)} and ${String(cue)}; keep one of them.`,
        );
      node.cue = cue;
    }
  }
  const begun = [...root.next];
  return {
    root,
    mayBegin: createWordFilter(root.next.keys()),
    mayBeAlone: createWordFilter(begun.flatMap(([word, { cue }]) => (cue === undefined ? [] : [word]))),
    mayGoOn: createPairFilter(
      begun.flatMap(([first, { next }]) =>
        [...next.keys()].map((second) => hashOfPair(hashOfWord(first), hashOfWord(second))),
      ),
    ),
  };
}

/** Says of most places of a text that no phrase starts there; never where one does. */
function mayStart<Cue>(phrases: Phrases<Cue>, tokens: readonly Token[], from: number): boolean {
  const first = tokens[from];
  if (first === undefined) return false;
  const { hash, baseHash } = first;
  const { mayBegin, mayBeAlone, mayGoOn } = phrases;
  const isWhole = hash === baseHash;
  if (!mayHave(mayBegin, hash) && (isWhole || !mayHave(mayBegin, baseHash))) return false;
  if (mayHave(mayBeAlone, hash) || mayHave(mayBeAlone, baseHash)) return true;
  const second = tokens[from + 1];
  if (second === undefined) return false;
  if (mayHave(mayGoOn, hashOfPair(hash, second.hash))) return true;
  if (isWhole && second.hash === second.baseHash) return false;
  return (
    mayHave(mayGoOn, hashOfPair(hash, second.baseHash)) ||
    mayHave(mayGoOn, hashOfPair(baseHash, second.hash)) ||
    mayHave(mayGoOn, hashOfPair(baseHash, second.baseHash))
  );
}

/** The longest phrase that starts at token `from`, or null. */
export function phraseAt<Cue>(
  phrases: Phrases<Cue>,
  tokens: readonly Token[],
  from: number,
): Hit<Cue> | null {
  if (!mayStart(phrases, tokens, from)) return null;
  let node: Node<Cue> | undefined = phrases.root;
  let cue: Cue | undefined;
  let to = from;
  for (let at = from; at < tokens.length; at += 1) {
    const token: Token | undefined = tokens[at];
    if (token === undefined) break;
    node = node.next.get(token.word) ?? (token.base === token.word ? undefined : node.next.get(token.base));
    if (node === undefined) break;
    if (node.cue === undefined) continue;
    cue = node.cue;
    to = at + 1;
  }
  return cue === undefined ? null : { cue, from, to };
}

/** The phrases of a text from its beginning on, none inside another. */
export function hitsIn<Cue>(phrases: Phrases<Cue>, tokens: readonly Token[]): Hit<Cue>[] {
  const hits: Hit<Cue>[] = [];
  for (let at = 0; at < tokens.length;) {
    const hit = phraseAt(phrases, tokens, at);
    if (hit !== null) hits.push(hit);
    at = hit === null ? at + 1 : hit.to;
  }
  return hits;
}
