/** What one word of a text is to phrases: "later" may be the terms "late*" and "later". Shared, never changed. */
export interface Terms {
  readonly ids: readonly number[];
  /** Bits of the ids: two sets without a bit in common in both have no id in common. */
  readonly bits: number;
  readonly moreBits: number;
}

/** One of thirty bits, which fit a small integer of the engine. */
export const bitOf = (id: number): number => 1 << (id % 30);
/** Neighbours have it in common: words of one choice get their numbers one after the other. */
export const moreBitOf = (id: number): number => 1 << (Math.floor(id / 30) % 30);

export const NO_TERMS: Terms = { ids: [], bits: 0, moreBits: 0 };

/** A beginning of words: "l", "la", "lat", … */
interface Beginning {
  readonly next: Map<number, Beginning>;
  /** Terms of every word that begins so. */
  terms: Terms;
}

/**
 * The words of all phrases in a form that finds what a word is in one look-up, or letter by letter.
 * @param terms "late" or, for any word that begins so, "late*", each with its number.
 * @returns All terms a folded word is. Linear in the word.
 */
export function createVocabulary(terms: ReadonlyMap<string, number>): (word: string) => Terms {
  const root: Beginning = { next: new Map(), terms: NO_TERMS };
  // Shorter ones first, so that longer ones inherit from them.
  const sorted = [...terms].sort(([a], [b]) => a.length - b.length);
  for (const [term, id] of sorted) if (term.endsWith('*')) addBeginning(root, term.slice(0, -1), id);
  const whole = createWordTable(
    sorted
      .filter(([term]) => !term.endsWith('*'))
      .map(([term, id]) => ({ word: term, terms: plus(longest(root, term), id) })),
  );
  return (word) => whole(word) ?? longest(root, word);
}

const plus = ({ ids, bits, moreBits }: Terms, id: number): Terms => ({
  ids: [...ids, id],
  bits: bits | bitOf(id),
  moreBits: moreBits | moreBitOf(id),
});

function addBeginning(root: Beginning, letters: string, id: number): void {
  let node = root;
  for (let at = 0; at < letters.length; at++) {
    const unit = letters.charCodeAt(at);
    const child = node.next.get(unit) ?? { next: new Map<number, Beginning>(), terms: node.terms };
    node.next.set(unit, child);
    node = child;
  }
  node.terms = plus(node.terms, id);
}

/** The terms of the longest known beginning of a word, which has those of the shorter ones. */
function longest(root: Beginning, word: string): Terms {
  let node = root;
  for (let at = 0; at < word.length; at++) {
    const child = node.next.get(word.charCodeAt(at));
    if (child === undefined) break;
    node = child;
  }
  return node.terms;
}

interface Entry {
  readonly word: string;
  readonly terms: Terms;
}

/**
 * A hash table of its own: the words asked for were cut out of a text a moment ago, and a `Map` first has to give
 * each of these new strings a hash, which took about a tenth of the time of reading.
 */
function createWordTable(entries: readonly Entry[]): (word: string) => Terms | undefined {
  const size = 2 ** Math.ceil(Math.log2(entries.length * 2 + 2));
  /** One more than the place of the entry, 0 for none; where two words meet, the later takes the next free slot. */
  const slots = new Int32Array(size);
  entries.forEach(({ word }, place) => {
    let slot = hashOf(word) & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = place + 1;
  });
  return (word) => {
    for (let slot = hashOf(word) & (size - 1); ; slot = (slot + 1) & (size - 1)) {
      const entry = entries[(slots[slot] ?? 0) - 1];
      if (entry === undefined || entry.word === word) return entry?.terms;
    }
  };
}

function hashOf(word: string): number {
  let hash = word.length;
  for (let at = 0; at < word.length; at++) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0;
  return hash ^ (hash >>> 15);
}
