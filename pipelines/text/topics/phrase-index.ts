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

/** Where the phrases that begin with a term go on. */
export interface Start {
  /** Nodes at which a phrase is already complete. */
  readonly complete: readonly PhraseNode[];
  /** The other nodes, and the four bit sets of each in a row: the ones in common use are then in the cache. */
  readonly open: readonly PhraseNode[];
  readonly openBits: Int32Array;
}

/** Many phrases in one structure: reading takes hardly longer for ten thousand phrases than for ten. */
export interface PhraseIndex {
  /** By term. */
  readonly starts: readonly Start[];
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
  const starts = Array.from({ length: ids.size }, (_, id) => startOf(trie.root.next.get(id) ?? []));
  return { starts, termsOf: createVocabulary(ids) };
}

function startOf(nodes: readonly PhraseNode[]): Start {
  const open = nodes.filter((node) => node.values.length === 0);
  return {
    complete: nodes.filter((node) => node.values.length > 0),
    open,
    openBits: Int32Array.from(
      open.flatMap((node) => [node.nextBits, node.nextMoreBits, node.laterBits, node.laterMoreBits]),
    ),
  };
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
  if (afterGap) return node.later === NO_EDGES ? (node.later = new Map()) : node.later;
  return node.next === NO_EDGES ? (node.next = new Map()) : node.next;
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
