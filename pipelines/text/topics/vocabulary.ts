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
  /** By the first two letters of a word, and by the first three: whether a term of so many, or more, may begin with them. */
  const mayBeginShort = new Uint8Array(BEGINNINGS);
  const mayBegin = new Uint8Array(BEGINNINGS);
  let hasShort = false;
  for (const [term, id] of sorted) {
    if (!term.endsWith('*')) continue;
    const letters = term.slice(0, -1);
    addBeginning(root, letters, id);
    if (letters.length < 2) hasShort = true;
    else if (letters.length === 2) mayBeginShort[pairOf(letters)] = 1;
    else mayBegin[tripleOf(letters)] = 1;
  }
  const whole = createWordTable(
    sorted
      .filter(([term]) => !term.endsWith('*'))
      .map(([term, id]) => ({ word: term, terms: plus(longest(root, term), id) })),
  );
  // Most words are no term and begin like none: three letters tell.
  return (word) => {
    const terms = whole(word);
    if (terms !== undefined) return terms;
    const mayBe = hasShort || mayBegin[tripleOf(word)] === 1 || mayBeginShort[pairOf(word)] === 1;
    return mayBe ? longest(root, word) : NO_TERMS;
  };
}

const BEGINNINGS = 16_384;
const pairOf = (word: string): number => (word.charCodeAt(0) * 37 + word.charCodeAt(1)) & (BEGINNINGS - 1);
const tripleOf = (word: string): number =>
  (word.charCodeAt(0) * 1_369 + word.charCodeAt(1) * 37 + word.charCodeAt(2)) & (BEGINNINGS - 1);

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
  /**
   * Two numbers a slot: the hash, and one more than the place of the entry, 0 for none. The hash turns nearly every
   * other word away without a look at the entry. Where two words meet, the later takes the next free slot.
   */
  const slots = new Int32Array(size * 2);
  entries.forEach(({ word }, place) => {
    const hash = hashOf(word);
    let slot = hash & (size - 1);
    while (slots[slot * 2 + 1] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot * 2] = hash;
    slots[slot * 2 + 1] = place + 1;
  });
  return (word) => {
    const hash = hashOf(word);
    for (let slot = hash & (size - 1); ; slot = (slot + 1) & (size - 1)) {
      const place = slots[slot * 2 + 1] ?? 0;
      if (place === 0) return undefined;
      const entry = slots[slot * 2] === hash ? entries[place - 1] : undefined;
      if (entry?.word === word) return entry.terms;
    }
  };
}

function hashOf(word: string): number {
  let hash = word.length;
  for (let at = 0; at < word.length; at++) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0;
  return hash ^ (hash >>> 15);
}
