/** What each UTF-16 code unit is, so that the tokenizer never asks a regular expression. */
export const CHARACTER = {
  other: 0,
  space: 1,
  letter: 2,
  digit: 3,
  apostrophe: 4,
  /** First half of a pair. */
  high: 5,
  /** A picture of one code unit. */
  picture: 6,
  /** Says how to show its neighbour and means nothing itself: joiners, variation selectors, direction marks. */
  format: 7,
  /** Where a tracked name stood. */
  masked: 8,
} as const;

/** Of the private use area; stands for the characters of a masked name. */
export const MASKED_CODE = 0xe000;

export interface Characters {
  readonly kind: Uint8Array;
  /** Lower case in one code unit; apostrophes of all shapes as one. */
  readonly lower: Uint16Array;
}

const APOSTROPHES = "'’‘`´ʼ＇";
const APOSTROPHE_CODE = 0x27;

/** Reads the Unicode tables of the runtime once (about 20 ms). */
export function createCharacters(): Characters {
  const kind = new Uint8Array(0x10000);
  const lower = new Uint16Array(0x10000);
  for (let code = 0; code < 0x10000; code++) {
    const character = String.fromCharCode(code);
    kind[code] = kindOf(character, code);
    const lowered = character.toLowerCase();
    lower[code] = lowered.length === 1 ? lowered.charCodeAt(0) : code;
  }
  for (const character of APOSTROPHES) {
    kind[character.charCodeAt(0)] = CHARACTER.apostrophe;
    lower[character.charCodeAt(0)] = APOSTROPHE_CODE;
  }
  return { kind, lower };
}

function kindOf(character: string, code: number): number {
  if (code >= 0xd800 && code <= 0xdbff) return CHARACTER.high;
  if (code === MASKED_CODE) return CHARACTER.masked;
  if (/[\p{L}\p{M}]/u.test(character) && code !== 0xfe0f && code !== 0xfe0e) return CHARACTER.letter;
  if (/\p{Nd}/u.test(character)) return CHARACTER.digit;
  if (/[\s\p{Z}\p{Cc}]/u.test(character)) return CHARACTER.space;
  if (/\p{Cf}/u.test(character) || code === 0xfe0f || code === 0xfe0e) return CHARACTER.format;
  if (code > 0xff && /\p{Extended_Pictographic}/u.test(character)) return CHARACTER.picture;
  return CHARACTER.other;
}
