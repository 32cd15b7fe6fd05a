import { createHashTable, rowOf, type HashTable } from './hash-table.ts';

/** What a word does to the words after it. */
export const ROLE = { none: 0, function: 1, negator: 2, booster: 3, dampener: 4, contrast: 5 } as const;

/** `valence` is held in steps of 1/30, so that −4 … 4 fits a byte. */
export const VALENCE_STEPS = 30;

/** The words the model knows, a column a property and a row a word. */
export interface LexiconColumns {
  /** `hashWord` of the lower-case word, all different. */
  readonly hash: Int32Array;
  /** −4 … 4 in steps of 1/30; 0 when no list rates the word. */
  readonly valence: Int8Array;
  /** −1, 0 or 1. */
  readonly opinion: Int8Array;
  /** One of `ROLE`. */
  readonly role: Uint8Array;
  /** 1 when it is a name unless written in lower case: known from word vectors only. */
  readonly lowerOnly: Uint8Array;
}

export interface Lexicon extends LexiconColumns {
  readonly size: number;
  readonly table: HashTable;
}

export function createLexicon(columns: LexiconColumns): Lexicon {
  return { ...columns, size: columns.hash.length, table: createHashTable(columns.hash) };
}

/** The row of a word by its hash, or −1. */
export const wordRow = (lexicon: Lexicon, hash: number): number => rowOf(lexicon.table, hash);
