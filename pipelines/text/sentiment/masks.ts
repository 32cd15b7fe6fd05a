import { CHARACTER, MASKED_CODE, type Characters } from './characters.ts';
import { hashSeed, hashStep } from './hash.ts';

/** Names to hide. Neither their number nor how many start alike makes a text slow: its time is linear in its length. */
export interface Masks {
  /** How long the names that start with a word may be, ascending, by the hash of the word. */
  readonly lengths: ReadonlyMap<number, readonly number[]>;
  /** A byte for each of the lowest bits of such a hash, 0 where no name starts so: most words ask no map. */
  readonly mayStart: Uint8Array;
  /** By the hash of the whole name. */
  readonly names: ReadonlyMap<number, readonly Uint16Array[]>;
}

/**
 * @param terms names in any case; "Acme Air" also hides "#AcmeAir", "@acme" the word after the sign. Terms without a
 *   letter or digit hide nothing.
 */
export function compileMasks(terms: readonly string[], characters: Characters): Masks {
  const lengths = new Map<number, Set<number>>();
  const names = new Map<number, Uint16Array[]>();
  const forms = new Set(
    terms.flatMap((term) => [term.normalize('NFC'), term.normalize('NFD')]).flatMap((term) => [term, term.replaceAll(/\s/g, '')]), // prettier-ignore
  );
  for (const form of forms) {
    const name = trimmed(form, characters);
    if (name.length === 0) continue;
    const word = hashOf(name, 0, endOfWord(name, 0, name.length, characters), characters);
    lengths.set(word, (lengths.get(word) ?? new Set()).add(name.length));
    const whole = hashOf(name, 0, name.length, characters);
    names.set(whole, [...(names.get(whole) ?? []), name]);
  }
  const mayStart = new Uint8Array(STARTS);
  for (const word of lengths.keys()) mayStart[startOf(word)] = 1;
  return {
    names,
    mayStart,
    lengths: new Map(Array.from(lengths, ([word, of]) => [word, [...of].sort((a, b) => a - b)])),
  };
}

const STARTS = 4_096;
const startOf = (hash: number): number => (hash ^ (hash >>> 15)) & (STARTS - 1);

/** Overwrites every whole-word occurrence with `MASKED_CODE`, longest name first. `end` is exclusive. */
export function applyMasks(codes: Uint16Array, end: number, masks: Masks, characters: Characters): void {
  const { kind, lower } = characters;
  let at = 0;
  while (at < end) {
    let wordEnd = at;
    let hash = hashSeed;
    for (; wordEnd < end; wordEnd++) {
      const code = codes[wordEnd] as number;
      const is = kind[code];
      if (is !== CHARACTER.letter && is !== CHARACTER.digit) break;
      hash = hashStep(hash, lower[code] as number);
    }
    if (wordEnd === at) {
      at++;
      continue;
    }
    const lengths = masks.mayStart[startOf(hash)] === 1 ? masks.lengths.get(hash) : undefined;
    const nameEnd = lengths === undefined ? at : endOfName(codes, at, end, lengths, masks, characters);
    if (nameEnd > at) codes.fill(MASKED_CODE, at, nameEnd);
    at = Math.max(wordEnd, nameEnd);
  }
}

/** Where the longest name that starts at `at` ends, or `at`. */
function endOfName(
  codes: Uint16Array,
  at: number,
  end: number,
  lengths: readonly number[],
  { names }: Masks,
  characters: Characters,
): number {
  let found = at;
  let hash = hashSeed;
  let hashed = at;
  for (const length of lengths) {
    const to = at + length;
    if (to > end) break;
    hash = hashOf(codes, hashed, to, characters, hash);
    hashed = to;
    if (to < end && isInWord(codes[to], characters)) continue;
    const isName = (name: Uint16Array) =>
      name.length === length && name.every((code, i) => code === characters.lower[codes[at + i] as number]);
    if (names.get(hash)?.some(isName) === true) found = to;
  }
  return found;
}

/** The folded characters of a term from its first letter or digit to its last. */
function trimmed(term: string, characters: Characters): Uint16Array {
  const codes = Uint16Array.from({ length: term.length }, (_, i) => characters.lower[term.charCodeAt(i)] as number); // prettier-ignore
  const isWord = (code: number) => isInWord(code, characters);
  return codes.subarray(Math.max(0, codes.findIndex(isWord)), codes.findLastIndex(isWord) + 1);
}

function endOfWord(codes: Uint16Array, at: number, end: number, characters: Characters): number {
  while (at < end && isInWord(codes[at], characters)) at++;
  return at;
}

function isInWord(code: number | undefined, { kind }: Characters): boolean {
  const of = kind[code ?? 0];
  return of === CHARACTER.letter || of === CHARACTER.digit;
}

/** The running hash of the folded characters, from `hash` on. */
function hashOf(
  codes: Uint16Array,
  from: number,
  to: number,
  { lower }: Characters,
  hash: number = hashSeed,
): number {
  for (let at = from; at < to; at++) hash = hashStep(hash, lower[codes[at] as number] as number);
  return hash;
}
