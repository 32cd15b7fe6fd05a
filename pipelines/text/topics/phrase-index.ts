import { asHashtags, type Phrase, type Step } from './phrase.ts';
import { bitOf, createVocabulary, moreBitOf, type Terms } from './vocabulary.ts';

/**
 * A place in the trie of phrases: what may come next, and which phrases are complete here. Flat, because reading is
 * mostly waiting for memory: most words are turned away by the bits, without a look at the maps.
 */
export interface PhraseNode {
  /** Bits of the terms of `next`, see {@link Terms}. */
  nextBits: number;
  nextMoreBits: number;
  laterBits: number;
  laterMoreBits: number;
  /** Values of the phrases that end here, each once. */
  values: readonly number[];
  /** The next word must follow at once. */
  next: Edges;
  /** Up to three other words may stand between. */
  later: Edges;
}

/** By term. Several nodes may follow on one term, because a step is a choice of words and choices overlap. */
export type Edges = Map<number, PhraseNode[]>;

/**
 * Where phrases go on after their first word, in three flat lists, because this is asked for each word of each text
 * and memory is what reading waits for. The nodes of term n are those from `first[2n]` up to `first[2n + 2]`; from
 * `first[2n + 1]` on no phrase is complete at them, and they matter only if the words ahead share their bits.
 */
export interface Starts {
  readonly first: Int32Array;
  readonly nodes: readonly PhraseNode[];
  /** Four bit sets a node: next, nextMore, later, laterMore. */
  readonly bits: Int32Array;
}

/** Many phrases in one structure: reading takes hardly longer for ten thousand phrases than for ten. */
export interface PhraseIndex {
  readonly starts: Starts;
  /** What a folded word is; a hashtag is asked for with its "#". Linear in the word. */
  readonly termsOf: (word: string) => Terms;
}

/** @param phrases each with the value that is reported when it is found. */
export function createPhraseIndex(phrases: Iterable<{ phrase: Phrase; value: number }>): PhraseIndex {
  const ids = new Map<string, number>();
  const trie = createTrie((word) => {
    const id = ids.get(word) ?? ids.size;
    ids.set(word, id);
    return id;
  });
  for (const { phrase, value } of phrases) {
    trie.add(phrase.steps, value);
    const tags = asHashtags(phrase);
    if (tags.length > 0) trie.add([{ words: tags, afterGap: false }], value);
  }
  return { starts: flatten(trie.root.next, ids.size), termsOf: createVocabulary(ids) };
}

function flatten(edges: Edges, terms: number): Starts {
  const first = new Int32Array(2 * terms + 1);
  const nodes: PhraseNode[] = [];
  for (let term = 0; term < terms; term++) {
    const begun = edges.get(term) ?? [];
    first[2 * term] = nodes.length;
    for (const node of begun) if (node.values.length > 0) nodes.push(node);
    first[2 * term + 1] = nodes.length;
    for (const node of begun) if (node.values.length === 0) nodes.push(node);
  }
  first[2 * terms] = nodes.length;
  const bits = new Int32Array(4 * nodes.length);
  nodes.forEach((node, at) => {
    bits.set([node.nextBits, node.nextMoreBits, node.laterBits, node.laterMoreBits], 4 * at);
  });
  return { first, nodes, bits };
}

const NO_VALUES: readonly number[] = [];
/** Most nodes have no edges of one kind: they share these, and get their own when they need them. */
const NO_EDGES: Edges = new Map();
const newNode = (): PhraseNode => ({
  nextBits: 0,
  nextMoreBits: 0,
  laterBits: 0,
  laterMoreBits: 0,
  values: NO_VALUES,
  next: NO_EDGES,
  later: NO_EDGES,
});

function edgesOf(node: PhraseNode, afterGap: boolean): Edges {
  if (afterGap) return node.later === NO_EDGES ? (node.later = new Map<number, PhraseNode[]>()) : node.later;
  return node.next === NO_EDGES ? (node.next = new Map<number, PhraseNode[]>()) : node.next;
}

function createTrie(idOf: (word: string) => number) {
  const root = newNode();
  /** Per node: its child for a choice of words, so that phrases that begin alike share their beginnings. */
  const children = new Map<PhraseNode, Map<string, PhraseNode>>([[root, new Map()]]);

  const childOf = (node: PhraseNode, { words, afterGap }: Step): PhraseNode => {
    const key = `${afterGap ? '_' : ''}${[...words].sort().join('|')}`;
    const siblings = children.get(node);
    const known = siblings?.get(key);
    if (known !== undefined) return known;
    const child = newNode();
    siblings?.set(key, child);
    children.set(child, new Map());
    const edges = edgesOf(node, afterGap);
    for (const id of words.map(idOf)) {
      if (afterGap) {
        node.laterBits |= bitOf(id);
        node.laterMoreBits |= moreBitOf(id);
      } else {
        node.nextBits |= bitOf(id);
        node.nextMoreBits |= moreBitOf(id);
      }
      const beside = edges.get(id);
      if (beside === undefined) edges.set(id, [child]);
      else beside.push(child);
    }
    return child;
  };
  return {
    root,
    add(steps: readonly Step[], value: number): void {
      const last = steps.reduce(childOf, root);
      if (!last.values.includes(value)) last.values = [...last.values, value];
    },
  };
}
