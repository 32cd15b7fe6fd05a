/** What a token is. */
export const TOKEN = {
  word: 0,
  /** A tracked name, or a capitalised word the model does not know. */
  name: 1,
  handle: 2,
  link: 3,
  number: 4,
  emoji: 5,
  emoticon: 6,
  /** Runs of ! or ?, full stops, commas and the like. */
  mark: 7,
} as const;

/** Bits of `flags`. */
export const FLAG = {
  /** All capitals, two letters or more. */
  shouted: 1,
  /** Starts with a capital. */
  capitalised: 2,
  /** Had a letter three times in a row. */
  elongated: 4,
  hashtag: 8,
  /** In the scope of a negation. */
  negated: 16,
  /** Ends the scope of a negation. */
  breaks: 32,
  /** After the last "but" of the text. */
  afterContrast: 64,
} as const;

/** Marks, by the `hash` of their token. */
export const MARK = {
  exclamation: 11,
  question: 12,
  both: 13,
  dots: 14,
  stop: 15,
  comma: 16,
  quote: 17,
} as const;

/** The hashes of the tokens that stand for a kind, not for a word. */
export const STAND_IN = { name: 101, handle: 102, link: 103, number: 104, unknown: 105 } as const;

export const MAX_TOKENS = 1_000;
/** In UTF-16 code units. */
export const MAX_CHARACTERS = 8_000;

/** The tokens of one text, a column a property. Overwritten by the next text: nobody keeps it. */
export interface Tokens {
  count: number;
  readonly kind: Uint8Array;
  readonly flags: Uint8Array;
  /** `hashWord` of words, a constant of `STAND_IN` or `MARK` for the rest. */
  readonly hash: Int32Array;
  /** Row in the lexicon, or −1. */
  readonly row: Int32Array;
  /** Valence of emoji and emoticons, −4 … 4; of words it is in the lexicon. */
  readonly valence: Float32Array;
  /** How many characters a run of marks has. */
  readonly run: Uint16Array;
  /** Where it stood in the text, in UTF-16 code units, `end` exclusive. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Where its folded letters lie in `letters`. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly letters: Uint16Array;
}

export function createTokens(): Tokens {
  return {
    count: 0,
    kind: new Uint8Array(MAX_TOKENS),
    flags: new Uint8Array(MAX_TOKENS),
    hash: new Int32Array(MAX_TOKENS),
    row: new Int32Array(MAX_TOKENS),
    valence: new Float32Array(MAX_TOKENS),
    run: new Uint16Array(MAX_TOKENS),
    start: new Int32Array(MAX_TOKENS),
    end: new Int32Array(MAX_TOKENS),
    from: new Int32Array(MAX_TOKENS),
    to: new Int32Array(MAX_TOKENS),
    letters: new Uint16Array(MAX_CHARACTERS * 2),
  };
}
