import { CHARACTER, MASKED_CODE, type Characters } from './characters.ts';

/** Names to hide, by their first character. */
export type Masks = ReadonlyMap<number, readonly Uint16Array[]>;

/** @param terms names in any case; "Acme Air" also hides "#AcmeAir". Terms without a letter or digit hide nothing. */
export function compileMasks(terms: readonly string[], { kind, lower }: Characters): Masks {
  const masks = new Map<number, Uint16Array[]>();
  for (const term of terms) {
    const trimmed = term.trim();
    for (const form of new Set([trimmed, trimmed.replaceAll(' ', '')])) {
      const codes = Uint16Array.from({ length: form.length }, (_, i) => lower[form.charCodeAt(i)] as number);
      const isWord = codes.some((code) => kind[code] === CHARACTER.letter || kind[code] === CHARACTER.digit);
      const [first] = codes;
      if (!isWord || first === undefined) continue;
      masks.set(
        first,
        [...(masks.get(first) ?? []), codes].sort((a, b) => b.length - a.length),
      );
    }
  }
  return masks;
}

/** Overwrites every whole-word occurrence with `MASKED_CODE`, longest name first. `end` is exclusive. */
export function applyMasks(codes: Uint16Array, end: number, masks: Masks, characters: Characters): void {
  const { kind, lower } = characters;
  const inWord = (at: number): boolean => {
    if (at < 0 || at >= end) return false;
    const of = kind[codes[at] as number];
    return of === CHARACTER.letter || of === CHARACTER.digit;
  };
  for (let at = 0; at < end; at++) {
    const candidates = masks.get(lower[codes[at] as number] as number);
    if (candidates === undefined || inWord(at - 1)) continue;
    for (const name of candidates) {
      if (at + name.length > end || inWord(at + name.length)) continue;
      if (!name.every((code, i) => lower[codes[at + i] as number] === code)) continue;
      codes.fill(MASKED_CODE, at, at + name.length);
      at += name.length - 1;
      break;
    }
  }
}
