import { CHARACTER, MASKED_CODE, type Characters } from './characters.ts';
import { hashSeed, hashStep } from './hash.ts';

/** Names to hide, by the hash of their first word: one look-up a word, however many names there are. */
export type Masks = ReadonlyMap<number, readonly Uint16Array[]>;

/**
 * @param terms names in any case; "Acme Air" also hides "#AcmeAir", "@acme" the word after the sign. Terms without a
 *   letter or digit hide nothing.
 */
export function compileMasks(terms: readonly string[], characters: Characters): Masks {
  const masks = new Map<number, Uint16Array[]>();
  const known = new Set<string>();
  for (const term of terms)
    for (const spelling of [term.normalize('NFC'), term.normalize('NFD')])
      for (const form of [spelling, spelling.replaceAll(/\s/g, '')]) {
        const codes = trimmed(form, characters);
        const key = String.fromCharCode(...codes);
        if (codes.length === 0 || known.has(key)) continue;
        known.add(key);
        const first = hashOfWord(codes, 0, endOfWord(codes, 0, codes.length, characters), characters);
        const others = masks.get(first);
        if (others === undefined) masks.set(first, [codes]);
        else others.push(codes);
      }
  for (const names of masks.values()) names.sort((a, b) => b.length - a.length);
  return masks;
}

/** Overwrites every whole-word occurrence with `MASKED_CODE`, longest name first. `end` is exclusive. */
export function applyMasks(codes: Uint16Array, end: number, masks: Masks, characters: Characters): void {
  const { lower } = characters;
  let at = 0;
  while (at < end) {
    const endAt = endOfWord(codes, at, end, characters);
    if (endAt === at) {
      at++;
      continue;
    }
    const names = masks.get(hashOfWord(codes, at, endAt, characters));
    const name = names?.find(
      (of) =>
        at + of.length <= end &&
        !isInWord(codes[at + of.length], at + of.length < end, characters) &&
        of.every((code, i) => lower[codes[at + i] as number] === code),
    );
    if (name !== undefined) codes.fill(MASKED_CODE, at, at + name.length);
    at = name === undefined ? endAt : at + name.length;
  }
}

/** The folded characters of a term from its first letter or digit to its last. */
function trimmed(term: string, characters: Characters): Uint16Array {
  const codes = Uint16Array.from(
    { length: term.length },
    (_, i) => characters.lower[term.charCodeAt(i)] as number,
  );
  const isWord = (code: number) => isInWord(code, true, characters);
  return codes.subarray(Math.max(0, codes.findIndex(isWord)), codes.findLastIndex(isWord) + 1);
}

function endOfWord(codes: Uint16Array, at: number, end: number, characters: Characters): number {
  while (at < end && isInWord(codes[at], true, characters)) at++;
  return at;
}

function isInWord(code: number | undefined, isInside: boolean, { kind }: Characters): boolean {
  const of = kind[code ?? 0];
  return isInside && (of === CHARACTER.letter || of === CHARACTER.digit);
}

function hashOfWord(codes: Uint16Array, from: number, to: number, { lower }: Characters): number {
  let hash = hashSeed;
  for (let at = from; at < to; at++) hash = hashStep(hash, lower[codes[at] as number] as number);
  return hash;
}
